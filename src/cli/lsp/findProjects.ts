import { open } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { glob } from "tinyglobby";
import type { CheckOptions, ReadCanonOptions } from "../../doors/canon.ts";
import { ValorisError } from "../../index.ts";
import { canonFiles, readConfig } from "../config.ts";
import { readSettings } from "../settings.ts";

/** Where the files of a project are said to be, and which they are. */
export interface ProjectFiles {
  /** Tells two projects apart: the folder of a configuration or of a workspace, or a lone file. */
  readonly key: string;
  readonly paths: readonly string[];
  /** What the configuration settles besides. */
  readonly options: ReadCanonOptions & CheckOptions;
  /** Changes with the options. */
  readonly settings: string;
  /** Plugins that the configuration names, and that nobody trusts so far. */
  readonly withheld: readonly string[];
}

const NO_OPTIONS = { options: {}, settings: "", withheld: [] };

/**
 * What the nearest configuration of a folder names; undefined where there is none, or it names no canon. Its plugins are loaded where
 * the workspace is trusted: they are programs.
 *
 * @throws ValorisError
 */
export async function configured(folder: string, isTrusted: boolean): Promise<ProjectFiles | undefined> {
  const config = readConfig(folder);
  if (config?.canon === undefined) return undefined;
  const paths = await canonFiles(config.canon, config.folder, config.folder);
  const settings = JSON.stringify([isTrusted, config.data]);
  const { options, withheld } = await optionsOf(config.folder, settings, isTrusted);
  return { key: config.folder, paths: paths.map((path) => resolve(config.folder, path)), options, settings, withheld };
}

/** By folder; plugins are loaded again only when the configuration changes. */
const known = new Map<string, { readonly settings: string; readonly read: Promise<Configured> }>();

type Configured = Pick<ProjectFiles, "options" | "withheld">;

function optionsOf(folder: string, settings: string, isTrusted: boolean): Promise<Configured> {
  const before = known.get(folder);
  if (before?.settings === settings) return before.read;
  const read = readOptions(folder, isTrusted);
  known.set(folder, { settings, read });
  return read;
}

async function readOptions(folder: string, isTrusted: boolean): Promise<Configured> {
  try {
    const { reading, checking, withheld } = await readSettings(folder, { mayRun: () => isTrusted });
    return { options: { ...reading, ...checking }, withheld };
  } catch (error) {
    if (!(error instanceof ValorisError) || error.at === undefined) throw error;
    const { code, message, help, at } = error;
    const place = { ...at, path: resolve(folder, at.path) };
    throw new ValorisError(code, message, { at: place, ...(help === undefined ? {} : { help }) });
  }
}

/** All files below a folder that look like canon. */
export async function allIn(folder: string): Promise<ProjectFiles> {
  const found = await glob(["**/*.{yaml,yml,ndjson,jsonl}"], {
    cwd: folder,
    ignore: ["**/node_modules/**", "**/valoris.config.{yaml,yml}"],
    followSymbolicLinks: false,
  });
  const paths: string[] = [];
  for (const path of found.sort()) {
    const full = join(folder, path);
    const start = await startOf(full).catch(() => "");
    if (looksLikeCanon(full, start)) paths.push(full);
  }
  return { key: folder, paths, ...NO_OPTIONS };
}

const MUCH = 65_536;

async function startOf(path: string): Promise<string> {
  const handle = await open(path, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MUCH), 0, MUCH, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Other programs have YAML files, too, and they are no canon with errors. */
export function looksLikeCanon(path: string, start: string): boolean {
  if (/\.(?:ndjson|jsonl|json)$/i.test(path)) return /^\s*\{.*"type"\s*:\s*"[A-Z]/m.test(start);
  return /^(?:canon|branch|documents|entities|events|retract|amend):/m.test(start);
}

/** A file by itself. */
export const ofItself = (path: string): ProjectFiles => ({ key: path, paths: [path], ...NO_OPTIONS });

export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`);
}
