import { open, readdir, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { cwd as currentDirectory } from "node:process";
import { type Location, ValorisError } from "../../../events/valorisError.ts";
import { decodeParts } from "./decodeParts.ts";
import { followExtends, type OpenedFile, type TextPart } from "./followExtends.ts";
import { type CanonLimits, inMebibytes, LIMITS } from "../input/limits.ts";
import { formatOf, formatOfPath, type SourceFile } from "./sourceFile.ts";
import { parseYaml, type YamlFile } from "../yaml/yamlFile.ts";
import { getOrMake } from "../../../idioms/multimap.ts";

/** Files that were read before, by real path: what was not written since is not read again, what has the same text not parsed. */
export type FileCache = Map<string, { readonly file: OpenedFile; readonly written: string }>;

export interface ReadFilesOptions {
  /** What relative paths start from; the current directory if absent. */
  readonly cwd?: string;
  readonly limits?: CanonLimits;
  /** By real path: text that stands for what is on the disk. */
  readonly overlays?: ReadonlyMap<string, string>;
  /** Files that stand for those of a folder (a full path), as named from there; undefined: what is on the disk. */
  readonly filesOf?: (folder: string) => readonly string[] | undefined;
  /** @internal */
  readonly cache?: FileCache;
  /** Called for every file; `done` and `total` are characters, of the files found so far. */
  readonly onProgress?: (progress: { readonly doing: string; readonly done: number; readonly total: number }) => void;
}

/**
 * Reads canon files and folders (all their YAML and NDJSON, sorted by path), and what they lie over by `extends:`, bases first.
 *
 * @throws ValorisError `canon/no-file`, `canon/unreadable`, `canon/too-large`, `canon/encoding`, `canon/binary`,
 *   `canon/file-type`, `canon/yaml-syntax`, `canon/extends`
 * @example
 * import { loadCanon, readCanonFiles } from "valoris/canon";
 *
 * const { issues } = loadCanon(await readCanonFiles(["fixtures/cardassian-advance.yaml"]));
 */
export async function readCanonFiles(paths: readonly string[], options: ReadFilesOptions = {}): Promise<SourceFile[]> {
  const reader = fileReader(options);
  const asked: OpenedFile[] = [];
  const seen = new Set<string>();
  for (const path of paths)
    for (const file of await reader(path, undefined)) {
      if (!seen.has(file.key)) asked.push(file);
      seen.add(file.key);
    }
  return followExtends(asked, ({ target, at }, from) =>
    reader(isAbsolute(target) ? target : join(dirname(from), target), at),
  );
}

type Reader = (path: string, at: Location | undefined) => Promise<readonly OpenedFile[]>;

/** Opens a file, or all files of a folder; each file is read once, by whatever path. */
function fileReader(options: ReadFilesOptions): Reader {
  const { cwd = currentDirectory(), limits = LIMITS, overlays, filesOf, cache, onProgress } = options;
  const opened = new Map<string, Promise<OpenedFile>>();
  let done = 0;
  let total = 0;

  const openFile = async (path: string, at: Location | undefined): Promise<OpenedFile> => {
    // A pipe has no real path.
    const key = await realpath(resolve(cwd, path)).catch(() => resolve(cwd, path));
    return getOrMake(opened, key, () => read(path, key, at));
  };

  const read = async (path: string, key: string, at: Location | undefined): Promise<OpenedFile> => {
    const overlay = overlays?.get(key);
    const written = cache === undefined || overlay !== undefined ? "" : await whenWritten(key);
    const before = cache?.get(key);
    const isUntouched = written !== "" && before?.written === written;
    const isAsBefore = isUntouched && before.file.path === path;
    const parts = isAsBefore || overlay !== undefined ? [] : await readParts(path, key, at);
    const text = overlay ?? (isAsBefore ? before.file.text : (parts[0]?.text ?? ""));
    total += text.length;
    const isSame = isAsBefore || (parts.length <= 1 && before?.file.text === text && before.file.path === path);
    const file = isSame ? before.file : { key, path, text, rest: parts.slice(1), yaml: yamlOf(path, text, limits) };
    cache?.set(key, { file, written });
    done += text.length;
    onProgress?.({ doing: `reading ${path}`, done, total });
    return file;
  };

  const readParts = async (path: string, key: string, at: Location | undefined): Promise<TextPart[]> => {
    const isNdjson = formatOfPath(path) === "ndjson";
    const limit = isNdjson ? limits.ndjsonBytes : limits.yamlBytes;
    const bytes = await orRefuse<Uint8Array>(path, at, () => readBounded(key, path, limit));
    return decodeParts(bytes, path, isNdjson ? limits.partBytes : bytes.length);
  };

  return async (path, at) => {
    const full = resolve(cwd, path);
    // What stands for a file stands for one that is not there, too.
    const isOverlaid = overlays?.has(full) === true;
    const others = isOverlaid ? undefined : filesOf?.(full);
    const { isFolder } = await orRefuse(path, at, async () => ({
      isFolder: others !== undefined || (!isOverlaid && (await stat(full)).isDirectory()),
    }));
    if (!isFolder) return [await openFile(path, at)];
    const found = others?.map((file) => join(path, file)) ?? (await orRefuse(path, at, () => canonFilesIn(full, path)));
    if (found.length === 0) throw nothingIn(path, at);
    const files: OpenedFile[] = [];
    for (const inner of found.toSorted()) files.push(await openFile(inner, at));
    return files;
  };
}

/** Changes when a file is written or replaced; empty where that cannot be told. */
const whenWritten = (path: string): Promise<string> =>
  stat(path, { bigint: true }).then(
    ({ mtimeNs, ctimeNs, size, ino }) => [mtimeNs, ctimeNs, size, ino].join(" "),
    () => "",
  );

const yamlOf = (path: string, text: string, limits: CanonLimits): YamlFile | undefined =>
  formatOf({ path, text }) === "yaml" ? parseYaml(path, text, limits) : undefined;

const IN_FOLDERS = /\.(?:ya?ml|ndjson|jsonl)$/i;
/** The project's own settings are no canon. */
const NOT_CANON = /^(?:valoris\.config\.ya?ml|node_modules|\..*)$/;

/** Whether a folder that is given brings a file, by its path from there. */
export const isCanonIn = (path: string): boolean =>
  IN_FOLDERS.test(path) && !path.split(/[/\\]/).some((name) => NOT_CANON.test(name));

/** Paths below `shown` of what a folder holds; links to folders are not followed, so that there is no way around in circles. */
async function canonFilesIn(folder: string, shown: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (NOT_CANON.test(entry.name)) continue;
    const [path, named] = [join(folder, entry.name), join(shown, entry.name)];
    if (entry.isDirectory()) for (const inner of await canonFilesIn(path, named)) found.push(inner);
    else if (
      IN_FOLDERS.test(entry.name) &&
      (entry.isFile() || (await orRefuse<boolean>(named, undefined, async () => (await stat(path)).isFile())))
    )
      found.push(named);
  }
  return found;
}

