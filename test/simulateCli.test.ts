import { spawn } from "node:child_process";
import { cpSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CLI } from "./support/inThisProcess.ts";
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
  await valoris("timeline", "retract", TREATY, "--timeline", BRANCH, "--reason", "What if?", "--log", "log");
  prepared = join(cwd, "log");
});

/** A log of the canon that ships, with a branch on which the treaty is retracted. */
function branched() {
  const place = workplaceIn(folders);
  cpSync(prepared, join(place.cwd, "log"), { recursive: true });
  const log = ["--log", "log"];
  const simulate = (...args: string[]) => place.valoris("simulate", ...args, "--until", "2389", ...log);
  const json = (...args: string[]) => place.json("simulate", ...args, "--until", "2389", ...log);
  return { ...place, simulate, json, log };
}

describe("valoris simulate", () => {
  test("gives the same result with one worker, with two and with three", async () => {
    const results = [];
    for (const workers of ["1", "2", "3"]) {
      const { json: fresh } = branched();
      // Three blocks of runs, the last of which is not full.
      results.push(await fresh(BRANCH, "--runs", "140", "--seed", "7", "--workers", workers));
    }
    const [one, ...others] = results;
    expect(one.runs).toBe(140);
    expect(one.resultHash).toMatch(/^[0-9a-f]{64}$/);
    for (const other of others) expect(other).toEqual(one);
  });

  test("gives another result with another seed", async () => {
    const { json } = branched();
    const hashes = [];
    for (const seed of ["7", "8", "7"]) hashes.push((await json(BRANCH, "--runs", "10", "--seed", seed)).resultHash);
    expect([hashes[0] === hashes[1], hashes[0] === hashes[2]]).toEqual([false, true]);
  });

  test("leads with differences, says what is held, what is scripted and that rates are priors", async () => {
    const { simulate } = branched();
    const { out, code } = await simulate(BRANCH, "--runs", "128", "--seed", "7", "-o", "nervousness.quadrant > 60");
    expect(code).toBe(0);
    const sections = ["Outcomes", "What changes", "Simulated events of a run", "Events of canon that go otherwise"];
    const places = sections.map((title) => out.indexOf(title));
    expect(places.every((place, i) => place > (places[i - 1] ?? -1))).toBe(true);
    expect(out).toMatch(/breen-militia-halved +2388-01-16 +100\.0 %/);
    expect(out).toMatch(/Held from happening again: treaty \(limit\) among/);
    expect(out).toMatch(/the model draws \d+, \d+ react to what happens, and \d+ stay as told/);
    expect(out).toContain("nobody has observed them");
  });

  test("simulates canon onward by itself, with a cut too, and draws it", async () => {
    const { json, simulate, valoris, log, cwd } = branched();
    const ensemble = await json("canon", "--runs", "64");
    expect(ensemble.events).toEqual([]);
    expect(ensemble.metrics[0].canon).toBeUndefined();
    await valoris("timeline", "fork", "what-if/open", "--cut", "2388-01", ...log);
    const open = await json("what-if/open", "--runs", "64");
    expect(open.observedUntil).toBe("2388-01-31");
    const { code, err } = await simulate("canon", "--runs", "64", "--svg", "course.svg");
    expect([code, err.trim()]).toEqual([0, "drawn in course.svg"]);
    expect(readFileSync(join(cwd, "course.svg"), "utf8")).toMatch(/^<svg .*<\/svg>\n$/s);
  });

  test("writes every number of every run", async () => {
    const { simulate, read } = branched();
    await simulate(BRANCH, "--runs", "70", "--csv", "runs.csv", "-o", "share.breen-confederacy");
    const [head, ...lines] = read("runs.csv").trim().split("\n");
    expect(head).toBe("run,side,what,value");
    const shares = lines.filter((line) => /^\d+,(?:edited|canon),share\.breen-confederacy,0\.\d+$/.test(line));
    // Once as an outcome and once as a metric, on two sides.
    expect(shares).toHaveLength(70 * 4);
  });

  test("a run alone is the run of the ensemble; as a branch, replay, explain, diff and check take it", async () => {
    const { json, valoris, log } = branched();
    const run = await json(BRANCH, "--seed", "7", "--run", "11", "--into", "what-if/run-11");
    expect(run.changes.length).toBeGreaterThan(1);
    expect(run.changes).toContainEqual(
      expect.objectContaining({
        kind: "removed",
        event: "breen-militia-halved",
        why: `it cannot be without ${TREATY}`,
      }),
    );
    const added = run.changes.filter(({ kind }: { kind: string }) => kind === "added");
    const diff = JSON.parse(
      (await valoris("timeline", "diff", BRANCH, "what-if/run-11", "--format", "json", ...log)).out,
    );
    expect(diff.onlyInB.map(({ event }: { event: string }) => event).sort()).toEqual(
      added.map(({ event }: { event: string }) => event).sort(),
    );
    const on = ["--timeline", "what-if/run-11", ...log];
    expect((await valoris("check", ...on)).code).toBe(0);
    const world = JSON.parse((await valoris("replay", ...on, "--format", "json")).out);
    const why = JSON.parse((await valoris("explain", "nervousness", "quadrant", ...on, "--format", "json")).out);
    expect(why.value).toBeCloseTo(world.nervousness.quadrant, 9);
    expect((await json(BRANCH, "--seed", "7", "--run", "11")).runHash).toBe(run.runHash);
  });

  test("branch files do without a log", async () => {
    const { file, json } = branched();
    file(
      "no-valoris.yaml",
      `branch: { name: what-if/x, of: canon }\nretract: [{ event: ${TREATY}, reason: What if? }]\n`,
    );
    const ensemble = await json("what-if/x", FIXTURE, "no-valoris.yaml", "--runs", "64");
    expect(ensemble.events.find(({ event }: { event: string }) => event === "breen-militia-halved").removed.value).toBe(
      1,
    );
  });

  test("what was retracted may recur if asked, and is held otherwise", async () => {
    const { json } = branched();
    expect((await json(BRANCH, "--runs", "10")).held).toHaveLength(1);
    expect((await json(BRANCH, "--runs", "10", "--may-recur")).held).toEqual([]);
  });
});

