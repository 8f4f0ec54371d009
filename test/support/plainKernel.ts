import type { RunRequest } from "../../src/sim/engine/engine.ts";
import type { Happening, Kernel } from "../../src/sim/engine/kernel.ts";
import { exp } from "../../src/idioms/exactMath.ts";
import type { RunKey } from "../../src/sim/randomness/address.ts";

/** A model without politics: sources with constant rates that excite, relieve and choose among letters. */
export interface PlainSource {
  readonly key: string;
  /** A year. */
  readonly mu: number;
  /** Events that each of another source's brings about. */
  readonly excitedBy?: Readonly<Record<string, number>>;
  readonly decay?: number;
  /** e^−relief, for each event of these. */
  readonly relievedBy?: Readonly<Record<string, number>>;
  /** μ · e^(slope · sin-like drift by days). */
  readonly slope?: number;
  /** Weights of marks; those named `+x` weigh twice as much once x has happened. */
  readonly marks?: Readonly<Record<string, number>>;
}

export interface PlainEvent extends Happening {
  readonly source: string;
  readonly mark: string | undefined;
}

export interface PlainWorld {
  at: number;
  readonly counts: Map<string, number>;
}

export function plainKernel(
  list: readonly PlainSource[],
  past: readonly PlainEvent[] = [],
): Kernel<PlainWorld, PlainEvent> {
  const excites = new Map(
    list.map(({ key: by }) => [
      by,
      list.flatMap(({ excitedBy = {} }, i) => (excitedBy[by] === undefined ? [] : [[i, excitedBy[by]] as const])),
    ]),
  );
  return {
    sources: list.map(({ key, mu, decay = 1, relievedBy = {}, slope = 0, marks = {} }) => ({
      key,
      channel: key,
      decay,
      bound: mu * exp(Math.abs(slope)),
      rate: ({ at }) => mu * exp(slope * wave(at)),
      relief: ({ counts }) => Object.entries(relievedBy).reduce((sum, [by, r]) => sum + r * (counts.get(by) ?? 0), 0),
      alternatives: ({ counts }) =>
        Object.entries(marks).map(([name, weight]) => ({
          key: name,
          phi: Math.log(weight) + (name.startsWith("+") && counts.has(name.slice(1)) ? Math.LN2 : 0),
        })),
      write: (_, { at, mark, id }) => [{ id, placed: at, source: key, mark }],
    })),
    begin: () => ({ at: 0, counts: new Map() }),
    step: (world, at) => void (world.at = at),
    apply: ({ counts }, { source }) => void counts.set(source, (counts.get(source) ?? 0) + 1),
    excites: ({ source }) => excites.get(source) ?? [],
    past,
  };
}

/** Between −1 and 1, up and down every 100 days. */
const wave = (at: number): number => 1 - Math.abs(((at / 86_400_000) % 100) - 50) / 25;

export const plainRequest = (
  key: RunKey,
  from: number,
  until: number,
): Omit<RunRequest<PlainWorld, PlainEvent>, "script"> & { readonly script: [] } => ({
  from,
  until,
  keyOf: () => key,
  script: [],
  mostEvents: 1_000_000,
});
