import { type Command, InvalidArgumentError, Option } from "commander";
import type { Severity } from "../../doors/canon.ts";
import type { InputOptions } from "../input.ts";

export const FORMATS = ["pretty", "concise", "json", "ndjson", "sarif", "github"] as const;

export interface CheckFlags extends Omit<InputOptions, "format"> {
  readonly format: (typeof FORMATS)[number];
  readonly failLevel: Severity;
  readonly possible?: boolean;
  readonly base?: boolean;
  readonly rule?: readonly string[];
  readonly noRule?: readonly string[];
  readonly since?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly plugins: boolean;
  readonly allowPlugins?: boolean;
  readonly relativeTo?: string;
  readonly fix?: boolean;
  readonly verbose?: boolean;
  readonly limit?: number;
  readonly watch?: boolean;
  readonly demo?: boolean;
  readonly statistics?: boolean;
  readonly culprits?: boolean;
  readonly calendar?: string;
}

/** What `check` takes beside what every command that reads canon does. */
export function withCheckFlags(command: Command): Command {
  return command
    .option("--demo", "check the canon that ships, with one contradiction planted for each rule")
    .optionsGroup("Which rules:")
    .option("--rule <ids...>", "only these rules, or groups (office)")
    .addOption(noRule())
    .option("--possible", "also what vague dates only allow, or what rests on where an event was placed")
    .optionsGroup("Which findings:")
    .option("--base", "also what only concerns a canon that this one is laid over (extends:)")
    .option(
      "--since <revision>",
      "only findings of what was changed since a git revision: with a place on such a line, or not there then, or not as bad",
    )
    .option("--baseline <file>", "leave out the findings that a file lists as known")
    .addOption(
      new Option("--write-baseline <file>", "list all findings in a file as known").conflicts([
        "since",
        "rule",
        "noRule",
        "fix",
        "watch",
      ]),
    )
    .optionsGroup("Output:")
    .option(
      "--limit <n>",
      "findings of one rule that are shown, 0 for all (default: 100 for pretty, concise and github, else all)",
      wholeNumber,
    )
    .option("--statistics", "how many findings each rule has, in place of the findings")
    .addOption(
      new Option(
        "--culprits",
        "the few events that most findings hang on, each verified by checking again without it",
      ).conflicts(["fix", "watch", "since", "writeBaseline", "statistics"]),
    )
    .option("--calendar <name>", "with culprits: show days in this calendar; that of the canon's header if absent")
    .option("--relative-to <folder>", "with github and sarif: name files as seen from this folder")
    .option("--verbose", "also the events behind a number that a finding is about")
    .addOption(
      new Option("--fail-level <severity>", "exit with 1 at findings of this severity or above")
        .choices(["info", "warning", "error"])
        .default("error"),
    )
    .optionsGroup("Plugins, which are programs of whoever wrote the configuration:")
    .option("--allow-plugins", "run them with --format github or sarif, too: what a pull request brings runs then")
    .option("--no-plugins", "never run them, unless --allow-plugins says so")
    .optionsGroup("Work on the files:")
    .option("--fix", "mend what can be mended without changing what canon says, and check again")
    .addOption(new Option("--watch", "check again whenever a file changes, until Ctrl-C").conflicts("fix"))
    .addHelpText(
      "after",
      `
A finding that is meant is declared where it stands, with its reason:
  expect: [{ rule: lifespan/acts-after-end, reason: a recording is played }]

Exit codes:
  0  clean: no finding at or above --fail-level
  1  findings at or above --fail-level, whether shown or cut by --limit
  2  could not run: wrong usage, or files that cannot be read

Examples:
  $ valoris check --demo
  $ valoris check canon/
  $ valoris check canon.yaml --rule office --no-rule office/vacancy
  $ valoris check canon/ --fix                          mends ids, capitals, quotes, stale expectations
  $ valoris check canon/ --watch                        while writing
  $ valoris check canon/ --statistics                   where to begin: findings by rule
  $ valoris check canon/ --culprits                     which events, changed, would clear most
  $ valoris check canon/ --write-baseline known.json    what is there now is known
  $ valoris check canon/ --baseline known.json          only what is new
  $ valoris check canon/ --since main --format github   in a pull request
  $ valoris check canon/ --format sarif > canon.sarif`,
    );
}

/** commander takes every `--no-…` for the negation of another flag; this one has a value of its own. */
function noRule(): Option {
  const option = new Option("--no-rule <ids...>", "without these rules, or groups");
  option.negate = false;
  return option;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Write a whole number, or 0 for all.");
  return Number(text);
}
