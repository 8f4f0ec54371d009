import type { Command } from "commander";
import {
  checkCanon,
  checkFiles,
  type CheckOptions,
  type CheckResult,
  isAtLeast,
  type ReadCanonOptions,
  leftBehind,
  recordedCanon,
} from "../doors/canon.ts";
import { defined } from "../idioms/defined.ts";
import { ValorisError, readChronicle } from "../index.ts";
import { noteGone, readBaselineFile, writeBaselineFile } from "./check/baselineFile.ts";
import { demoCanon, demoHighlights } from "./check/demo.ts";
import { fixFiles } from "./check/fixFiles.ts";
import { type CheckFlags, FORMATS, withCheckFlags } from "./check/options.ts";
import { withForeignLines } from "./check/foreignLines.ts";
import { printResult } from "./check/printResult.ts";
import { printCulprits } from "./check/culprits.ts";
import { type Changes, changesSince } from "./check/since.ts";
import { watchCanon } from "./check/watchCanon.ts";
import { type InputSource, sourceOf, withInput } from "./input.ts";
import { makeRoomFor } from "./moreMemory.ts";
import { openLogFolder } from "./logFolder.ts";
import { createProgress } from "./progress.ts";
import { readSettings, type Settings } from "./settings.ts";
import type { Terminal } from "./terminal.ts";

const FOUND = 1;
/** Findings of a rule that people are shown. */
const SHOWN = 100;

const NOTHING_ASKED: Changes = { options: {}, renew: async () => {} };

export function addCheck(program: Command, terminal: Terminal): void {
  const command = program.command("check").argument("[files...]", "canon files or folders");
  withCheckFlags(withInput(command, FORMATS))
    .description("Find what contradicts what, and show both places.")
    .action(async (files: string[], flags: CheckFlags) => {
      if (flags.demo === true) {
        await showDemo(flags, command.getOptionValueSource("format") === "default", terminal);
        return;
      }
      const source = await sourceOf(files, flags, terminal);
      if ("files" in source) makeRoomFor(source.files);
      const settings = await readSettings(process.cwd(), { mayRun: () => mayRunPlugins(flags) });
      noteWithheld(settings.withheld, terminal);
      const known = flags.baseline === undefined ? undefined : readBaselineFile(flags.baseline);
      const optionsWith = ({ reading, checking }: Settings) => ({
        ...reading,
        ...checking,
        ...optionsOf(flags, known),
        recordedAt: Date.now(),
      });
      const options = optionsWith(settings);
      const print = async (result: CheckResult): Promise<void> => {
        const sources = "files" in source ? withForeignLines(result.sources, source.files) : result.sources;
        await printResult({ ...result, sources }, flags, options, terminal);
        if (flags.baseline !== undefined && known !== undefined) noteGone(flags.baseline, known, result, terminal);
      };

      if (flags.culprits === true) {
        const { findings } = await printCulprits(filesOf(source, "--culprits"), options, flags, terminal);
        if (findings > 0) process.exitCode = FOUND;
        return;
      }
      if (flags.writeBaseline !== undefined) {
        const { baseline: _baseline, ...everything } = options;
        writeBaselineFile(flags.writeBaseline, await check(source, everything, terminal), terminal);
        return;
      }
      const since =
        flags.since === undefined
          ? NOTHING_ASKED
          : changesSince(flags.since, {
              paths: filesOf(source, "--since"),
              isConfigured: files.length === 0,
              settings,
              optionsWith,
            });
      if (flags.watch === true) {
        const paths = filesOf(source, "--watch");
        await watchCanon({ paths, options: { ...options, ...since.options }, prepare: since.renew, print }, terminal);
        return;
      }
      await since.renew();
      if (flags.fix === true) await fix(filesOf(source, "--fix"), { ...options, ...since.options }, terminal);
      const result = await check(source, { ...options, ...since.options }, terminal);
      const severities = [...result.findings, ...Object.values(result.more)].map(({ severity }) => severity);
      if (severities.some((severity) => isAtLeast(severity, flags.failLevel))) process.exitCode = FOUND;
      await print(result);
    });
}

/** What is printed for others comes from where the changes of others are checked. */
const mayRunPlugins = ({ allowPlugins = false, plugins, format }: CheckFlags): boolean =>
  allowPlugins || (plugins && format !== "github" && format !== "sarif");

function noteWithheld(withheld: readonly string[], { note, paint }: Terminal): void {
  if (withheld.length === 0) return;
  const which = withheld.length === 1 ? "the plugin" : "the plugins";
  note(`${paint("yellow", "note:")} checked without ${which} ${withheld.join(", ")}; --allow-plugins runs them.`);
}

/** Whatever else is configured here: it is the canon that ships. */
async function showDemo(flags: CheckFlags, isBrief: boolean, terminal: Terminal): Promise<void> {
  const options = optionsOf(flags, undefined);
  const result = await checkFiles(demoCanon(), { ...options, recordedAt: Date.now() });
  process.exitCode = FOUND;
  if (isBrief && flags.rule === undefined && flags.noRule === undefined) terminal.out(demoHighlights(result, terminal));
  else await printResult(result, flags, options, terminal);
}

function optionsOf(
  flags: CheckFlags,
  known: readonly { readonly fingerprint: string }[] | undefined,
): CheckOptions & Pick<ReadCanonOptions, "timeline"> {
  const { timeline, rule, noRule, possible, base, verbose, format, limit } = flags;
  const isForPeople = format === "pretty" || format === "concise" || format === "github";
  const shown = limit ?? (isForPeople ? SHOWN : 0);
  return {
    ...defined({ timeline, include: rule, exclude: noRule, possible, base, ledgers: verbose }),
    ...(known === undefined ? {} : { baseline: new Set(known.map(({ fingerprint }) => fingerprint)) }),
    ...(shown === 0 || flags.writeBaseline !== undefined ? {} : { limit: shown }),
  };
}

/** @throws ValorisError `check/no-files` */
function filesOf(source: InputSource, flag: string): readonly string[] {
  if ("files" in source) return source.files;
  throw new ValorisError("check/no-files", `${flag} works on canon files, and a log was given.`, {
    help: "Name the files, or export them: valoris log export.",
  });
}

async function check(
  source: InputSource,
  options: ReadCanonOptions & CheckOptions,
  terminal: Terminal,
): Promise<CheckResult> {
  const progress = createProgress(terminal);
  try {
    if ("files" in source) return await checkFiles(source.files, { ...options, onProgress: progress.report });
    const log = await openLogFolder(source.log);
    const chronicle = await readChronicle(log, options.timeline, options);
    const behind = await leftBehind(log, chronicle);
    await log.close();
    return checkCanon(recordedCanon(chronicle, behind), chronicle, options);
  } finally {
    progress.end();
  }
}

async function fix(
  paths: readonly string[],
  options: ReadCanonOptions & CheckOptions,
  { note, paint }: Terminal,
): Promise<void> {
  const { fixes, files } = await fixFiles(paths, options);
  if (fixes === 0) note(paint("dim", "Nothing could be mended without changing what canon says."));
  else note(paint("green", `${fixes} ${fixes === 1 ? "fix" : "fixes"} made in ${files.join(", ")}.`));
}
