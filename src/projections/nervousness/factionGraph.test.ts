import fc from "fast-check";
import { expect, test } from "vitest";
import { borders, hopsFrom } from "../territory/laneGraph.ts";
import { territory } from "../territory/territory.ts";
import { type Alliances, factionGraph } from "./factionGraph.ts";

const FACTIONS = ["a", "b", "c", "d", "e"] as const;

type Step =
  | { readonly rule: number; readonly by: string | undefined }
  | { readonly lane: readonly [number, number] }
  | { readonly treaty: number; readonly parties: readonly string[] };

const system = fc.nat(11);
const faction = fc.constantFrom(...FACTIONS);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ rule: system, by: fc.option(faction, { nil: undefined }) }) },
    { weight: 2, arbitrary: fc.record({ lane: fc.tuple(system, system) }) },
    { weight: 1, arbitrary: fc.record({ treaty: fc.nat(2), parties: fc.uniqueArray(faction, { maxLength: 3 }) }) },
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
          alliances.set(String(step.treaty), step.parties);
          revision++;
        } else {
          state.revision++;
          if ("lane" in step) {
            const [from, to] = step.lane.map(String) as [string, string];
            for (const [x, y] of [[from, to] as const, [to, from] as const])
              state.lanes.set(x, (state.lanes.get(x) ?? new Set()).add(y));
          } else
            state.systems.set(String(step.rule), {
              ...(state.systems.get(String(step.rule)) ?? NEW_SYSTEM),
              controller: step.by,
            });
        }
        const hops = factionGraph(state, alliances, revision).hopsFrom(sources);
        const plain = plainHops(borders(state), alliances, sources);
        for (const id of [...FACTIONS, "nobody"]) expect(hops(id)).toBe(plain(id));
      }
    }),
    { numRuns: 300 },
  );
});

const NEW_SYSTEM = {
  value: { yards: 0, energy: 0, population: 0, worlds: 0 },
  position: undefined,
  sovereign: undefined,
  basis: undefined,
  by: undefined,
  contested: undefined,
};

function plainHops(neighbours: Map<string, Set<string>>, alliances: Alliances, sources: readonly string[]) {
  const near = (id: string): string[] => [
    ...(neighbours.get(id) ?? []),
    ...[...alliances.values()].filter((parties) => parties.includes(id)).flat(),
  ];
  const found = sources.map((source) => hopsFrom(source, near));
  return (id: string): number => Math.min(...found.map((hops) => hops.get(id) ?? Number.POSITIVE_INFINITY));
}
