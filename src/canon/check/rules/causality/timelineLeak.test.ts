import { describe, expect, test } from "vitest";
import { checkText } from "../../../../../test/support/checkText.ts";
import { memoryLog } from "../../../../log/memory.ts";
import { readChronicle } from "../../../../timelines/readTimeline.ts";
import { checkCanon } from "../../run/checkCanon.ts";
import { leftBehind } from "../../../sync/export/leftBehind.ts";
import { recordedCanon } from "../../../sync/export/recordedSources.ts";
import { loadCanon } from "../../../text/load/loadCanon.ts";
import { recordCanon } from "../../../sync/record/recordCanon.ts";

const CANON = `
entities:
  breen-confederacy: { kind: faction, standing: major }
events:
  - { id: breach, type: Noted, at: 2388-10-10, about: breen-confederacy }
  - { id: alert, type: Noted, at: 2388-10-20, about: breen-confederacy, causes: [breach] }
`;

const branch = (name: string, events: string, cut?: string): string =>
  `branch: { name: what-if/${name}, of: canon${cut === undefined ? "" : `, cut: ${cut}`} }\n${events}`;

const noted = (id: string, fields = ""): string =>
  `  - { id: ${id}, type: Noted, at: 2388-12, about: breen-confederacy${fields} }\n`;

/** Rule, and where it shows, of every finding in one timeline of some files. */
async function leaksIn(timeline: string, ...texts: readonly string[]): Promise<string[]> {
  const files = texts.map((text, index) => ({ path: index === 0 ? "canon.yaml" : `branch-${index}.yaml`, text }));
  const { findings } = await checkText(files, { timeline });
  return findings.map(({ rule, locations }) =>
    [rule, ...locations.map(({ path, line, role }) => `${path}:${line} ${role}`)].join(" | "),
  );
}

describe("an event that only another timeline holds", () => {
  const repelled = branch("repelled", `events:\n${noted("repelled")}`);

  test.each([
    ["as a cause", noted("regroups", ", causes: [repelled]")],
    ["as necessary", noted("regroups", ", necessary: [repelled]")],
    ["in what it is about", "  - { id: regroups, type: Noted, at: 2389, about: repelled }"],
    [
      "in its date",
      "  - { id: regroups, type: Noted, at: { after: repelled }, placed: 2389, about: breen-confederacy }",
    ],
    [
      "in a list in its date",
      "  - { id: regroups, type: Noted, at: { after: [breach, repelled] }, placed: 2389, about: breen-confederacy }",
    ],
    [
      "in a claim that denies it",
      "  - { id: regroups, type: ReportFiled, at: 2389, report: r, by: breen-confederacy, reliability: low, claim: { not: { event: repelled } } }",
    ],
  ])("is a leak where canon names it %s", async (_how, event) => {
    expect(await leaksIn("canon", `${CANON}${event}`, repelled)).toEqual([
      "causality/timeline-leak | canon.yaml:7 named here, in canon | branch-1.yaml:3 in what-if/repelled only",
    ]);
  });

  test("is a leak where a branch beside it takes it back", async () => {
    const other = branch("other", "retract: [{ event: repelled, reason: Too easy. }]");
    expect(await leaksIn("what-if/other", CANON, repelled, other)).toEqual([
      "causality/timeline-leak | branch-2.yaml:2 named here, in what-if/other | branch-1.yaml:3 in what-if/repelled only",
    ]);
  });

  test("is none where its own timeline names it, or a branch of that", async () => {
    const own = branch("repelled", `events:\n${noted("repelled")}${noted("regroups", ", causes: [repelled]")}`);
    const child = `branch: { name: what-if/child, of: what-if/repelled }\nevents:\n${noted("peace", ", causes: [repelled]").replace("2388-12", "2390")}`;
    expect(await leaksIn("what-if/repelled", CANON, own, child)).toEqual([]);
    expect(await leaksIn("what-if/child", CANON, own, child)).toEqual([]);
  });

  test("is canon's mistake, and not one of the branches that inherit it", async () => {
    const canon = CANON + noted("regroups", ", causes: [repelled]");
    expect(await leaksIn("what-if/other", canon, repelled, branch("other", "events: []"))).toEqual([]);
  });

  test("is nothing that a branch may amend its way to", async () => {
    const other = branch(
      "other",
      "amend: [{ event: alert, set: { causes: [repelled] }, reason: It was not the breach. }]",
    );
    const findings = await leaksIn("what-if/other", CANON, repelled, other);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^causality\/timeline-leak .*named here, in what-if\/other \| branch-1.yaml:3/);
  });

  test("was retracted in its own timeline, and is in none", async () => {
    const canon = `${CANON}  - { id: never, type: EventRetracted, target: alert, reason: A mistake. }`;
    expect(
      await leaksIn("what-if/other", canon, branch("other", `events:\n${noted("drill", ", causes: [alert]")}`)),
    ).toEqual([]);
  });
});

describe("a branch with a cut", () => {
  test("leaks where it names what comes after", async () => {
    const cut = branch("calm", `events:\n${noted("stand-down", ", causes: [alert]")}`, "2388-10-15");
    expect(await leaksIn("what-if/calm", CANON, cut)).toEqual([
      "causality/timeline-leak | branch-1.yaml:3 named here, in what-if/calm | canon.yaml:6 in canon, beyond where what-if/calm leaves it",
    ]);
  });

  test("does not where it names what comes before", async () => {
    const cut = branch("calm", `events:\n${noted("stand-down", ", causes: [breach]")}`, "2388-10-15");
    expect(await leaksIn("what-if/calm", CANON, cut)).toEqual([]);
  });

  test("does not where what it inherits counts from the rest of canon, or amends it", async () => {
    const canon = `${CANON}
  - { id: fears, type: Noted, at: { before: alert }, placed: 2388-10-11, about: breen-confederacy }
  - { id: louder, type: EventAmended, target: alert, set: { title: The alarm }, reason: It was loud. }`;
    expect(await leaksIn("what-if/calm", canon, branch("calm", "events: []", "2388-10-15"))).toEqual([]);
  });
});

test("an event that no timeline holds is still unknown", async () => {
  const canon = CANON + noted("regroups", ", causes: [never-written]");
  expect(await leaksIn("canon", canon, branch("calm", "events: []"))).toEqual([
    "identity/unknown-reference | canon.yaml:7 nothing declares this",
  ]);
});

test("a branch of a log leaks, too, where it names what its parents tell beyond it", async () => {
  const log = memoryLog({ now: () => 0 });
  const files = [
    CANON,
    branch("calm", "events: []", "2388-10-15"),
    `branch: { name: what-if/calmer, of: what-if/calm }\nevents:\n${noted("stand-down", ", causes: [alert]")}`,
  ].map((text, index) => ({ path: `${index}.yaml`, text }));
  await recordCanon(loadCanon(files), log);
  const chronicle = await readChronicle(log, "what-if/calmer");
  const { findings } = checkCanon(recordedCanon(chronicle, await leftBehind(log, chronicle)), chronicle);
  expect(findings.map(({ rule, locations }) => [rule, ...locations.map(({ path }) => path)])).toEqual([
    ["causality/timeline-leak", "what-if/calmer@4", "canon@3"],
  ]);
});