/** The bytes of a file or pipe, refused once there are too many: a size alone cannot be believed. */
async function readBounded(path: string, shown: string, limit: number): Promise<Uint8Array> {
  const handle = await open(path, "r");
  try {
    const status = await handle.stat();
    if (status.size > limit) throw tooLarge(shown, limit);
    if (status.isFile()) {
      const bytes = await handle.readFile();
      if (bytes.length > limit) throw tooLarge(shown, limit);
      return bytes;
    }
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of handle.createReadStream({ autoClose: false, highWaterMark: 1 << 20 })) {
      if (!(chunk instanceof Uint8Array)) continue;
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) throw tooLarge(shown, limit);
    }
    return joined(chunks, length);
  } finally {
    await handle.close();
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const all = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all;
}

const tooLarge = (path: string, limit: number): ValorisError =>
  new ValorisError("canon/too-large", `${path} is larger than ${inMebibytes(limit)}.`, {
    help: "Split it, or write it as NDJSON, which may be larger.",
    at: { path, line: 1 },
  });

const nothingIn = (path: string, at: Location | undefined): ValorisError =>
  new ValorisError("canon/no-file", `The folder ${path} holds no canon: no .yaml, .yml, .ndjson or .jsonl.`, {
    help: "`valoris init` writes a first file.",
    ...(at === undefined ? {} : { at }),
  });

/** What the system says about a file, in words. */
async function orRefuse<T>(path: string, at: Location | undefined, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (cause) {
    if (cause instanceof ValorisError) throw cause;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    const [id, message, help] = REASONS[code] ?? [
      "canon/unreadable",
      `cannot be read${code === "" ? "" : ` (${code})`}`,
      "See whether it is a file or a folder.",
    ];
    throw new ValorisError(id, `${path} ${message}.`, { help, cause, ...(at === undefined ? {} : { at }) });
  }
}

const REASONS: Readonly<Record<string, readonly [string, string, string]>> = {
  ENOENT: [
    "canon/no-file",
    "does not exist",
    "Check the path; it is relative to where you are, and in `extends:` to the file. Of a link, it is what it leads to.",
  ],
  ENOTDIR: ["canon/no-file", "does not exist: a part of the path is a file, not a folder", "Check the path."],
  EACCES: ["canon/unreadable", "may not be read", "Change its permissions."],
  EPERM: ["canon/unreadable", "may not be read", "Change its permissions."],
  ELOOP: ["canon/unreadable", "is a link that leads back to itself", "Correct the link."],
  ENAMETOOLONG: ["canon/no-file", "is too long for a path", "Check the path."],
};
