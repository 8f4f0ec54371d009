import { expect, test } from "vitest";
import { chronicleOf, WORLD } from "../../../test/support/chronicles.ts";
import { DAY } from "../../events/dates/span.ts";
import { halvesIn } from "./halvesIn.ts";

const at = Date.UTC(2001, 0, 1, 12);
const breach = { type: "BorderBreached", by: "alpha", against: "beta", systems: ["s2"] };
const chronicle = chronicleOf([...WORLD, { ...breach, id: "breach", at: "2001-01-01T12:00:00.000Z" }]);
const nerves = (days: number): number =>
  chronicle.worldAt({ occurred: { instant: at + days * DAY } }).nervousness.observers["beta"] ?? Number.NaN;

test("nervousness has halved by then, and not a hundredth of a day before", () => {
  const days = halvesIn(chronicle, "beta", { occurred: { instant: at } }) ?? Number.NaN;
  expect(nerves(days)).toBeCloseTo(nerves(0) / 2, 2);
  expect(nerves(days - 0.01)).toBeGreaterThan(nerves(0) / 2);
});

test("of whoever is calm already, nothing is said", () => {
  expect(halvesIn(chronicle, "alpha", { occurred: { instant: at } })).toBeUndefined();
});
