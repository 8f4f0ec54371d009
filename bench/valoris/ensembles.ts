import { lastValueFrom, tap } from "rxjs";
import { simulate } from "../../src/doors/sim.ts";
import { startWorkers } from "../../src/sim/workers.ts";
import type { Contender, Setting } from "../contender.ts";
import { anonymousMemory } from "./replay.ts";
import { withoutTreaty } from "./whatIf.ts";

/** An ensemble of the what-if, by so many threads beside the one that counts; by that one where there are none. Its events are runs. */
const ensembleBy =
  (workers: number) =>
  async ({ events: runs }: Setting): Promise<Contender> => {
    const plan = await withoutTreaty();
    const options = { runs, seed: 7, against: false };
    const runner = workers === 0 ? undefined : startWorkers(plan, options, { workers });
    return {
      async run() {
        let rssAnon = 0;
        const ensembles = simulate(plan, { ...options, ...(runner === undefined ? {} : { runner }) });
        const watched = ensembles.pipe(tap(() => (rssAnon = Math.max(rssAnon, anonymousMemory()))));
        const ensemble = await lastValueFrom(watched);
        return { events: ensemble.runs, rssAnon };
      },
    };
  };

export const whatIfAlone = ensembleBy(0);
export const whatIfByOne = ensembleBy(1);
export const whatIfByTwo = ensembleBy(2);
