import {
  type Rule,
  rules as builtIn,
  checkCanon,
  type CheckResult,
  chronicleOf,
  type LoadedCanon,
  openWorkspace,
} from "../../doors/canon.ts";
import { type Answers, bindChronicle, type ChronicleInMemory, type ValorisError } from "../../index.ts";
import type { ProjectFiles } from "./findProjects.ts";
import { readAnyway } from "./readAnyway.ts";

/** Canon as it was when it could last be read. */
export interface LastRead {
  readonly loaded: LoadedCanon;
  readonly chronicle: ChronicleInMemory & Answers;
  /** Undefined as long as not every file could be read once. */
  readonly result: CheckResult | undefined;
  /** All that there are, with those of plugins. */
  readonly rules: readonly Rule[];
  /** The history that an event is part of: canon, or else the what-if that brings it. */
  historyOf(event: string): Promise<ChronicleInMemory & Answers>;
}

/** Some files that are one canon, checked again and again. */
export interface Project {
  readonly files: ProjectFiles;
  /** Of files that cannot be read, as they were last; undefined before the first check. */
  readonly reading: LastRead | undefined;
  /** Why a file cannot be read now. */
  readonly broken: readonly ValorisError[];
  /** Text that an editor holds, by real path; undefined: what is on the disk. */
  write(path: string, text: string | undefined): void;
  /** Reads and checks what changed since. */
  check(): Promise<void>;
  /** Whether a file, by path or real path, is part of it. */
  has(path: string): boolean;
}

/** Findings of one rule that are shown in an editor. */
const LIMIT = 500;

export function openProject(files: ProjectFiles): Project {
  const { paths, options } = files;
  const workspace = openWorkspace(paths, { recordedAt: Date.now(), ...options });
  const texts = new Map<string, string>();
  let reading: LastRead | undefined;
  let broken: readonly ValorisError[] = [];
  let missing: ReadonlySet<string> = new Set();

  const insteadOf = (path: string, key: string): (string | undefined)[] => {
    const last = missing.has(key) ? undefined : lastText(reading, path);
    return [...(last === undefined ? [] : [last]), ...(texts.has(key) ? [undefined] : [])];
  };

  const check = async (): Promise<void> => {
    const next = await readAnyway(workspace, insteadOf, (key) => texts.get(key));
    broken = next.errors;
    if (next.read === undefined) return;
    const { loaded, chronicle } = next.read;
    missing = next.missing;
    // Without a file of which nothing is known, others would seem to name what is not there.
    const result = missing.size === 0 ? checkCanon(loaded, chronicle, { ...options, limit: LIMIT }) : reading?.result;
    const canon = bindChronicle(chronicle);
    const historyOf = branches(loaded, canon, options);
    reading = { loaded, chronicle: canon, result, rules: options.rules ?? builtIn, historyOf };
  };

  return {
    files,
    get reading() {
      return reading;
    },
    get broken() {
      return broken;
    },
    write(path, text) {
      if (text === undefined) texts.delete(path);
      else texts.set(path, text);
      workspace.overlay(path, text);
    },
    check,
    has: (path) => reading?.loaded.sources.line(path, 1) !== undefined || broken.some(({ at }) => at?.path === path),
  };
}

/** What-ifs are resolved only once somebody asks for them. */
function branches(
  loaded: LoadedCanon,
  canon: ChronicleInMemory & Answers,
  options: ProjectFiles["options"],
): LastRead["historyOf"] {
  const resolved = new Map<string, Promise<ChronicleInMemory & Answers>>();
  return (id) => {
    const own = loaded.timelines.find(({ events }) => events.some(({ event }) => event.id === id))?.name;
    if (own === undefined || own === canon.timeline || canon.event(id) !== undefined) return Promise.resolve(canon);
    const known =
      resolved.get(own) ?? chronicleOf(loaded, { ...options, timeline: own }).then((branch) => bindChronicle(branch));
    resolved.set(own, known);
    return known;
  };
}

/** A file as it was when it could last be read. */
function lastText(reading: LastRead | undefined, path: string): string | undefined {
  const lines: string[] = [];
  for (let number = 1; ; number++) {
    const line = reading?.loaded.sources.line(path, number);
    if (line === undefined) return number === 1 ? undefined : lines.join("\n");
    lines.push(line);
  }
}
