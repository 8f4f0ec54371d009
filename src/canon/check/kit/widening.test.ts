import fc from "fast-check";
import { expect, test } from "vitest";
import { expectNoAlarmWhenVaguer, type Fields } from "../../../../test/support/widening.ts";

const WORLD = [
  { id: "union", type: "FactionFounded", faction: "union", standing: "major" },
  {
    id: "seat",
    type: "OfficeEstablished",
    office: "seat",
    of: "union",
    eligibility: { minAge: 1, memberOf: "union" },
    reserves: ["PersonsMarried"],
  },
  { id: "human", type: "SpeciesDeclared", species: "human", lifespan: 4 },
  ...["a", "b", "c"].map((person) => ({ id: person, type: "PersonBorn", person, name: "Gor", species: "human" })),
];

const person = fc.constantFrom("a", "b", "c");
const manner = fc.constantFrom("elected", "died");

/** Little histories in which much can go wrong. */
const happening: fc.Arbitrary<Fields> = fc.oneof(
  fc.record({ type: fc.constant("PersonDied"), person, by: person }),
  fc.record({ type: fc.constant("PersonBorn"), person, species: fc.constant("human") }),
  fc.record({ type: fc.constant("PersonRestored"), person }),
  fc.record({
    type: fc.constant("StatementMade"),
    speaker: person,
    about: fc.constant("union"),
    stance: fc.constant("so"),
  }),
  fc.record({ type: fc.constant("PersonsMarried"), persons: fc.tuple(person, person) }),
  fc.record({ type: fc.constant("LeaderReplaced"), office: fc.constant("seat"), successor: person, manner }),
  fc.record({
    type: fc.constant("LeaderReplaced"),
    office: fc.constant("seat"),
    successor: person,
    predecessor: person,
    manner,
  }),
  fc.record({
    type: fc.constant("LeaderReplaced"),
    office: fc.constant("seat"),
    successor: person,
    manner,
    acting: fc.constant(true),
  }),
  fc.record({ type: fc.constant("OfficeVacated"), office: fc.constant("seat"), holder: person }),
  fc.record({ type: fc.constant("OfficeVacated"), office: fc.constant("seat") }),
  fc.record({ type: fc.constant("MemberJoined"), body: fc.constant("union"), member: person }),
  fc.record({ type: fc.constant("MemberLeft"), body: fc.constant("union"), member: person }),
);

test("a canon without findings has none when one of its dates gets vaguer", async () => {
  expect(await expectNoAlarmWhenVaguer(WORLD, happening, 600)).toBeGreaterThan(50);
}, 120_000);
