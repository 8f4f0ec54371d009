import { createEngine } from "../../src/sim/engine/engine.ts";
import type { Happening, Kernel } from "../../src/sim/engine/kernel.ts";
import { YEAR } from "../../src/sim/randomness/atoms.ts";
import type { Contender, Setting } from "../contender.ts";

/** Entities of the hold model. */
export const ENTITIES = 1000;

interface Held extends Happening {
  readonly entity: number;
}

/** Events of a run, ten times as many as a what-if may have: the engine keeps what happened in a run. */
const RUN = 20_000;

/** The hold model (Vaucher & Duval 1975) in the engine of what-ifs, run after run, each entity a source of so many events a year. */
const holdAt =
  (rate: number) =>
  ({ events }: Setting): Contender => {
    const engine = createEngine(holdKernel(rate));
    const until = (RUN / ENTITIES / rate) * YEAR;
    let run = 0;
    return {
      run: async () => {
        let happened = 0;
        while (happened < events) {
          const key = { seed: 7, run: run++ };
          happened += engine({ from: 0, until, keyOf: () => key, script: [], mostEvents: 2 * RUN }).added.length;
        }
        return { events: happened };
      },
    };
  };

/** Rates as high as no channel's, in seven bands of the plane; and as channels have them, in one. */
export const holdFast = holdAt(50);
export const holdSlow = holdAt(1);

const holdKernel = (rate: number): Kernel<object, Held> => ({
  sources: Array.from({ length: ENTITIES }, (_, entity) => ({
    key: `entity-${entity}`,
    channel: "hold",
    decay: 1,
    bound: rate,
    rate: () => rate,
    relief: () => 0,
    alternatives: () => [],
    write: (_world, { at, id }) => [{ id, placed: at, entity }],
  })),
  begin: () => ({}),
  step: () => {},
  apply: () => {},
  excites: () => [],
  past: [],
});
