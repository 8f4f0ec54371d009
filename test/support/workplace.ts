import { execFile, execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { temporaryFolders } from "./temporaryFolders.ts";

// `npm test` builds first: these run what is published.
export const CLI = join(import.meta.dirname, "../../dist/cli/main.js");
export const FIXTURE = join(import.meta.dirname, "../../fixtures/cardassian-advance.yaml");

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder to run the command line in, and what happens there. */
export function workplaceIn(folders: ReturnType<typeof temporaryFolders>) {
  const cwd = folders.make();
  const valoris = (...args: string[]): Promise<Ran> =>
    new Promise((resolve) => {
      const env = { ...process.env, NO_COLOR: "1" };
      execFile(process.execPath, [CLI, ...args], { cwd, env, maxBuffer: 1 << 28 }, (error, out, err) =>
        resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, out, err }),
      );
    });
  return {
    cwd,
    valoris,
    file: (name: string, text: string): string => {
      writeFileSync(join(cwd, name), text);
      return name;
    },
    read: (name: string): string => readFileSync(join(cwd, name), "utf8"),
    json: async (...args: string[]) => JSON.parse((await valoris(...args, "--format", "json")).out),
    git: (committed: string, ...args: string[]): void => {
      const env = { ...process.env, GIT_COMMITTER_DATE: committed, GIT_AUTHOR_DATE: "2020-01-01T00:00:00Z" };
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd, env });
    },
  };
}
