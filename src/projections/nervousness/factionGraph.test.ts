import fc from "fast-check";
import { expect, test } from "vitest";
import { borders, hopsFrom } from "../territory/laneGraph.ts";
import { ALWAYS } from "../../events/dates/span.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { territory, type TerritoryState } from "../territory/territory.ts";
import { type Alliances, setAlliance } from "./alliances.ts";
import { factionGraph } from "./factionGraph.ts";

const FACTIONS = ["a", "b", "c", "d", "e"] as const;

type Step =
  | { readonly rule: number; readonly by: string | undefined }
  | { readonly lane: readonly [number, number] }
  /** Without parties, it ends. */
  | { readonly treaty: number; readonly parties: readonly string[] | undefined };

const system = fc.nat(11);
const faction = fc.constantFrom(...FACTIONS);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ rule: system, by: fc.option(faction, { nil: undefined }) }) },
    { weight: 2, arbitrary: fc.record({ lane: fc.tuple(system, system) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        treaty: fc.nat(2),
        parties: fc.option(fc.array(faction, { maxLength: 4 }), { nil: undefined }),
      }),
    },
  ),
  { minLength: 1, maxLength: 60 },
);

test("a graph that is kept in step has the distances of one that is made anew", () => {
  fc.assert(
    fc.property(steps, fc.uniqueArray(faction, { minLength: 1, maxLength: 2 }), (all, sources) => {
      const state = territory.initial();
      const alliances = new Map<string, readonly string[]>();
      let revision = 0;
      for (const step of all) {
        if ("treaty" in step) {
          if (setAlliance(alliances, String(step.treaty), step.parties)) revision++;
        } else if ("lane" in step) {
          const [from, to] = step.lane.map(String);
          happen(state, "SystemCharted", { system: from, lanes: [to] });
        } else happen(state, "ControlChanged", { systems: [String(step.rule)], to: step.by });
        const hops = factionGraph(state, alliances, revision).hopsFrom(sources);
        const plain = plainHops(borders(state), alliances, sources);
        for (const id of [...FACTIONS, "nobody"]) expect(hops(id)).toBe(plain(id));
      }
    }),
    { numRuns: 300 },
  );
});

function happen(state: TerritoryState, type: string, data: object): void {
  const recorded = { timeline: "canon", sequence: 1, commit: "c", recordedAt: 0 };
  const event: ResolvedEvent = {
    id: "e",
    type,
    version: 1,
    data,
    recorded,
    occurred: ALWAYS,
    placed: 0,
    approximate: false,
  };
  territory.apply(state, event, undefined, {});
}

function plainHops(neighbours: Map<string, Set<string>>, alliances: Alliances, sources: readonly string[]) {
  const near = (id: string): string[] => [
    ...(neighbours.get(id) ?? []),
    ...[...alliances.values()].filter((parties) => parties.includes(id)).flat(),
  ];
  const found = sources.map((source) => hopsFrom(source, near));
  return (id: string): number => Math.min(...found.map((hops) => hops.get(id) ?? Number.POSITIVE_INFINITY));
}
