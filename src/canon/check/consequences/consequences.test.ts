import { describe, expect, test } from "vitest";
import { type Flat, parseEvents } from "../../../../test/support/chronicles.ts";
import { memoryLog } from "../../../log/memory.ts";
import type { Edit } from "../../../timelines/edit/edit.ts";
import { editTimeline } from "../../../timelines/edit/editTimeline.ts";
import { forkTimeline } from "../../../timelines/operations.ts";
import { type ConsequenceOptions, consequencesOf } from "./consequences.ts";

const WORLD: readonly Flat[] = [
  { id: "breen", type: "FactionFounded", faction: "breen", name: "Breen", standing: "major" },
  { id: "domo", type: "OfficeEstablished", office: "domo", of: "breen", reserves: ["TreatyAbrogated"] },
  { id: "gor-is-born", type: "PersonBorn", person: "gor", name: "Gor", at: "2330" },
  { id: "gor-becomes-domo", type: "DomoReplaced", at: "2387-03", successor: "gor" },
  { id: "treaty", type: "TreatyRatified", at: "2380", treaty: "peace", parties: ["breen", "cardassia"] },
  { id: "cardassia", type: "FactionFounded", faction: "cardassia", name: "Cardassia", standing: "major" },
  { id: "gor-breaks-it", type: "TreatyAbrogated", at: "2388", treaty: "peace", by: "gor" },
  { id: "alarm", type: "Noted", at: "2390", about: "breen", necessary: ["gor-breaks-it"] },
  { id: "panic", type: "Noted", at: "2391", about: "breen", necessary: ["alarm"] },
];

async function after(edit: Edit, events: readonly Flat[] = WORLD, options: ConsequenceOptions = {}) {
  const log = memoryLog({ now: () => 0 });
  await log.append("canon", parseEvents(events));
  await forkTimeline(log, "what-if");
  const edited = await editTimeline(log, "what-if", edit);
  const { hanging, found, settled, checked } = await consequencesOf(log, edited, {
    exclude: ["provenance"],
    ...options,
  });
  return {
    impossible: hanging.impossible.map(({ why }) => why),
    found: found.map(({ rule, message }) => `${rule}: ${message}`),
    settled: settled.map(({ rule }) => rule),
    checked,
  };
}

const retract = (event: string): Edit => ({ kind: "retract", event, reason: "What if not?" });

test("what has become impossible stands until it is retracted, too", async () => {
  const log = memoryLog({ now: () => 0 });
  await log.append("canon", parseEvents(WORLD));
  await forkTimeline(log, "what-if");
  const standing = async (edit: Edit): Promise<readonly string[]> => {
    const { after: edited } = await editTimeline(log, "what-if", edit);
    return ["gor-breaks-it", "alarm", "panic"].filter((id) => edited.event(id) !== undefined);
  };
  expect(await standing(retract("gor-breaks-it"))).toEqual(["alarm", "panic"]);
  expect(await standing(retract("alarm"))).toEqual(["panic"]);
});

describe("what follows from an edit", () => {
  test("is what needs the event that was taken back, and what needs that, each with the way that leads there", async () => {
    expect((await after(retract("gor-breaks-it"))).impossible).toEqual([
      "alarm cannot have happened without gor-breaks-it: gor-breaks-it is retracted (What if not?)",
      "panic cannot have happened without alarm, nor alarm without gor-breaks-it: gor-breaks-it is retracted (What if not?)",
    ]);
  });

  test("is that a guard no longer holds, and what needs the guarded event", async () => {
    const world: readonly Flat[] = [
      ...WORLD,
      { id: "rim", type: "SystemCharted", system: "rim", holder: "cardassia" },
      { id: "grant", type: "TerritoryTransferred", at: "2375", systems: ["rim"], to: "breen", procedure: 3 },
      {
        id: "breach",
        type: "BorderBreached",
        at: "2388",
        by: "cardassia",
        against: "breen",
        systems: ["rim"],
        guard: "control(rim) = breen",
      },
      { id: "protest", type: "Noted", at: "2389", about: "rim", necessary: ["breach"] },
    ];
    expect((await after(retract("grant"), world)).impossible).toEqual([
      "breach cannot have happened: it is guarded by “control(rim) = breen”, and control(rim) is cardassia",
      "protest cannot have happened without breach: it is guarded by “control(rim) = breen”, and control(rim) is cardassia",
    ]);
    // Whoever breaks a treaty needs one; what needs that is impossible then.
    expect((await after(retract("treaty"), world)).impossible).toEqual([
      "alarm cannot have happened without gor-breaks-it, nor gor-breaks-it without treaty: treaty is retracted (What if not?)",
      "panic cannot have happened without alarm, nor alarm without gor-breaks-it, nor gor-breaks-it without treaty: treaty is retracted (What if not?)",
    ]);
    expect(
      (await after(retract("a-note"), [...world, { id: "a-note", type: "Noted", at: "2385", about: "breen" }]))
        .impossible,
    ).toEqual([]);
  });

  test("is what the rules then find, and not what they had found before", async () => {
    const { impossible, found } = await after(retract("gor-becomes-domo"));
    expect([impossible, found]).toEqual([
      [],
      [
        "office/acts-without-office: gor does in gor-breaks-it (2388) what is reserved to domo; the accession by which gor would hold it, gor-becomes-domo, is retracted.",
      ],
    ]);
  });

  test("can be that a contradiction is settled", async () => {
    const events = [...WORLD, { id: "gor-dies", type: "PersonDied", at: "2386", person: "gor" }];
    const { settled, found } = await after(retract("gor-dies"), events);
    expect([settled.toSorted(), found]).toEqual([["lifespan/acts-after-end", "office/holder-not-alive"], []]);
  });

  test("is nothing where nothing hangs on it", async () => {
    expect(await after({ kind: "amend", event: "panic", set: { title: "A panic" }, reason: "r" })).toMatchObject({
      impossible: [],
      found: [],
      settled: [],
    });
  });

  test("is found in a long history by looking only at what has to do with it", async () => {
    const others = Array.from({ length: 300 }, (_, i): Flat => {
      const at = `${2100 + i}`;
      return { id: `other-${i}`, type: "ForceReported", at, faction: "cardassia", component: "hulls", value: i };
    });
    const whole = await after(retract("gor-becomes-domo"), [...WORLD, ...others]);
    const around = await after(retract("gor-becomes-domo"), [...WORLD, ...others], { most: 100 });
    expect({ ...around, checked: 0 }).toEqual({ ...whole, checked: 0 });
    expect([whole.checked, around.checked < 20]).toEqual([310, true]);
  });
});
