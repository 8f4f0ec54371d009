import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProgram } from "../src/cli/program.ts";
import { commandsOf, keptTerminal, valorisHere } from "./support/inThisProcess.ts";
import { temporaryFolders } from "./support/temporaryFolders.ts";

// What a branch sees of its parent ends where it branched off. So whatever a command says of a branch, and does to it, it says and does
// once more when the parent has grown, to the letter.

const folders = temporaryFolders();
afterAll(folders.remove);

/** Two powers at odds for three years, told day by day: enough to be foretold. */
const CANON = `canon: canon
documents:
  annals: { title: The Annals, rank: 1, sections: { Wars: 3 } }
entities:
  river: { kind: faction, name: River League, standing: major, forces: { hulls: 12, crews: 12 } }
  hills: { kind: faction, name: Hill Clans, standing: major, forces: { hulls: 10, crews: 10 } }
  river-fleet: { kind: formation, name: River Fleet, of: river }
  hill-fleet: { kind: formation, name: Hill Fleet, of: hills }
  speaker: { kind: office, name: Speaker, of: river }
  ada: { kind: person, name: Ada }
  ford: { kind: system, name: The Ford, holder: river, lanes: [hilltop], value: { yards: 2, energy: 2, population: 3, worlds: 1 } }
  hilltop: { kind: system, name: Hilltop, holder: hills, value: { yards: 1, energy: 2, population: 2, worlds: 1 } }
events:
  - { id: truce, type: TreatyRatified, at: 2200-02-01, treaty: truce, parties: [river, hills], terms: [{ alliance: non-aggression }], source: { document: annals, locator: Wars ¶1 } }
  - { id: ada-speaks, type: LeaderReplaced, at: 2200-03-01, office: speaker, successor: ada, manner: elected }
  - { id: ada-speaks-on, type: Noted, at: { after: ada-speaks, offset: P1M }, about: ada, necessary: [ada-speaks] }
${Array.from({ length: 42 }, (_, i) => {
  const [by, against, system] = i % 2 === 0 ? ["hills", "river", "ford"] : ["river", "hills", "hilltop"];
  const day = `${2200 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-15`;
  return `  - { id: breach-${i}, type: BorderBreached, at: ${day}, by: ${by}, against: ${against}, systems: [${system}], violence: 2, repelled: true }`;
}).join("\n")}
`;
/** Something new in the middle and at the end, something told otherwise, somebody new. */
const GROWN = CANON.replace("manner: elected", "manner: coup")
  .replace("  ada: {", "  marsh: { kind: faction, name: Marsh, standing: major, forces: { hulls: 30 } }\n  ada: {")
  .concat(
    "  - { id: late-war, type: ConflictBegun, at: 2202-01-20, conflict: late-war, sides: [[river], [hills]] }\n",
    "  - { id: late-end, type: Noted, at: 2204-01-01, about: marsh }\n",
  );
const branch = (name: string, of: string, rest: string): string => `branch: { name: ${name}, of: ${of}${rest}`;
const MIDDLE = branch("what-if/middle", "canon", " }\nretract: [{ event: breach-30, reason: Why not? }]\n");
const FILES = {
  "plain.yaml": branch("what-if/plain", "canon", " }\nretract: [{ event: truce, reason: What if not? }]\n"),
  "cut.yaml": branch(
    "what-if/cut",
    "canon",
    ", cut: 2203-04-30 }\nevents: [{ id: quiet, type: EnvoysSent, at: 2203-05, from: river, to: hills, kind: aid }]\n",
  ),
  "middle.yaml": MIDDLE,
  "deeper.yaml": branch(
    "what-if/deeper",
    "what-if/middle",
    " }\namend: [{ event: breach-35, set: { violence: 4 }, reason: Bloodier. }]\n",
  ),
};
const GROWN_FILES = {
  ...FILES,
  "middle.yaml": `${MIDDLE}amend: [{ event: breach-35, set: { violence: 1 }, reason: Milder. }]\n`,
};

/** Events that a branch has more once it is carried over: of what was told since, a cut hides what happened after it. */
const MORE: Readonly<Record<string, number>> = { "what-if/plain": 4, "what-if/cut": 3, "what-if/deeper": 0 };

const BRANCHES = [
  { name: "what-if/plain", parent: "canon" },
  { name: "what-if/cut", parent: "canon" },
  { name: "what-if/deeper", parent: "what-if/middle" },
];

const before = folders.make();
const after = folders.make();
const write = (folder: string, canon: string, files: Readonly<Record<string, string>>): string[] =>
  Object.entries({ "canon.yaml": canon, ...files }).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
const sync = async (folder: string, files: readonly string[]) => {
  const { code, err } = await valorisHere("log", "sync", ...files, "--log", join(folder, "log"));
  expect(code, err).toBe(0);
};

beforeAll(async () => {
  await sync(before, write(before, CANON, FILES));
  cpSync(join(before, "log"), join(after, "log"), { recursive: true });
  await sync(after, write(after, GROWN, GROWN_FILES));
});

/** What is asked of a branch; `TIMELINE` and `PARENT` stand for the names of it and of what it branches from. */
const READING = [
  "simulate TIMELINE --until 2205 --runs 8 --format json",
  "simulate TIMELINE --until 2205 --runs 8 --no-against",
  "simulate TIMELINE --until 2205 --runs 8 --against PARENT --outcome nervousness.quadrant",
  "simulate TIMELINE --until 2205 --seed 3 --run 1 --format json",
  "rare TIMELINE nervousness.quadrant>40 --until 2204-02 --trees 6 --effort 12 --format json",
  "luck TIMELINE nervousness.quadrant --until 2204-02 --runs 20 --format json",
  "sensitivity TIMELINE nervousness.quadrant --until 2204-02 -n 2 --trajectories 6 --only breach.t --format json",
  "surprise TIMELINE --format json",
  "hindcast TIMELINE --horizon 120 --runs 4 --format json",
  "replay --timeline TIMELINE --format json",
  "replay --timeline TIMELINE --at 2202-03-01 --from 2201-01-01 --format ndjson",
  "replay --timeline TIMELINE --as-known-to river-fleet",
  "check --timeline TIMELINE --format json",
  "explain nervousness quadrant --timeline TIMELINE --format json",
  "explain territory ford --timeline TIMELINE",
  "explain power river --against hills --timeline TIMELINE",
  "gap river-fleet --timeline TIMELINE --format json",
  "coverage --timeline TIMELINE --format json",
  "coverage --numbers --timeline TIMELINE --format json",
  "timeline what-hangs-on ada-speaks --timeline TIMELINE --format json",
  "timeline log TIMELINE --format json",
  "timeline blame nervousness quadrant --timeline TIMELINE --format json",
  "timeline bisect nervousness.quadrant>5 --timeline TIMELINE --format json",
  "timeline diff TIMELINE TIMELINE --format json",
  "log export --timeline TIMELINE",
  "log export --timeline TIMELINE --amended",
  "log export --timeline TIMELINE --recorded --format yaml",
] as const;

const REASON = ["--reason", "What if?"];
/** What is done to a branch, with words that have spaces in them as words of their own. */
const WRITING: readonly (readonly string[])[] = [
  ["timeline", "retract", "breach-20", ...REASON, "--timeline", "TIMELINE"],
  ["timeline", "amend", "breach-21", "--set", "violence=4", ...REASON, "--timeline", "TIMELINE"],
  ["timeline", "move", "ada-speaks", "--to", "2200-04", ...REASON, "--timeline", "TIMELINE"],
  ["timeline", "add", "{ id: new, type: Noted, at: 2201, about: ada }", "--timeline", "TIMELINE"],
  ["timeline", "undo", "--timeline", "TIMELINE"],
  ["timeline", "fork", "what-if/x", "--of", "TIMELINE"],
  ["timeline", "fork", "what-if/x", "--of", "TIMELINE", "--at", "20"],
  ["timeline", "fork", "what-if/x", "--of", "TIMELINE", "--cut", "breach-20"],
  ["timeline", "tag", "here", "--timeline", "TIMELINE"],
  ["timeline", "archive", "TIMELINE"],
  ["timeline", "protect", "TIMELINE"],
  ["simulate", "TIMELINE", "--until", "2205", "--run", "1", "--into", "what-if/x"],
];

const given = (words: readonly string[], { name, parent }: (typeof BRANCHES)[number]): string[] =>
  words.map((word) => (word === "TIMELINE" ? name : word === "PARENT" ? parent : word));
const json = async (...words: string[]) => {
  const { code, out, err } = await valorisHere(...words, "--format", "json");
  expect(code, err).toBe(0);
  return JSON.parse(out);
};
/** A copy of a log for one command: in this process, what a command reads stays open. */
const copyOf = (folder: string): string[] => {
  const copy = folders.make();
  cpSync(join(folder, "log"), copy, { recursive: true });
  return ["--log", copy];
};

describe.each(BRANCHES)("of $name, in a log whose canon and branches have grown", (branched) => {
  test.each(READING)("%s says what it said", async (words) => {
    const asked = given(words.split(" "), branched);
    const then = await valorisHere(...asked, ...copyOf(before));
    const now = await valorisHere(...asked, ...copyOf(after));
    expect(now).toEqual(then);
    // 1 where `check` has something to say of it.
    expect([now.code < 2, now.out.length > 1], now.err).toEqual([true, true]);
  });

  test.each(WRITING)("%s %s does what it did", async (...words) => {
    const asked = given(words, branched);
    const [then, now] = [copyOf(before), copyOf(after)];
    const did = await valorisHere(...asked, ...then);
    expect(await valorisHere(...asked, ...now)).toEqual({ ...did, code: 0 });
    const name = words.includes("what-if/x") ? "what-if/x" : branched.name;
    const worlds = [await json("replay", "-t", name, ...then), await json("replay", "-t", name, ...now)];
    expect(worlds[1]).toEqual(worlds[0]);
  });

  test("timeline diff shows what the parent has got since", async () => {
    const { name, parent } = branched;
    const { onlyInA, altered } = await json("timeline", "diff", parent, name, ...copyOf(after));
    const [gone, told] = [onlyInA, altered].map((list) => list.map(({ event }: { event: string }) => event));
    if (parent === "canon") expect(gone).toEqual(expect.arrayContaining(["late-war", "late-end"]));
    expect(told).toContain(parent === "canon" ? "ada-speaks" : "breach-35");
  });

  test("timeline list, graph and log stats have it where it branched off", async () => {
    const found = async (folder: string) => {
      const { timelines } = await json("timeline", "list", ...copyOf(folder));
      return timelines.find(({ timeline }: { timeline: string }) => timeline === branched.name);
    };
    expect(await found(after)).toEqual(await found(before));
    for (const command of ["timeline graph", "log stats", "log verify"]) {
      const { code, out } = await valorisHere(...command.split(" "), ...copyOf(after));
      expect([code, out]).toEqual([0, expect.stringContaining(branched.name)]);
    }
  });

  test("timeline merge is refused, rebase carries it over, and the result is simulated", async () => {
    const { name, parent } = branched;
    const log = copyOf(after);
    const merged = await valorisHere("timeline", "merge", name, "--into", parent, "--force-canon", ...log);
    expect([merged.code, merged.err]).toEqual([2, expect.stringContaining("rebase")]);
    const { steps } = await json(
      "timeline",
      "rebase",
      name,
      "--onto",
      parent,
      "--as",
      "what-if/x",
      "--keep",
      "ours",
      ...log,
    );
    expect(steps.map(({ kind }: { kind: string }) => kind)).toContain("picked");
    const { events } = await json("replay", "-t", "what-if/x", ...log);
    const { events: fewer } = await json("replay", "-t", name, ...log);
    expect(events - fewer).toBe(MORE[name]);
    expect(await json("simulate", "what-if/x", "--until", "2205", "-n", "4", ...log)).toMatchObject({ runs: 4 });
  });

  test("timeline pick brings it what its parent has got", async () => {
    const { name } = branched;
    const log = copyOf(after);
    await json("timeline", "pick", "late-war", "--from", "canon", "--onto", name, ...log);
    expect((await valorisHere("log", "export", "-t", name, ...log)).out).toContain("late-war");
    expect(await json("simulate", name, "--until", "2205", "-n", "4", ...log)).toMatchObject({ runs: 4 });
  });
});

/** Where and when something was recorded, and the id of a file's change to it, are not the same in files and in a log. */
const isOfRecording = (words: string): boolean => /^check|^timeline (?:log|blame)/.test(words);

describe("of a branch of a branch, in files of which all but its own have grown", () => {
  const folder = folders.make();
  const branched = { name: "what-if/deeper", parent: "what-if/middle" };
  const files = write(folder, GROWN, GROWN_FILES);
  beforeAll(() => sync(folder, files));

  test.each(READING.filter((words) => !words.startsWith("log ")))("%s says what it says of a log", async (words) => {
    const asked = given(words.split(" "), branched);
    const { code, out, err } = await valorisHere(...asked, ...files);
    expect([code < 2, out.length > 1], err).toEqual([true, true]);
    if (isOfRecording(words)) return;
    expect(out).toBe((await valorisHere(...asked, ...copyOf(folder))).out);
  });
});

test("every command is asked here, but those that are about no timeline or about all", async () => {
  const asked = [
    ...READING,
    ...WRITING.map((words) => words.join(" ")),
    ...["diff", "list", "graph", "merge", "rebase", "pick"].map((verb) => `timeline ${verb}`),
    "init",
    "demo",
    "lsp",
    "log sync",
    "log import",
    "log stats",
    "log verify",
  ];
  const commands = commandsOf(await createProgram(keptTerminal().terminal)).filter(
    ({ command }) => command.commands.length === 0,
  );
  const isAsked = (words: string): boolean => asked.some((one) => one === words || one.startsWith(`${words} `));
  expect(commands.map(({ words }) => words).filter((words) => !isAsked(words))).toEqual([]);
});
