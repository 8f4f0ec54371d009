import fc from "fast-check";
import { expect, test } from "vitest";
import { checkText } from "../../../../../test/support/checkText.ts";

const ENTITIES = `
entities:
  marsh: { kind: faction, name: Marsh, standing: major }
  delta: { kind: faction, name: Delta, standing: minor }
  chair: { kind: office, of: marsh }
  fen: { kind: system, name: Fen }
  ines: { kind: person, name: Ines }
  odo: { kind: person, name: Odo }
  una: { kind: person, name: Una }
  flood-war: { kind: conflict }
  lantern: { kind: ship, of: marsh }
events:
`;

/** A history in which nothing is wrong; some of it is dated by the rest. */
const CLEAN = [
  "{ id: ines-born, type: PersonBorn, at: 2300-04-02, person: ines }",
  "{ id: odo-born, type: PersonBorn, at: 2310, person: odo }",
  "{ id: ines-in, type: LeaderReplaced, at: 2341-01-10, office: chair, successor: ines, manner: elected }",
  "{ id: war-begins, type: ConflictBegun, at: 2350-03-01, conflict: flood-war, sides: [marsh, delta] }",
  "{ id: fen-won, type: TerritoryTransferred, at: { during: flood-war, after: 2351-01-01 }, systems: [fen], to: marsh, procedure: 1 }",
  "{ id: war-ends, type: ConflictEnded, at: 2354-08-20, conflict: flood-war }",
  "{ id: odo-in, type: LeaderReplaced, at: { after: war-ends, offset: P10D }, office: chair, successor: odo, predecessor: ines, manner: elected }",
  "{ id: speech, type: StatementMade, at: { after: odo-in, atMost: P1Y }, speaker: odo, about: marsh, stance: glad }",
  "{ id: answer, type: StatementMade, at: { after: speech, before: ines-dies }, speaker: ines, about: odo, stance: cool }",
  "{ id: ines-dies, type: PersonDied, at: 2370-05, person: ines }",
  "{ id: odo-dies, type: PersonDied, at: { after: ines-dies, offset: P2Y }, person: odo }",
];

const EARLIER_FIRST: readonly (readonly [string, string])[] = [
  ["war-begins", "war-ends"],
  ["war-ends", "ines-dies"],
  ["odo-in", "odo-dies"],
  ["war-begins", "speech"],
  ["ines-in", "odo-in"],
];

/** Dates that contradict the history, whatever else is added to it. */
const contradicting = fc.oneof(
  fc.constantFrom(...EARLIER_FIRST).map(([earlier, later]) => `{ after: ${later}, before: ${earlier} }`),
  fc
    .tuple(fc.constantFrom("war-ends", "speech", "ines-dies", "odo-in"), fc.integer({ min: 2200, max: 2349 }))
    .map(([anchor, year]) => `{ with: ${year}-06-15, after: ${anchor} }`),
  fc
    .tuple(fc.constantFrom("war-begins", "ines-in", "odo-in"), fc.integer({ min: 2375, max: 2500 }))
    .map(([anchor, year]) => `{ with: ${year}, before: ${anchor} }`),
  fc.integer({ min: 2360, max: 2400 }).map((year) => `{ with: ${year}-02, during: flood-war }`),
  fc.integer({ min: 2200, max: 2330 }).map((year) => `[{ during: ${year} }, { during: ines@chair }]`),
  fc.constantFrom("speech", "ines-dies").map((anchor) => `[{ after: ${anchor} }, { before: ${anchor} }]`),
);

const doings = fc.constantFrom(
  "type: Noted, about: marsh",
  "type: StatementMade, speaker: ines, about: marsh, stance: hot",
  "type: StatementMade, speaker: odo, about: delta, stance: hot",
  "type: TalksOpened, talks: delta-talks, parties: [marsh, delta]",
  "type: TerritoryTransferred, systems: [fen], from: marsh, to: delta, procedure: 1",
  "type: LeaderReplaced, office: chair, successor: una, manner: elected",
  "type: PersonDied, person: odo",
);

test("each event that contradicts a history is one certain finding, and makes no other", async () => {
  const findings = async (events: readonly string[]) =>
    (await checkText(`${ENTITIES}${events.map((event) => `  - ${event}\n`).join("")}`)).findings;
  expect(await findings(CLEAN)).toEqual([]);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ at: contradicting, does: doings, place: fc.nat() }), { maxLength: 10 }),
      async (added) => {
        const events = [...CLEAN];
        for (const [index, { at, does, place }] of added.entries())
          events.splice(place % (events.length + 1), 0, `{ id: wrong-${index}, at: ${at}, ${does} }`);
        const certain = (await findings(events)).filter(({ confidence }) => confidence === "certain");
        expect(certain.map(({ rule }) => rule)).toEqual(added.map(() => "causality/impossible-dates"));
        for (const index of added.keys())
          expect(certain.filter(({ events }) => events.includes(`wrong-${index}`))).toHaveLength(1);
      },
    ),
    { numRuns: 100 },
  );
});
