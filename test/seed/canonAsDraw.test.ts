import { describe, expect, test } from "vitest";
import { readCanon } from "../../src/doors/canon.ts";
import type { ChronicleEvent } from "../../src/index.ts";
import { createEngine } from "../../src/sim/engine/engine.ts";
import { planWhatIf } from "../../src/sim/plan.ts";
import { buildScenario, type Scenario } from "../../src/sim/scenario.ts";
import { chronicleWith, retraction, simulatedCanon } from "../support/simulatedCanon.ts";

const seed = await readCanon("fixtures/cardassian-advance.yaml");

/** One side of a what-if up to where canon was observed, under random numbers of its own. */
function observed(scenario: Scenario, side: "edited" | "canon", run: number) {
  const { plan, reference } = scenario;
  const { kernel, script, gone } = scenario[side];
  return createEngine(kernel)({
    from: plan.from,
    until: plan.observedUntil,
    keyOf: () => ({ seed: 77, run }),
    reference,
    script,
    gone,
    mostEvents: 1000,
  });
}

/** The first event that the model brought about by itself, where there is one. */
const firstSimulated = (canon: ReturnType<typeof simulatedCanon>) =>
  canon.events.find(({ tags }) => tags?.includes("simulated") === true);

const CANONS = 200;

describe(`of ${CANONS} canons that the model drew from where the seed ends`, () => {
  test("each comes out byte for byte if nothing is done, whatever the random numbers; most of it is modelled", () => {
    let modelled = 0;
    let all = 0;
    for (let run = 0; run < CANONS; run++) {
      const canon = simulatedCanon(seed, run);
      const first = firstSimulated(canon);
      if (first === undefined) continue;
      const branch = chronicleWith(canon, [retraction(first.id)], "what-if/x");
      const scenario = buildScenario(planWhatIf({ timeline: branch, canon, until: "2391" }));
      const { events, added, fates } = observed(scenario, "canon", run);
      expect(added).toEqual([]);
      expect(fates.every(({ kind }) => kind === "unchanged")).toBe(true);
      expect(JSON.stringify(events)).toBe(JSON.stringify(scenario.plan.canon.events));
      modelled += scenario.reference.modelled.size;
      all += scenario.plan.canon.events.length;
    }
    expect(all).toBeGreaterThan(10 * CANONS);
    // What follows at the same instant, and who comes to office, is scripted.
    expect(modelled / all).toBeGreaterThan(0.7);
  });

  test("what is added and retracted again changes nothing", () => {
    for (let run = 0; run < CANONS / 5; run++) {
      const canon = simulatedCanon(seed, run);
      const first = firstSimulated(canon);
      if (first === undefined) continue;
      const noted: ChronicleEvent = {
        id: "extra",
        type: "Noted",
        version: 1,
        at: "2389-02-03",
        data: { about: ["sol"] },
      };
      const edits = [[retraction(first.id)], [retraction(first.id), noted, retraction("extra")]];
      const [one, other] = edits.map((events) => {
        const timeline = chronicleWith(canon, events, "what-if/x");
        return observed(buildScenario(planWhatIf({ timeline, canon, until: "2391" })), "edited", run);
      });
      expect(JSON.stringify(other?.events)).toBe(JSON.stringify(one?.events));
    }
  });
});
