import { expect, test } from "vitest";
import { chronicleOf } from "../../test/support/chronicles.ts";
import { movingEvents } from "./movingEvents.ts";

test("events that a number hears of are told from those that none does, with the reason", () => {
  const chronicle = chronicleOf([
    { id: "north", type: "FactionFounded", faction: "north", standing: "major" },
    { id: "south", type: "FactionFounded", faction: "south", standing: "major" },
    { id: "ford", type: "SystemCharted", system: "ford", holder: "north", lanes: ["mill"] },
    { id: "mill", type: "SystemCharted", system: "mill", holder: "south" },
    {
      id: "raid",
      type: "BorderBreached",
      at: "2400",
      by: "south",
      against: "north",
      systems: ["ford"],
      repelled: true,
    },
    { id: "ann", type: "PersonBorn", person: "ann" },
    { id: "killed", type: "PersonDied", at: "2401", person: "ann" },
    { id: "song", type: "Noted", at: "2402", about: "ford" },
  ]);
  const found = Object.fromEntries(movingEvents(chronicle).map(({ type, ...rest }) => [type, rest]));
  expect(found).toMatchObject({
    BorderBreached: { events: 1, moving: 1 },
    FactionFounded: { events: 2, moving: 2 },
    SystemCharted: { events: 2, moving: 2 },
    Noted: { events: 1, moving: 0, still: { why: "the type says something, and changes nothing", example: "song" } },
    PersonDied: { events: 1, moving: 0, still: { why: expect.stringMatching(/conditions/), example: "killed" } },
  });
  expect(found["BorderBreached"]).not.toHaveProperty("still");
  // Who there is from the beginning is not counted among them.
  expect(found).not.toHaveProperty("PersonBorn");
});
