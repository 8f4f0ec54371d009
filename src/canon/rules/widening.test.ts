import fc from "fast-check";
import { expect, test } from "vitest";
import { checkText } from "../../../test/support/checkText.ts";

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

type Fields = Readonly<Record<string, unknown>>;

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

const date = fc
  .tuple(fc.integer({ min: 2370, max: 2377 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, day]) => `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`);

const wider = fc.constantFrom(
  (day: string) => day.slice(0, 7),
  (day: string) => day.slice(0, 4),
  (day: string) => `${day.slice(0, 4)}~`,
  (day: string) => `${day}/..`,
  (day: string) => `../${day}`,
  () => "../..",
);

const certain = async (events: readonly Fields[]): Promise<string[]> => {
  const text = [...WORLD, ...events].map((event) => JSON.stringify(event)).join("\n");
  const { findings } = await checkText([{ path: "canon.ndjson", text }]);
  return findings
    .filter(({ confidence }) => confidence !== "possible")
    .map(({ rule, message }) => `${rule}: ${message}`);
};

test("a canon without findings has none when one of its dates gets vaguer", async () => {
  let clean = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(happening, date), { minLength: 2, maxLength: 6 }),
      fc.nat(),
      wider,
      async (history, index, widen) => {
        const events = history.map(([fields, at], i) => ({ id: `e${i}`, at, ...fields }));
        if ((await certain(events)).length > 0) return;
        clean++;
        const vaguer = events.map((event, i) =>
          i === index % events.length ? { ...event, at: widen(event.at) } : event,
        );
        expect(await certain(vaguer)).toEqual([]);
      },
    ),
    { numRuns: 600 },
  );
  expect(clean).toBeGreaterThan(50);
}, 120_000);