describe("a simulation that is killed", () => {
  test("goes on where it was, and comes to the same result", async () => {
    const asked = (runs: string) => [BRANCH, "--runs", runs, "--seed", "5", "--workers", "1"];
    const writtenIn = (cwd: string): ReadonlyMap<string, number> =>
      new Map(
        readdirSync(join(cwd, "log/cache"), { recursive: true, encoding: "utf8" }).flatMap((name) => {
          const file = statSync(join(cwd, "log/cache", name), { throwIfNoEntry: false });
          return file?.isFile() === true ? [[name, file.mtimeMs]] : [];
        }),
      );
    // What a longer simulation keeps besides a shorter one is blocks of runs; they have the same names everywhere.
    const fresh = branched();
    await fresh.json(...asked("64"));
    const short = writtenIn(fresh.cwd);
    const result = await fresh.json(...asked("320"));
    const blocks = [...writtenIn(fresh.cwd).keys()].filter((name) => !short.has(name));
    expect(blocks).toHaveLength(4);

    const { cwd, json } = branched();
    const blocksThere = () => [...writtenIn(cwd)].filter(([name]) => blocks.includes(name));
    const words = ["simulate", ...asked("320"), "--until", "2389", "--log", "log"];
    const child = spawn(process.execPath, [CLI, ...words], { cwd, stdio: "ignore" });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    while (blocksThere().length < 2 && child.exitCode === null) await wait(20);
    child.kill("SIGKILL");
    await ended;
    const kept = blocksThere();
    expect(await json(...asked("320"))).toEqual(result);
    // What was kept was not computed again.
    expect(kept.length).toBeGreaterThan(0);
    expect(blocksThere()).toEqual(expect.arrayContaining(kept));
  });

  test("stopped by Ctrl-C, it leaves no half table and no half picture", async () => {
    const { cwd } = branched();
    const args = ["simulate", BRANCH, "--until", "2389", "--runs", "100000", "--log", "log", "--workers", "1"];
    const child = spawn(process.execPath, [CLI, ...args, "--csv", "runs.csv", "--svg", "course.svg"], { cwd });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    while (readdirSync(cwd).length < 3 && child.exitCode === null) await wait(50);
    expect(readdirSync(cwd)).toContain(`.runs.csv.${child.pid}.tmp`);
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(readdirSync(cwd)).toEqual(["log"]);
  });
});

