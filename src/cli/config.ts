import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, parse, relative, resolve } from "node:path";
import type { Location } from "../index.ts";
import { configError, type ConfigFile, configFile, openConfigFile } from "./config/configFile.ts";
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
  const path = configPath(cwd);
  return path === undefined ? undefined : configOf(cwd, path, openConfigFile(relative(cwd, path), path));
}

/** Where the nearest configuration is. */
export const configPath = (cwd: string): string | undefined => findConfig(cwd, existsSync);

/** The same of files as they were: `bytesOf` gives what a full path held. @throws ValorisError `config/invalid` */
export function readConfigFrom(cwd: string, bytesOf: (path: string) => Uint8Array | undefined): Config | undefined {
  const path = findConfig(cwd, (one) => bytesOf(one) !== undefined);
  const bytes = path === undefined ? undefined : bytesOf(path);
  if (path === undefined || bytes === undefined) return undefined;
  return configOf(cwd, path, configFile(relative(cwd, path), bytes));
}

function configOf(cwd: string, path: string, file: ConfigFile): Config {
  const folder = dirname(path);
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
function findConfig(folder: string, isThere: (path: string) => boolean): string | undefined {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const path = join(current, CONFIG);
    if (isThere(path)) return path;
    if (dirname(current) === current) return undefined;
  }
}

/** The canon files that a configuration names, relative to `cwd`; of files that are gone (full paths), those that it would name. */
export async function canonFiles(
  patterns: readonly string[],
  folder: string,
  cwd: string,
  gone: readonly string[] = [],
): Promise<string[]> {
  const plain = patterns.filter((pattern) => !/[*?{[]/.test(pattern));
  const globs = patterns.filter((pattern) => !plain.includes(pattern));
  if (globs.length === 0) return plain.map((path) => relative(cwd, join(folder, path)));
  const found = [...(await globbed(globs, folder)), ...(gone.length === 0 ? [] : await matching(globs, folder, gone))];
  return [...plain, ...found.sort()].map((path) => relative(cwd, join(folder, path)));
}

/** Most configurations name no globs, and load nothing that knows them. */
async function globbed(globs: readonly string[], cwd: string): Promise<string[]> {
  const { glob } = await import("tinyglobby");
  return glob(globs, { cwd });
}

/** Globs are matched against what a disk holds: empty files stand for those that are gone. */
async function matching(globs: readonly string[], folder: string, gone: readonly string[]): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), "valoris-names-"));
  const inRoot = (path: string): string => join(root, relative(parse(path).root, path));
  try {
    await mkdir(inRoot(folder), { recursive: true });
    for (const path of gone) {
      await mkdir(dirname(inRoot(path)), { recursive: true });
      await writeFile(inRoot(path), "");
    }
    return await globbed(globs, inRoot(folder));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
