import { describe, expect, test } from "vitest";
import { chronicleOf } from "../../sync/record/readCanon.ts";
import { loadCanon } from "../../text/load/loadCanon.ts";
import { type Culprits, culpritsOf } from "./culprits.ts";

const PEOPLE = `
entities:
  union: { kind: faction, standing: major }
  vela: { kind: person }
  orin: { kind: person }
events:
`;
const speaks = (who: string, date: string): string =>
  `  - { id: ${who}-${date}, type: StatementMade, speaker: ${who}, about: union, stance: calm, at: ${date} }\n`;

async function culpritsIn(events: string): Promise<Culprits> {
  const loaded = loadCanon([{ path: "canon.yaml", text: PEOPLE + events }]);
  return culpritsOf(loaded, await chronicleOf(loaded), { include: ["lifespan", "causality"] });
}

describe("the event that most findings hang on", () => {
  const DIES = "  - { id: vela-dies, type: PersonDied, at: 2380-05-01, person: vela }\n";
  const LATER = ["2383-07-01", "2385-02-10", "2387-03-02"].map((date) => speaks("vela", date)).join("");

  test("is named with what it clears, and with the days that contradict nothing", async () => {
    const { culprits, findings, left } = await culpritsIn(DIES + LATER);
    expect(culprits).toMatchObject([{ event: "vela-dies", brings: 0, dates: { after: "2387-03-02", clears: 3 } }]);
    expect([findings, left]).toEqual([3, 0]);
  });

  test("is none where each finding has its own", async () => {
    const orin = `  - { id: orin-dies, type: PersonDied, at: 2381, person: orin }\n${speaks("orin", "2384-01-01")}`;
    const one = await culpritsIn(DIES + speaks("vela", "2383-07-01") + orin);
    expect([one.culprits, one.findings, one.left]).toEqual([[], 2, 2]);
  });

  test("comes before the next, which clears less", async () => {
    const orin = `  - { id: orin-dies, type: PersonDied, at: 2381, person: orin }\n${speaks("orin", "2384-01-01")}${speaks("orin", "2385-01-01")}`;
    const { culprits, left } = await culpritsIn(orin + DIES + LATER);
    expect(culprits.map(({ event, clears }) => [event, clears.length])).toEqual([
      ["vela-dies", 3],
      ["orin-dies", 2],
    ]);
    expect(left).toBe(0);
  });

  test("lies between two where it has to: after the last act of one who was seen, before what it brought about", async () => {
    const born = "  - { id: vela-born, type: PersonBorn, at: 2391-01-01, person: vela }\n";
    const acts = [speaks("vela", "2370-01-01"), speaks("vela", "2372-01-01")].join("");
    const { culprits } = await culpritsIn(born + acts);
    expect(culprits).toMatchObject([{ event: "vela-born", dates: { before: "2370-01-01", clears: 2 } }]);
  });

  test("is not one without which there would be as much", async () => {
    const none = await culpritsIn(speaks("vela", "2370-01-01"));
    expect(none).toEqual({ culprits: [], rings: [], findings: 0, left: 0 });
  });
});

test("of dates that cannot all hold, it is said by how much each would have to give way", async () => {
  const { rings } = await culpritsIn(`
  - { id: one, type: Noted, about: union, at: { after: two, offset: P3D } }
  - { id: two, type: Noted, about: union, at: { after: one, offset: P4D } }
`);
  expect(rings).toMatchObject([{ by: "1 week", dates: [{ event: "one" }, { event: "two" }] }]);
});
