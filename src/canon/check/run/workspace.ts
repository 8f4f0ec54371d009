import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";
import { checkCanon, type CheckOptions, type CheckResult } from "./checkCanon.ts";
import { loadCanon } from "../../text/load/loadCanon.ts";
import type { LoadedCanon } from "../../text/statements/loadedCanon.ts";
import { chronicleOf, type ReadCanonOptions } from "../../sync/record/readCanon.ts";
import { type FileCache, readCanonFiles } from "../../text/files/files.ts";

/** Canon files while they are being written: whatever did not change is not read again. */
export interface Workspace {
  /** Text that an editor holds, in place of what is on the disk, by real path; undefined: what is on the disk again. */
  overlay(path: string, text: string | undefined): void;
  /** Reads what changed. @throws ValorisError `canon/…`, for what cannot be read */
  read(): Promise<{ readonly loaded: LoadedCanon; readonly chronicle: ChronicleInMemory }>;
  /** Checks everything. @throws ValorisError as `read`, and `check/unknown-rule` */
  check(): Promise<CheckResult>;
}

/** Opens files and folders, to be checked time and again. */
export function openWorkspace(
  paths: string | readonly string[],
  options: ReadCanonOptions & CheckOptions = {},
): Workspace {
  const overlays = new Map<string, string>();
  const cache: FileCache = new Map();
  const read: Workspace["read"] = async () => {
    const loaded = loadCanon(await readCanonFiles([paths].flat(), { overlays, cache }), options);
    return { loaded, chronicle: await chronicleOf(loaded, options) };
  };
  return {
    overlay(path, text) {
      if (text === undefined) overlays.delete(path);
      else overlays.set(path, text);
    },
    read,
    check: async () => {
      const { loaded, chronicle } = await read();
      return checkCanon(loaded, chronicle, options);
    },
  };
}
