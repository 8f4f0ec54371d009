import type { Chronicle } from "../timelines/chronicle.ts";
import { checkCanon, type CheckOptions, type CheckResult } from "./checkCanon.ts";
import { loadCanon } from "./loadCanon.ts";
import type { LoadedCanon } from "./loadedCanon.ts";
import { chronicleOf, type ReadCanonOptions } from "./readCanon.ts";
import type { SourceFile } from "./source/sourceFile.ts";

/** Canon files as they are being written. */
export interface Workspace {
  /** Puts a file in, or other text in its place. */
  set(file: SourceFile): void;
  remove(path: string): void;
  /** Reads what changed. @throws ValorisError `canon/…`, for what cannot be read */
  read(): Promise<{ readonly loaded: LoadedCanon; readonly chronicle: Chronicle }>;
  /** Checks everything. @throws ValorisError as `read` */
  check(): Promise<CheckResult>;
}

/** Opens a workspace: files are put in one by one, and read again only where they changed. */
export function createWorkspace(options: ReadCanonOptions & CheckOptions = {}): Workspace {
  const files = new Map<string, SourceFile>();
  const read: Workspace["read"] = async () => {
    const loaded = loadCanon([...files.values()], options);
    return { loaded, chronicle: await chronicleOf(loaded, options) };
  };
  return {
    set: (file) => void files.set(file.path, file),
    remove: (path) => void files.delete(path),
    read,
    check: async () => {
      const { loaded, chronicle } = await read();
      return checkCanon(loaded, chronicle, options);
    },
  };
}
