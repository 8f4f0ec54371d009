import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { glob } from "tinyglobby";
import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { ValorisError } from "../events/valorisError.ts";

export const CONFIG = "valoris.config.yaml";

const configSchema = z.strictObject({
  canon: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe("Files, folders or globs, relative to this file."),
  log: z.string().min(1).default(".valoris").describe("The folder of the log, relative to this file."),
});

/** What the nearest configuration says, with paths relative to where one is. */
export interface Config {
  /** Files, folders and globs; undefined where it names none. */
  readonly canon: readonly string[] | undefined;
  readonly log: string;
  readonly folder: string;
}

/** @throws ValorisError `config/invalid` */
export function readConfig(cwd: string): Config | undefined {
  const path = findConfig(cwd);
  if (path === undefined) return undefined;
  const folder = dirname(path);
  const at = { path: relative(cwd, path), line: 1 };
  const parsed = configSchema.safeParse(readYaml(path, at) ?? {});
  if (!parsed.success)
    throw new ValorisError(
      "config/invalid",
      `The configuration is not right: ${parsed.error.issues[0]?.message ?? ""}.`,
      {
        at,
        help: "It may have `canon: canon/` (files, folders or globs) and `log: .valoris` (a folder).",
      },
    );
  const { canon, log } = parsed.data;
  return {
    canon: canon === undefined ? undefined : [canon].flat(),
    log: relative(cwd, resolve(folder, log)) || ".",
    folder,
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

function readYaml(path: string, at: { path: string; line: number }): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = error.linePos?.[0].line ?? 1;
    throw new ValorisError("config/invalid", `The configuration is no YAML: ${error.message.split("\n")[0]}`, {
      at: { ...at, line },
    });
  }
}
