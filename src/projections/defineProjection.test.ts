import fc from "fast-check";
import { expect, test } from "vitest";
import { chronicleOf, histories, WORLD } from "../../test/support/chronicles.ts";
import { defineProjection } from "./defineProjection.ts";
import { facts } from "./facts/facts.ts";
import { createFold } from "./fold.ts";
import { nervousness } from "./nervousness/nervousness.ts";
import { power } from "./power/power.ts";
import { territory } from "./territory/territory.ts";
import { worldAt } from "./world.ts";

test("of each event the fold calls the handlers of its effects, then those of its type, then `each`, and nobody else", () => {
  const calls: string[] = [];
  const listens = defineProjection({
    name: "listens",
    version: 1,
    initial: () => ({}),
    on: { rule: (_, { kind }, { id }) => void calls.push(`${kind} of ${id}`) },
    when: { Noted: (_, { id }) => void calls.push(`Noted ${id}`) },
    each: (_, { id, type }) => void (type === "TerritoryTransferred" && calls.push(`each ${id}`)),
    view: () => calls.length,
  });
  const deaf = defineProjection({
    name: "deaf",
    version: 1,
    initial: () => ({}),
    on: { seat: () => fail() },
    when: { PersonDied: () => fail() },
    view: () => 0,
  });
  const events = [
    { id: "grant", type: "TerritoryTransferred", at: "2001", systems: ["s0", "s1"], to: "beta", procedure: 3 },
    { id: "feast", type: "Noted", at: "2002", about: "beta" },
  ];
  const chronicle = chronicleOf([...WORLD, ...events]);
  calls.length = 0;
  worldAt(chronicle, [listens, deaf], { occurred: "2003" });
  expect(calls.filter((call) => /grant|feast/.test(call))).toEqual([
    "rule of grant",
    "rule of grant",
    "each grant",
    "Noted feast",
  ]);
});

const fail = (): never => {
  throw new Error("it does not listen to this");
};

test("what a view gave away is never changed again", () => {
  fc.assert(
    fc.property(histories, (events) => {
      const chronicle = chronicleOf(events);
      const projections = [facts, territory, power, nervousness];
      const fold = createFold(projections, { catalogue: chronicle.catalogue });
      const given: { readonly view: unknown; readonly was: unknown }[] = [];
      for (const event of chronicle.events) {
        fold.apply([event]);
        for (const { name } of projections) {
          const view = fold.view(name, event.placed);
          given.push({ view, was: structuredClone(view) });
        }
      }
      for (const { view, was } of given) expect(view).toEqual(was);
    }),
    { numRuns: 20 },
  );
});