describe("what cannot be simulated is refused with exit 2, and says what to do", () => {
  test.each([
    [["canon", "--until", "2300"], /ends before canon does/],
    [["canon", "--until", "soon"], /“soon” is no date/],
    [["nowhere", "--until", "2390"], /nowhere/],
    [["canon", "--until", "2390", "--runs", "-3"], /whole number/],
    [["canon", "--until", "2390", "--seed", "1.5"], /whole number/],
    [["canon", "--until", "2390", "--precision", "0"], /above 0/],
    [["canon", "--until", "2390", "-o", "nervousness.quadrnt > 3"], /quadrnt/],
    [["canon", "--until", "2390", "-o", "control(dozaria)"], /is an id/],
    [["canon", "--until", "2390", "--against", "what-if/no-valoris"], /branches from no other timeline/],
    [["canon"], /--until/],
    [["canon", "--until", "2390", "--run", "3", "--into", "canon"], /canon/],
  ])("%j", async (args, message) => {
    const { valoris, log } = branched();
    const { code, err } = await valoris("simulate", ...args, ...log);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/bug in valoris|    at /);
  });
});

describe("a model of one's own", () => {
  const simulateWith = async (model: string, ...args: string[]) => {
    const { file, simulate } = branched();
    file("mine.yaml", model);
    return simulate(BRANCH, "--runs", "20", "--model", "mine.yaml", ...args);
  };

  test("changes what is simulated, and is named", async () => {
    const { out, code } = await simulateWith("model: peaceful\nparameters: { breach: { cost: 20 } }\n");
    expect(code).toBe(0);
    expect(out).toContain("priors of the model “peaceful”");
    expect(out).toMatch(/second-and-fifth-orders-breach/);
  });

  test("is printed whole, and taken back", async () => {
    const { valoris, file, simulate } = branched();
    const { out } = await valoris("simulate", "--print-model");
    file("whole.yaml", out);
    const [whole, none] = [
      await simulate(BRANCH, "--runs", "20", "--model", "whole.yaml", "--format", "json"),
      await simulate(BRANCH, "--runs", "20", "--format", "json"),
    ];
    expect(JSON.parse(whole.out).resultHash).toBe(JSON.parse(none.out).resultHash);
  });

  test.each([
    ["model: x\nparameters:\n  braech: { cost: 1 }\n", /mine\.yaml:3:3[^]*Did you mean `breach`/],
    ["model: x\nparameters:\n  alert: { rate: -2 }\n", /cannot be below 0[^]*mine\.yaml:3:18/],
    ["model: x\nparameters:\n  alert: { rate: .nan }\n", /mine\.yaml:3:\d+/],
    [
      "model: x\nexcitation:\n  - { from: alert, to: alert, among: any, n: 0.9 }\n",
      /spectral radius[^]*mine\.yaml:2:1/,
    ],
    ["model: x\nmodel: y\n", /mine\.yaml:2/],
    ["parameters: {}\n", /`model` is missing/],
    ["model: [\n", /mine\.yaml/],
  ])("%j is refused with its line", async (model, message) => {
    const { code, err } = await simulateWith(model);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
    expect(err).not.toMatch(/bug in valoris|    at /);
  });
});

test("valoris surprise tells what the model would have expected least, and what it holds impossible", async () => {
  const { json, valoris } = workplaceIn(folders);
  const found = await json("surprise", "canon", FIXTURE);
  const scores = found.events.map(({ when, what }: { when: number; what: number }) => when + what);
  expect(scores).toEqual(scores.toSorted((a: number, b: number) => a - b));
  expect(found.events.map(({ event }: { event: string }) => event)).toContain("second-and-fifth-orders-breach");
  expect(scores.reduce((sum: number, score: number) => sum + score, found.afterLast)).toBeCloseTo(found.total, 9);
  expect((await valoris("surprise", "canon", FIXTURE)).out).toMatch(
    /Impossible under the model\n(?: {2}.*\n)* {2}treaty-of-bajor/,
  );
  const { code, err } = await valoris("surprise", "canon", FIXTURE, "--from", "2388-10-21");
  expect([code, err]).toEqual([2, expect.stringContaining("sim/too-little")]);
});

