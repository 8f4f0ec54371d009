import { execFile, execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLI, type Place, type Ran, valorisAt } from "./inThisProcess.ts";
import type { temporaryFolders } from "./temporaryFolders.ts";

export const FIXTURE = join(import.meta.dirname, "../../fixtures/cardassian-advance.yaml");

/** Runs a program in a process of its own, with nothing to read. */
export function ranApart(program: string, args: readonly string[], { cwd, env = {} }: Place = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd: cwd ?? process.cwd(), env: { ...process.env, NO_COLOR: "1", ...env }, maxBuffer: 1 << 28 };
    const child = execFile(program, args, options, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, out, err }),
    );
    child.stdin?.end();
  });
}

/** The command in a process of its own: for tests of what is a process's, such as its signals and its streams. */
export const valorisApart = (place: Place, words: readonly string[]): Promise<Ran> =>
  ranApart(process.execPath, [CLI, ...words], place);

/** A folder to run the command line in, and what happens there. */
export function workplaceIn(folders: ReturnType<typeof temporaryFolders>) {
  const cwd = folders.make();
  const valoris = (...args: string[]): Promise<Ran> => valorisAt({ cwd }, args);
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
