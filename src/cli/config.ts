import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { glob } from "tinyglobby";
import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { ValorisError } from "../events/valorisError.ts";

export const CONFIG = "valoris.config.yaml";

const configSchema = z.strictObject({
  canon: z.union([z.string(), z.array(z.string())]).describe("Files, folders or globs, relative to this file."),
});

/** The nearest configuration file, from a folder upwards. */
export function findConfig(folder: string): string | undefined {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const path = join(current, CONFIG);
    if (existsSync(path)) return path;
    if (dirname(current) === current) return undefined;
  }
}

/** The canon files that a configuration names, relative to `cwd`. @throws ValorisError `config/invalid` */
export async function canonOf(config: string, cwd: string): Promise<string[]> {
  const folder = dirname(config);
  const at = { path: relative(cwd, config), line: 1 };
  const parsed = configSchema.safeParse(readYaml(config, at));
  if (!parsed.success)
    throw new ValorisError(
      "config/invalid",
      `The configuration is not right: ${parsed.error.issues[0]?.message ?? ""}.`,
      {
        at,
        help: "It needs one entry: `canon: canon/` (files, folders or globs).",
      },
    );
  const patterns = [parsed.data.canon].flat();
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
