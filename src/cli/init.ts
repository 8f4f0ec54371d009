import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { canonJsonSchema, rules } from "../doors/canon.ts";
import { ValorisError } from "../index.ts";
import { calledFrom, shellWord } from "./calledFrom.ts";
import { CONFIG } from "./config.ts";
import { configJsonSchema } from "./config/configJsonSchema.ts";
import { unwritable, writeOutput } from "./outputFile.ts";
import type { Terminal } from "./terminal.ts";

const CANON = "canon/canon.yaml";
const SCHEMA = "canon/canon.schema.json";

const CONFIG_SCHEMA = "canon/config.schema.json";

const CONFIG_TEXT = `# yaml-language-server: $schema=./${CONFIG_SCHEMA}
# Read by valoris from this folder downwards.
canon: ${CANON}

# Where \`valoris log sync\` records what changed:
# log: .valoris

# Rules or groups of them: a severity (error, warning, info, off), or one with parameters.
# rules:
#   office/vacancy: off
#   office/dead-hand: { severity: info, grace: 30 }

# What holds for all rules, over what canon declares: years that a species lives, and whose word counts (1 is highest).
# species: { human: 120, vulcan: 250 }
# ranks: { chapter-one: 1 }

# How dates are read: years by which ~ and ? widen them, and stardates of eras of your own.
# dates: { approximationYears: 2 }
# calendars:
#   stardate: [{ from: "1000.0", to: "9999.9", begins: 2265-01-01, perYear: 1000 }]
#   imperial: { months: [{ name: Frostmoon, days: 30 }], eras: [{ name: 3E, offset: 0 }], begins: 2100-03-01 }

# Modules with rules, types of event and weights of your own, and the seconds that each of their rules may take:
# plugins: [./house-rules.js]
# pluginTimeout: 10
`;

const CANON_TEXT = `# yaml-language-server: $schema=./canon.schema.json
canon: my-universe

documents:
  chapter-one: { title: Chapter One, rank: 1, sections: { Opening: 2 } }

entities:
  river-league: { kind: faction, name: River League, standing: major, forces: { hulls: 10, crews: 10 } }
  hill-clans: { kind: faction, name: Hill Clans, standing: minor, forces: { hulls: 4, crews: 6 } }
  riverside: { kind: system, name: Riverside, lanes: [ford], holder: river-league, value: { population: 3 } }
  ford: { kind: system, name: The Ford, lanes: [hilltop], holder: river-league }
  hilltop: { kind: system, name: Hilltop, holder: hill-clans }
  speaker: { kind: office, name: Speaker, of: river-league }
  ada: { kind: person, name: Ada }

events:
  - id: ada-becomes-speaker
    type: LeaderReplaced
    title: Ada is elected Speaker
    at: 2200
    office: speaker
    successor: ada
    manner: elected
    source: { document: chapter-one, locator: Opening ¶1 }

  - id: clans-take-the-ford
    type: BorderBreached
    title: The clans take the ford
    at: { after: ada-becomes-speaker, offset: P3W } # three weeks later
    by: hill-clans
    against: river-league
    systems: [ford]
    source: { document: chapter-one, locator: Opening ¶2 }
`;

export function addInit(program: Command, terminal: Terminal): void {
  program
    .command("init")
    .argument("[folder]", "where to", ".")
    .description("A first canon file, with completion and checks in your editor.")
    .addHelpText("after", "\nNothing that is there already is overwritten.")
    .action((folder: string) => {
      const files = new Map([
        [CONFIG, CONFIG_TEXT],
        [CANON, CANON_TEXT],
        [SCHEMA, `${JSON.stringify(canonJsonSchema(), undefined, 1)}\n`],
        [CONFIG_SCHEMA, `${JSON.stringify(configJsonSchema(rules), undefined, 1)}\n`],
      ]);
      // What an init that was ended half way has written is as good as new.
      const missing = [...files].filter(([path, text]) => !isThere(join(folder, path), text));
      for (const [path, text] of missing) {
        makeFolder(dirname(join(folder, path)));
        writeOutput(join(folder, path), text);
        terminal.out(`${terminal.paint("green", "wrote")} ${join(folder, path)}`);
      }
      if (missing.length === 0) terminal.out("All is there already.");
      const call = `${folder === "." ? "" : `cd ${shellWord(folder)} && `}${calledFrom(folder)}`;
      const tries = ["check", "replay", "explain nervousness quadrant"];
      terminal.out(["", "Now try:", ...tries.map((words) => `  ${call} ${words}`)]);
    });
}

/** @throws ValorisError `init/exists` where a file says something else */
function isThere(path: string, text: string): boolean {
  let there: string;
  try {
    there = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return false;
    throw unwritable(path, error);
  }
  if (there === text) return true;
  throw new ValorisError("init/exists", `${path} is there already.`, {
    help: "Choose another folder: `valoris init my-universe`.",
  });
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw unwritable(path, error);
  }
}
