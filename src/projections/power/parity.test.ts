import { expect, test } from "vitest";
import { chronicleOf, WORLD } from "../../../test/support/chronicles.ts";
import { parityCrossings } from "./parity.ts";

const raise = (id: string, at: string, faction: string, by: number) => ({
  id,
  type: "ForceRaised",
  at,
  faction,
  component: "military",
  by,
});

test("an event that lifts one above the other is named", () => {
  const crossings = parityCrossings(
    chronicleOf([...WORLD, raise("arms", "2001-05-01", "alpha", 100)]),
    "alpha",
    "delta",
  );
  expect(crossings).toMatchObject([{ stronger: "alpha", by: ["arms"], between: false }]);
});

test("what a third power does crosses nothing", () => {
  expect(parityCrossings(chronicleOf([...WORLD, raise("arms", "2001-05-01", "beta", 100)]), "alpha", "delta")).toEqual(
    [],
  );
});

test("a crossing by fading alone names the instant and the event that fades", () => {
  // A coup just after the armament puts alpha behind; as it is forgotten, alpha passes.
  const chronicle = chronicleOf([
    ...WORLD,
    { id: "even", type: "ForceReported", at: 2000, faction: "delta", component: "military", value: 9.5 },
    { id: "same", type: "ForceReported", at: 2000, faction: "alpha", component: "military", value: 10 },
    { id: "coup", type: "LeaderReplaced", at: 2001, office: "seat-of-alpha", successor: "x", manner: "coup" },
  ]);
  const world = chronicle.worldAt({ occurred: "2000-12-31" }).power;
  const lead = (world["alpha"]?.lnP ?? 0) - (world["delta"]?.lnP ?? 0);
  const crossings = parityCrossings(chronicle, "alpha", "delta", { occurred: 2004 });
  expect(lead).toBeGreaterThan(0);
  expect(lead).toBeLessThan(-Math.log(0.85));
  expect(crossings.slice(-2)).toMatchObject([
    { stronger: "delta", by: ["coup"], between: false },
    { stronger: "alpha", by: ["coup"], between: true },
  ]);
});
