import fc from "fast-check";
import { expect, test } from "vitest";
import { chronicleOf } from "../../../test/support/chronicles.ts";
import { editedChronicle } from "./editedChronicle.ts";

const LENGTH = 12;
const base = chronicleOf(
  Array.from({ length: LENGTH }, (_, i) => ({
    id: `e${i}`,
    type: "Noted",
    // Two events a day, so that instants repeat.
    at: `2000-01-${String(1 + Math.floor(i / 2)).padStart(2, "0")}`,
    about: "x",
  })),
);

const edits = fc
  .array(fc.tuple(fc.nat(LENGTH - 1), fc.constantFrom("removed", "changed", "followed", "followed twice")))
  .map((drawn) =>
    [...new Map(drawn)]
      .sort(([a], [b]) => a - b)
      .flatMap(([index, kind]) => {
        const event = base.events[index];
        if (event === undefined) return [];
        const more = (name: string) => ({ ...event, id: `${event.id}-${name}` });
        if (kind === "removed") return [{ index, events: [] }];
        if (kind === "changed") return [{ index, events: [{ ...event, title: "changed" }] }];
        return [{ index, events: [event, more("a"), ...(kind === "followed" ? [] : [more("b")])] }];
      }),
  );

test("an edited history reads like the list that the edits make", () => {
  fc.assert(
    fc.property(edits, fc.nat(LENGTH), (all, end) => {
      const kept = all.filter(({ index }) => index < end);
      const history = editedChronicle(base, kept, end);
      const byPlace = new Map(kept.map(({ index, events }) => [index, events]));
      const expected = base.events.slice(0, end).flatMap((event, i) => byPlace.get(i) ?? [event]);

      expect([...history.events]).toEqual(expected);
      expect(history.events.length).toBe(expected.length);
      for (let from = 0; from <= expected.length; from++)
        for (let to = from; to <= expected.length + 1; to++)
          expect(history.events.slice(from, to)).toEqual(expected.slice(from, to));
      expect(history.events.at(-1)).toEqual(expected.at(-1));
      expect(history.events.at(expected.length)).toBeUndefined();
      for (const { id, placed } of expected) {
        expect(history.indexOf(id)).toBe(expected.findIndex((event) => event.id === id));
        expect(history.event(id)?.id).toBe(id);
        expect(history.countWhile((other) => other <= placed)).toBe(
          expected.filter((event) => event.placed <= placed).length,
        );
      }
      for (const { id } of base.events)
        if (!expected.some((event) => event.id === id)) expect(history.indexOf(id)).toBe(-1);
    }),
  );
});
