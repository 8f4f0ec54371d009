import { readFileSync } from "node:fs";
import { editing } from "../../doors/canon.ts";
import { defined } from "../../idioms/defined.ts";
import { type Location, ValorisError } from "../../index.ts";
import type { ConfigIssue, ConfigPath } from "./configIssues.ts";

/** What a file of this form is, and the code of its mistakes. */
export interface FileKind {
  readonly name: string;
  readonly invalid: string;
}

export const CONFIGURATION: FileKind = { name: "The configuration", invalid: "config/invalid" };

/** A configuration file, or one like it, as plain data that knows its places. */
export interface ConfigFile {
  readonly kind: FileKind;
  readonly value: unknown;
  /** Where a part is written; what is missing, at what should have it. */
  place(path: ConfigPath, part?: "key" | "value"): Location;
}

/** @param path as messages show it @throws ValorisError `config/unreadable`, and as its kind says */
export const openConfigFile = (path: string, full: string, kind = CONFIGURATION): ConfigFile =>
  configFile(path, bytesOf(path, full), kind);

/** Of what such a file holds, wherever it was read. @throws ValorisError as its kind says */
export function configFile(path: string, bytes: Uint8Array, kind = CONFIGURATION): ConfigFile {
  const yaml = parse(path, bytes, kind);
  return {
    kind,
    value: yaml.value,
    place: (steps, part = "value") => {
      let found: ReturnType<editing.YamlFile["child"]> = { key: undefined, value: yaml.root };
      let whole = true;
      for (const step of steps) {
        const next = yaml.child(found?.value, step);
        whole = next !== undefined;
        if (next === undefined) break;
        found = next;
      }
      const atKey = part === "key" || !whole;
      return yaml.locate((atKey ? found?.key : undefined) ?? found?.value ?? found?.key);
    },
  };
}

/** The first mistake, as they stand in the file, with how many others there are. */
export function configError(issues: readonly [ConfigIssue, ...ConfigIssue[]], file: ConfigFile): ValorisError {
  const placed = issues.map(({ path, part, ...issue }) => ({ ...issue, at: file.place(path, part) }));
  const { message, help, at } = placed.reduce((first, one) => (isBefore(one.at, first.at) ? one : first));
  const others = placed.length - 1;
  const more =
    others === 0
      ? undefined
      : others === 1
        ? "There is one more mistake in it."
        : `There are ${others} more mistakes in it.`;
  const advice = [help, more].filter((part) => part !== undefined).join(" ");
  return new ValorisError(file.kind.invalid, message, { at, ...(advice === "" ? {} : { help: advice }) });
}

const isBefore = (a: Location, b: Location): boolean =>
  a.line < b.line || (a.line === b.line && (a.column ?? 0) < (b.column ?? 0));

function bytesOf(path: string, full: string): Uint8Array {
  try {
    return readFileSync(full);
  } catch (error) {
    throw new ValorisError(
      "config/unreadable",
      `${path} cannot be read: ${error instanceof Error ? error.message : ""}`,
      {
        cause: error,
        help: "It has to be a file that you may read.",
      },
    );
  }
}

function parse(path: string, bytes: Uint8Array, kind: FileKind): editing.YamlFile {
  try {
    return editing.parseYaml(path, editing.decodeText(bytes, path));
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    const { message, help, at } = error;
    throw new ValorisError(kind.invalid, message, {
      ...defined({ help, at }),
    });
  }
}