test("valoris hindcast refuses a canon that is too short or too vague, and says why", async () => {
  const { valoris } = workplaceIn(folders);
  const { code, err } = await valoris("hindcast", "canon", FIXTURE);
  expect([code, err]).toEqual([
    2,
    expect.stringMatching(/0 events of canon could be foretold[^]*\d+ more are dated too vaguely/),
  ]);
});

test("a mistake is the same mistake in threads, and what cannot be written is said before anything is run", async () => {
  const { simulate } = branched();
  const runs = ["--runs", "256"];
  const undefinedAt = ["-o", "1 / (nervousness.quadrant - nervousness.quadrant)"];
  const [alone, threaded] = [
    await simulate(BRANCH, ...runs, "--workers", "1", ...undefinedAt),
    await simulate(BRANCH, ...runs, "--workers", "2", ...undefinedAt),
  ];
  expect(alone.err).toContain("sim/not-a-number");
  expect(threaded).toEqual(alone);
  for (const [flags, code] of [
    [["--csv", "nowhere/x.csv", "--runs", "100000"], "cli/unwritable"],
    [["--svg", "nowhere/x.svg", "--runs", "100000"], "cli/unwritable"],
    [["--into", "what-if/one"], "sim/into"],
    [["--precision", "0.1"], "sim/precision"],
  ] as const) {
    const refused = await simulate(BRANCH, ...flags);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining(code)]);
  }
});

describe("what else is asked of a what-if", () => {
  const OUTCOME = "nervousness.quadrant > 60";
  const parsed = async (valoris: ReturnType<typeof branched>["valoris"], words: readonly string[]) =>
    JSON.parse((await valoris(...words, "--format", "json")).out);
  const asked = (command: string, outcome: string, ...args: string[]): readonly string[] => [
    command,
    BRANCH,
    outcome,
    "--until",
    "2388-12",
    "--seed",
    "7",
    "--log",
    "log",
    ...args,
  ];

  test("rare: both sides, each with its levels; the same seed, the same numbers", async () => {
    const { valoris } = branched();
    const words = asked("rare", OUTCOME, "--trees", "6", "--effort", "12");
    const found = await parsed(valoris, words);
    for (const { probability, low, high, levels } of [found.edited, found.canon]) {
      expect([low <= probability, probability <= high, levels.at(-1).score]).toEqual([true, true, 60]);
    }
    expect((await parsed(valoris, words)).edited).toEqual(found.edited);
    expect((await valoris(...words)).out).toMatch(/The way there, canon\n[^]*The way there, what-if\/no-valoris\n/);
    const { code, err } = await valoris(...asked("rare", "control(dozaria) = breen-confederacy"));
    expect([code, err]).toEqual([2, expect.stringContaining("sim/no-way")]);
  });

  test("luck: every class, those that changed no run by name", async () => {
    const { valoris } = branched();
    const words = asked("luck", "nervousness.quadrant", "--runs", "20");
    const { shares, variance, against } = await parsed(valoris, words);
    expect([shares.length, against, variance > 0]).toEqual([17, true, true]);
    expect((await valoris(...words)).out).toContain("no history can prove which is true");
    const { code, err } = await valoris(...asked("luck", "finally not at-war(dominion, dominion)", "--runs", "20"));
    expect([code, err]).toEqual([2, expect.stringContaining("sim/no-variance")]);
  });

  test("sensitivity: every number that has a prior, the strongest first", async () => {
    const { file, valoris } = branched();
    const { effects, evaluations } = await parsed(
      valoris,
      asked("sensitivity", "share.breen-confederacy", "-n", "2", "--trajectories", "6", "--only", "breach."),
    );
    expect([effects.length, evaluations]).toEqual([13, 6 * 14]);
    const strengths = effects.map(({ strength }: { strength: number }) => strength);
    expect(strengths).toEqual(strengths.toSorted((a: number, b: number) => b - a));
    expect(strengths[0]).toBeGreaterThan(0);
    file("mine.yaml", "model: x\nparameters:\n  braech: {}\n");
    const { code, err } = await valoris(...asked("sensitivity", OUTCOME, "--model", "mine.yaml"));
    expect([code, err]).toEqual([2, expect.stringMatching(/mine\.yaml:3:3/)]);
  });
});
