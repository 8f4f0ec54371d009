import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { METRIC_WORDS, QUERY_WORDS } from "../src/index.ts";
import { valorisHere } from "./support/inThisProcess.ts";
import { temporaryFolders } from "./support/temporaryFolders.ts";
import { FIXTURE, workplaceIn } from "./support/workplace.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

const BRANCH = "what-if/no-valoris";
const TREATY = "treaty-of-valoris-ratified";

let prepared = "";
beforeAll(async () => {
  const { cwd, valoris } = workplaceIn(folders);
  await valoris("log", "sync", FIXTURE, "--log", "log");
  await valoris("timeline", "fork", BRANCH, "--of", "canon", "--log", "log");
  prepared = join(cwd, "log");
});

/** A log of the canon that ships, with a branch of it. */
function branched() {
  const place = workplaceIn(folders);
  cpSync(prepared, join(place.cwd, "log"), { recursive: true });
  const log = ["--log", "log"];
  const timeline = (...args: string[]) => place.valoris("timeline", ...args, ...log);
  const json = (...args: string[]) => place.json("timeline", ...args, ...log);
  return { ...place, timeline, json, log, on: ["--timeline", BRANCH] };
}

const because = (text: string): string[] => ["--reason", text];

describe("valoris timeline", () => {
  test("forks, and says what is kept", async () => {
    const { timeline, json } = branched();
    expect((await timeline("fork", "what-if/x")).out).toMatch(
      /^what-if\/x branches from canon@101\.\nThe rest of canon is kept/,
    );
    expect((await timeline("fork", "what-if/y", "--cut", "dominion-war-ends")).out).toMatch(
      /after dominion-war-ends \(2375-12-16\) is not seen/,
    );
    expect(await json("fork", "what-if/z", "--at", "canon@50", "--cut", "2388")).toEqual({
      timeline: "what-if/z",
      head: 50,
      parent: "canon",
      sequence: 50,
      cut: "2388-12-31",
    });
    const { timelines } = await json("list");
    expect(timelines.map(({ timeline: name }: { timeline: string }) => name)).toEqual([
      "canon",
      BRANCH,
      "what-if/x",
      "what-if/y",
      "what-if/z",
    ]);
  });

  test("retracts on a branch, says what becomes impossible, and leaves canon as it was", async () => {
    const { timeline, valoris, log, on } = branched();
    const before = await valoris("replay", ...log, "--format", "json");
    const { out, code } = await timeline("retract", TREATY, ...on, ...because("What if it had failed?"));
    expect([code, out.split("\n")]).toEqual([
      0,
      [
        `${TREATY} is retracted on ${BRANCH}  ${BRANCH}@102, retract-${TREATY}`,
        "Impossible now",
        `  breen-militia-halved cannot have happened without ${TREATY}: ${TREATY} is retracted (What if it had failed?)`,
        "Only dated by it",
        "  agencies-note-the-halving stays where it is, though its date is reckoned from breen-militia-halved",
        "  breen-forces-among-the-smallest stays where it is, though its date is reckoned from breen-militia-halved",
        "They stand until they are taken back, too: --cascade retracts what is impossible, --cascade causes also what has no cause left.",
        "",
      ],
    ]);
    expect(await valoris("replay", ...log, "--format", "json")).toEqual(before);
    expect((await valoris("replay", ...log, ...on, "--format", "json")).out).not.toBe(before.out);
  });

  test("retracts what becomes impossible with it, if asked to, in one commit; nothing of it without being told", async () => {
    const { json, valoris, log, on } = branched();
    const seen = async () => {
      const { out } = await valoris("replay", ...log, ...on, "--from", "2370", "--format", "ndjson");
      return ["breen-militia-halved", TREATY].filter((id) => out.includes(`"id":"${id}"`));
    };
    expect(await seen()).toEqual(["breen-militia-halved", TREATY]);
    const edited = await json("retract", TREATY, ...on, ...because("What if?"), "--cascade");
    expect(edited.touched).toEqual([TREATY, "breen-militia-halved"]);
    expect([edited.impossible, edited.losesCause]).toEqual([[], []]);
    expect(await seen()).toEqual([]);
    await json("undo", ...on);
    expect(await seen()).toEqual(["breen-militia-halved", TREATY]);
  });

  test("says what hangs on an event, and changes nothing", async () => {
    const { json, timeline } = branched();
    const hanging = await json("what-hangs-on", TREATY);
    expect(Object.keys(hanging)).toEqual(["impossible", "losesCause", "losesFooting", "datedBy"]);
    expect(hanging.impossible).toEqual([{ event: "breen-militia-halved", why: expect.any(String), chain: [TREATY] }]);
    expect((await timeline("what-hangs-on", TREATY)).out).toMatch(/^Impossible without it\n {2}breen-militia-halved/);
    expect((await timeline("what-hangs-on", "nothing-such")).code).toBe(2);
    expect((await timeline("what-hangs-on", "breen-forces-among-the-smallest")).out).toBe(
      "Nothing hangs on breen-forces-among-the-smallest.\n",
    );
  });

  test("keeps why something was added, shows it, and takes it for no difference in what is said", async () => {
    const { cwd } = branched();
    const log = ["--log", join(cwd, "log")];
    const add = ["timeline", "add", "{ id: gor-dies, type: PersonDied, at: 2387-11, person: gor }"];
    await valorisHere("timeline", "fork", "what-if/y", ...log);
    for (const [name, reason] of [
      [BRANCH, "A duel."],
      ["what-if/y", "An accident."],
    ] as const)
      expect((await valorisHere(...add, "--timeline", name, "--reason", reason, ...log)).code).toBe(0);
    const { out } = await valorisHere("timeline", "log", BRANCH, ...log);
    expect(out).toContain("added gor-dies (PersonDied): A duel.");
    const diff = async (a: string) => {
      const copy = folders.make();
      cpSync(join(cwd, "log"), copy, { recursive: true });
      return JSON.parse((await valorisHere("timeline", "diff", a, BRANCH, "--format", "json", "--log", copy)).out);
    };
    expect((await diff("canon")).onlyInB).toMatchObject([{ event: "gor-dies", why: "A duel." }]);
    expect(await diff("what-if/y")).toMatchObject({ onlyInA: [], onlyInB: [], altered: [] });
    const { code, err } = await valorisHere(...add, "--timeline", BRANCH, "--reason", "", ...log);
    expect([code, err]).toEqual([2, expect.stringContaining("edit/invalid")]);
  });

  test("amends, moves, adds and undoes", async () => {
    const { json, timeline, on } = branched();
    const edit = ["--set", "manner=elected", "--set", "title=null", ...because("milder")];
    expect(await json("amend", "gor-becomes-domo", ...edit, ...on)).toMatchObject({
      head: 102,
      events: [{ type: "EventAmended", set: { manner: "elected", title: null }, reason: "milder" }],
    });
    expect(
      await json(
        "move",
        "gor-becomes-domo",
        "--to",
        "{ after: breen-crisis-ends, atMost: P1M }",
        ...because("sooner"),
        ...on,
      ),
    ).toMatchObject({
      head: 103,
      events: [{ set: { at: { after: "breen-crisis-ends", atMost: "P1M" } } }],
    });
    expect(await json("add", "{ id: gor-dies, type: PersonDied, at: 2389, person: gor }", ...on)).toMatchObject({
      head: 104,
    });
    expect(await json("undo", ...on)).toMatchObject({ head: 105, touched: ["gor-dies"] });
    expect((await timeline("log", BRANCH)).out).toMatch(
      /undid gor-dies.*\n.*added gor-dies.*\n.*amended gor-becomes-domo \(at\): sooner/,
    );
  });

  test("compares a branch with what it branches from: events, numbers, a picture", async () => {
    const { cwd, json, timeline, on } = branched();
    expect((await timeline("diff", "canon", BRANCH)).out).toBe(`canon and ${BRANCH} say the same.\n`);
    await timeline("retract", TREATY, ...on, ...because("What if?"));
    await timeline("retract", "breen-militia-halved", ...on, ...because("No need."));
    const diff = await json("diff", "canon", BRANCH);
    expect(diff).toMatchObject({
      a: "canon",
      b: BRANCH,
      onlyInA: [
        { event: TREATY, why: "What if?" },
        { event: "breen-militia-halved", why: "No need." },
      ],
      onlyInB: [],
      altered: [],
    });
    expect(diff.divergence.first).toMatchObject({
      metric: "share",
      subject: "breen-confederacy",
      at: "2388-01-16T11:59:59.999Z",
    });
    const { code, err, out } = await timeline("diff", BRANCH, "canon", "--at", "2388-10-11", "--svg", "apart.svg");
    expect([code, err]).toEqual([0, expect.stringContaining("drawn in apart.svg")]);
    expect(out).toMatch(/On 2388-10-11\n[^]*share of power +Breen Confederacy +\d+\.\d % +\d+\.\d %\n/);
    expect((await json("diff", "canon", BRANCH, "--at", TREATY)).at).toMatchObject({ numbers: [], systems: [] });
    expect(readFileSync(join(cwd, "apart.svg"), "utf8")).toMatch(/^<svg [^]*Share of power[^]*<\/svg>\n$/);
    expect((await timeline("diff", "canon", "what-if/nothing")).code).toBe(2);
  });

  test("finds the event that made something so, and says who wrote it", async () => {
    const { json, timeline, on } = branched();
    await timeline("amend", "gor-becomes-domo", "--set", "manner=coup", ...because("harsher"), ...on);
    expect(await json("bisect", "status(dozaria) = occupied")).toMatchObject({
      event: "second-and-fifth-orders-breach",
      at: "2388-10-10",
      value: "occupied",
    });
    expect(await json("bisect", "share.breen-confederacy > 0.9")).toMatchObject({ event: null, at: null, value: null });
    const { lines, value } = await json("blame", "power", "breen-confederacy", ...on);
    const gor = lines.find(({ event }: { event: string }) => event === "gor-becomes-domo");
    expect(gor).toMatchObject({ position: "canon@68", amendments: [{ reason: "harsher", position: `${BRANCH}@102` }] });
    const sum = lines.reduce((total: number, line: { value: number }) => total + line.value, 0);
    expect(Math.abs(sum - value)).toBeLessThan(1e-9 * 20);
    const { code, err } = await timeline("bisect", "nervosness.quadrant > 3");
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/nervosness\.quadrant > 3\n {2}\^{10}[^]*Did you mean nervousness/),
    ]);
  });

  test("lists the words of its language", async () => {
    const { out } = await valorisHere("timeline", "bisect", "--help");
    for (const word of METRIC_WORDS.keys()) expect(out).toContain(`${word}.WHO`);
    for (const word of QUERY_WORDS.keys()) expect(out).toContain(`${word}(`);
  });

  test("only says what would follow, if asked to", async () => {
    const { timeline, json, on } = branched();
    expect((await timeline("retract", TREATY, ...on, ...because("x"), "--dry-run")).out).toMatch(
      /^If .* is retracted {2}nothing was recorded/,
    );
    expect((await json("list")).timelines[1]).toMatchObject({ timeline: BRANCH, head: 101 });
  });

  test("carries a branch over, a conflict at a time, and merges it", async () => {
    const { json, timeline, on } = branched();
    await timeline("retract", TREATY, ...on, ...because("What if?"));
    await timeline("amend", "gor-becomes-domo", "--set", "manner=coup", ...because("harsher"), ...on);
    await timeline("amend", "gor-becomes-domo", "--set", "manner=term", ...because("milder"), "--force-canon");
    const stopped = await timeline("rebase", BRANCH, "--onto", "canon", "--format", "json");
    expect([stopped.code, JSON.parse(stopped.out)]).toEqual([
      2,
      { steps: [expect.objectContaining({ event: "amend-gor-becomes-domo", kind: "conflict" })] },
    ]);
    expect(stopped.err).toMatch(/Nothing was changed[^]*--keep ours=EVENT/);
    expect((await json("list")).timelines).toHaveLength(2);
    const carried = await json("rebase", BRANCH, "--onto", "canon", "--keep", "theirs=amend-gor-becomes-domo");
    expect(carried).toMatchObject({ as: `${BRANCH}-2`, head: 103, steps: [{ kind: "picked" }, { kind: "left out" }] });
    expect((await timeline("merge", BRANCH, "--into", "canon", "--force-canon")).err).toMatch(
      /moved on since, from @101 to @102/,
    );
    expect(await json("merge", `${BRANCH}-2`, "--into", "canon", "--force-canon")).toMatchObject({
      as: "canon",
      head: 103,
    });
    const picked = await timeline("pick", TREATY, "--from", BRANCH, "--onto", "canon", "--force-canon");
    expect(picked.out).toMatch(/^already there {2}retract-treaty-of-valoris-ratified/);
    expect((await timeline("rebase", BRANCH, "--onto", "canon", "--keep", "mine")).err).toMatch(/Write ours, theirs/);
  });

  test("shows how timelines hang together; what is archived only if asked for", async () => {
    const { timeline } = branched();
    await timeline("tag", "first-edition", "101");
    await timeline("fork", "what-if/deeper", "--of", BRANCH);
    expect((await timeline("graph")).out.split("\n")).toEqual([
      "canon  101  protected first-edition=@101",
      `╰─@101 ${BRANCH}  +0`,
      "  ╰─@101 what-if/deeper  +0",
      "",
    ]);
    await timeline("archive", "what-if/deeper");
    expect((await timeline("graph")).out).not.toContain("deeper");
    expect((await timeline("graph", "--archived")).out).toContain("what-if/deeper  +0  archived");
  });

  test("reads branch files as well as logs", async () => {
    const { valoris, file } = workplaceIn(folders);
    file(
      "what-if.yaml",
      `extends: ${FIXTURE}\nbranch: { name: what-if/file, of: canon }\nretract: [{ event: ${TREATY}, reason: r }]\n`,
    );
    expect((await valoris("timeline", "graph", "what-if.yaml")).out).toBe(
      "canon  101  protected\n╰─@101 what-if/file  +1\n",
    );
  });

  test.each([
    [
      "an event that is not there",
      ["retract", "gor-becomes-doma", "--timeline", BRANCH, ...because("x")],
      /gor-becomes-domo/,
    ],
    ["canon, which is protected", ["retract", TREATY, ...because("x")], /canon is protected.*[\s\S]*--force-canon/],
    ["an edit without a reason", ["retract", TREATY, "--timeline", BRANCH], /--reason/],
    ["a branch of nothing", ["fork", "x", "--of", "cannon"], /There is no timeline “cannon”/],
    ["a branch that is there", ["fork", BRANCH], /already/],
    ["a position that is not there", ["fork", "x", "--at", "900"], /no position 900/],
    ["an event that is none", ["add", "a: [", "--timeline", BRANCH], /YAML/],
    ["an event without a date", ["add", "{ type: Noted, about: x }", "--timeline", BRANCH], /`at` is missing/],
  ])("refuses %s: exit 2, nothing changed", async (_, args, message) => {
    const { timeline, json } = branched();
    const before = await json("list");
    const { code, err } = await timeline(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(await json("list")).toEqual(before);
  });
});
