import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { glob } from "tinyglobby";
import type { Location } from "../index.ts";
import { configError, openConfigFile } from "./config/configFile.ts";
import { type ConfigIssue, configIssues } from "./config/configIssues.ts";
import { type ConfigData, configSchema } from "./config/configSchema.ts";

export const CONFIG = "valoris.config.yaml";

/** What the nearest configuration says, with paths relative to where one is. */
export interface Config {
  /** Files, folders and globs; undefined where it names none. */
  readonly canon: readonly string[] | undefined;
  readonly log: string;
  readonly folder: string;
  /** Everything, as it is written. */
  readonly data: ConfigData;
  place(path: ConfigIssue["path"], part?: ConfigIssue["part"]): Location;
  /** What is thrown for mistakes that only show later. */
  refuse(...issues: readonly [ConfigIssue, ...ConfigIssue[]]): never;
}

/** @throws ValorisError `config/invalid`, `config/unreadable` */
export function readConfig(cwd: string): Config | undefined {
  const path = findConfig(cwd);
  if (path === undefined) return undefined;
  const folder = dirname(path);
  const file = openConfigFile(relative(cwd, path), path);
  const refuse: Config["refuse"] = (...issues) => {
    throw configError(issues, file);
  };
  const parsed = configSchema.safeParse(file.value ?? {}, { reportInput: true });
  if (!parsed.success) {
    const [first, ...others] = configIssues(parsed.error.issues, configSchema, file.kind.name);
    return refuse(first ?? { path: [], part: "value", message: "The configuration is not right." }, ...others);
  }
  const { canon, log } = parsed.data;
  return {
    canon: canon === undefined ? undefined : [canon].flat(),
    log: relative(cwd, resolve(folder, log)) || ".",
    folder,
    data: parsed.data,
    place: file.place,
    refuse,
  };
}

/** The nearest configuration file, from a folder upwards. */
function findConfig(folder: string): string | undefined {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const path = join(current, CONFIG);
    if (existsSync(path)) return path;
    if (dirname(current) === current) return undefined;
  }
}

/** The canon files that a configuration names, relative to `cwd`. */
export async function canonFiles(patterns: readonly string[], folder: string, cwd: string): Promise<string[]> {
  const plain = patterns.filter((pattern) => !/[*?{[]/.test(pattern));
  const globs = patterns.filter((pattern) => !plain.includes(pattern));
  const found = globs.length === 0 ? [] : await glob(globs, { cwd: folder });
  return [...plain, ...found.sort()].map((path) => relative(cwd, join(folder, path)));
}
