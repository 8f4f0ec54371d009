import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FIXTURE } from "./built.ts";
import { CACHE_WRITERS, shown } from "./commands.ts";
import { described, type Ended } from "./outcome.ts";
import { type Runner, runFresh, startRunner } from "./runner.ts";

/** Folders with canon files and a log that nothing happened to. */
export interface Sound {
  readonly folder: string;
  /** The same with a cache beside the log. */
  readonly cached: string;
}

/** Enough for trees of several levels, and pages that are free again. */
const TAGS = 40;
const BRANCHES = 25;

const MISSPELT = `entities:
  breen: { kind: faction, name: Breen, standing: major }
  gor: { kind: person, name: Gor }
events:
  - { id: a, type: noted, at: 2388, about: Breen }
  - { id: b, type: Noted, at: 2387, about: [GOR, breen] }
`;

/** Makes it the same each time, to the byte: that a flipped bit is the same again. */
export async function makeSoundLog(within: string): Promise<Sound> {
  const made = join(within, "made");
  const [folder, cached] = [join(within, "sound"), join(within, "cached")];
  writeFiles(made);
  await run(startRunner({ fixed: true }), made, history());
  for (const copy of [folder, cached])
    cpSync(made, copy, { recursive: true, filter: (path) => !path.includes("/log/") || path.endsWith("log.mdb") });
  for (const args of CACHE_WRITERS) expectDone(args, await runFresh({ cwd: cached, args }));
  return { folder, cached };
}

async function run(runner: Runner, cwd: string, commands: Iterable<readonly string[]>): Promise<void> {
  try {
    for (const args of commands) expectDone(args, await runner.run({ cwd, args }));
  } finally {
    runner.stop();
  }
}

function expectDone(args: readonly string[], ended: Ended): void {
  if (ended.code !== 0 && ended.code !== 1)
    throw new Error(`On a sound log, ${shown(args)} ends with ${described(ended)}`);
}

function writeFiles(folder: string): void {
  for (const name of ["canon", "changed", "misspelt"]) mkdirSync(join(folder, name), { recursive: true });
  const canon = readFileSync(FIXTURE, "utf8");
  writeFileSync(join(folder, "canon/canon.yaml"), canon);
  const changed = canon
    .replace("text: The Domo falls into disgrace, and Gor takes the seat.", "text: Gor takes the seat.")
    .replace("title: Gor becomes Domo", "title: Gor is Domo");
  const later = "  - { id: noted-later, type: Noted, at: 2388-10-20, about: gor }\n";
  writeFileSync(join(folder, "changed/canon.yaml"), `${changed}\n${later}`);
  const more = [1, 2, 3].map((n) => ({ id: `more-${n}`, type: "Noted", at: `2388-10-1${n}`, about: "gor" }));
  writeFileSync(join(folder, "more.ndjson"), more.map((event) => `${JSON.stringify(event)}\n`).join(""));
  writeFileSync(join(folder, "misspelt/one.yaml"), MISSPELT);
  writeFileSync(join(folder, "misspelt/two.yaml"), "events:\n  - { id: c, type: Noted, at: 2389, about: GOR }\n");
}

/** The commands that make the log: timelines of every kind, small commits and large. */
function* history(): Generator<readonly string[]> {
  const log = ["--log", "log"];
  const reason = ["--reason", "made", ...log];
  const note = (id: string, timeline: string): string[] => {
    const text = "long ".repeat(1 + (id.length % 5) * 300);
    return [
      "timeline",
      "add",
      `{ id: ${id}, type: Noted, at: 2386, about: gor, text: ${text} }`,
      "-t",
      timeline,
      ...log,
    ];
  };
  yield ["log", "sync", "canon", ...log];
  for (let n = 0; n < TAGS; n++) yield ["timeline", "tag", `tag-${n}`, String(50 + n), ...log];
  for (const name of ["what-if/a", "what-if/b", "what-if/old"]) yield ["timeline", "fork", name, ...log];
  for (let n = 0; n < BRANCHES; n++) yield ["timeline", "fork", `what-if/of-many-${n}`, "--at", `${n * 3}`, ...log];
  yield note("noted-a", "what-if/a");
  yield note("noted-elsewhere", "what-if/b");
  yield ["timeline", "retract", "treaty-of-valoris-ratified", "-t", "what-if/a", ...reason];
  yield ["timeline", "amend", "gor-becomes-domo", "--set", "manner=coup", "-t", "what-if/a", ...reason];
  yield ["timeline", "fork", "what-if/m", "--of", "what-if/b", ...log];
  yield note("noted-m", "what-if/m");
  yield ["timeline", "archive", "what-if/old", ...log];
  yield note("noted-late", "what-if/a");
  yield ["simulate", "what-if/b", "--run", "3", "--into", "what-if/once", "--until", "2389", ...log];
  // Canon moves on after its branches.
  yield ["timeline", "retract", "gor-lets-it-run", "--force-canon", ...reason];
  yield ["timeline", "fork", "what-if/late", ...log];
  yield ["timeline", "retract", "treaty-of-valoris-ratified", "-t", "what-if/late", ...reason];
}
