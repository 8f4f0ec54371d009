import { ValorisError } from "../../../events/valorisError.ts";
import type { YamlFile } from "../yaml/yamlFile.ts";

/** A canon file that was read and decoded, wherever from. */
export interface SourceFile {
  /** As messages show it. */
  readonly path: string;
  readonly text: string;
  /** Nobody asked for it: it only lies under others, by `extends:`. */
  readonly base?: boolean;
  /** Paths of the files that it is laid over: same ids override theirs. Whatever is not a base overrides every base. */
  readonly over?: readonly string[];
  /** Where the text is a part of a file that is too large for one: the number of its first line. */
  readonly firstLine?: number;
  /** The text, already parsed by who followed `extends:`. */
  readonly yaml?: YamlFile;
}

/** YAML for people, NDJSON for programs. */
export type FileFormat = "yaml" | "ndjson";

const FORMATS: Readonly<Record<string, FileFormat>> = {
  yaml: "yaml",
  yml: "yaml",
  ndjson: "ndjson",
  jsonl: "ndjson",
  json: "ndjson",
};

/** How a file of this name is read; undefined where the name does not say. */
export function formatOfPath(path: string): FileFormat | undefined {
  return FORMATS[extensionOf(path)];
}

/**
 * How a file is read: by its name, or, without an extension (a pipe), by its first character.
 *
 * @throws ValorisError `canon/file-type`
 */
export function formatOf({ path, text }: { readonly path: string; readonly text: string }): FileFormat {
  const known = formatOfPath(path);
  if (known !== undefined) return known;
  const extension = extensionOf(path);
  if (extension === "") return /^\s*\{\s*"/.test(text.slice(0, 1000)) ? "ndjson" : "yaml";
  throw new ValorisError("canon/file-type", `${path} is no canon file: .${extension} is neither YAML nor NDJSON.`, {
    help: "Canon is read from .yaml, .yml, .ndjson, .jsonl and .json (one event a line); write it as one of these.",
    at: { path, line: 1 },
  });
}

function extensionOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot + 1).toLowerCase();
}
