import { spawn } from "node:child_process";
import { devNull } from "node:os";

/**
 * What a repository's own settings may name to be run (git-config(1)), each turned off: settings on the command line are above those
 * of the repository. Its hooks, its monitor of files and its diffs by others too; none of them has a say in what was written when.
 */
const OFF = [
  ["safe.bareRepository", "explicit"],
  ["core.fsmonitor", "false"],
  ["core.hooksPath", devNull],
  ["core.attributesFile", devNull],
  ["core.pager", "cat"],
  ["core.editor", "false"],
  ["core.askPass", ""],
  ["core.sshCommand", "false"],
  ["core.gitProxy", ""],
  ["core.alternateRefsCommand", "false"],
  ["core.useReplaceRefs", "false"],
  ["credential.helper", ""],
  ["diff.external", ""],
  ["gpg.program", "false"],
  ["log.showSignature", "false"],
  ["protocol.allow", "never"],
  ["submodule.recurse", "false"],
].flatMap(([name, value]) => ["-c", `${name}=${value}`]);

/** Of the caller's: where git and its settings are. `GIT_DIR` and the like speak of another repository, that of a hook we may run in. */
const KEPT = /^GIT_(?:EXEC_PATH|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|CEILING_DIRECTORIES|SSL_.*)$/;

function environment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_") || KEPT.test(name));
  return {
    ...Object.fromEntries(inherited),
    // Nothing is fetched, whatever a partial clone lacks: a transport is a command of the repository's, too.
    GIT_ALLOW_PROTOCOL: "",
    GIT_NO_LAZY_FETCH: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    GIT_LITERAL_PATHSPECS: "1",
    GIT_ATTR_NOSYSTEM: "1",
    ...own,
  };
}

export interface GitCall {
  /** What it reads on stdin. */
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Exit codes that are no failure; 0 if absent. */
  readonly codes?: readonly number[];
}

/** git did not do what it was asked. `message` is what it said, in a line. */
export class GitFailure extends Error {
  override readonly name = "GitFailure";
  /** There is no git here. */
  readonly isMissing: boolean;
  constructor(message: string, isMissing = false) {
    super(message);
    this.isMissing = isMissing;
  }
}

/**
 * The one place where git is run: reading a repository runs nothing that is in it. It is asked where a repository is and what a
 * revision names, and for objects, from a repository of our own (objects.ts). What looks at the work tree (`diff`, `status`, `blame`
 * without a commit) runs the filters that the repository's attributes name, and there is no setting against all of them.
 *
 * @throws GitFailure
 */
export function git(
  folder: string,
  args: readonly string[],
  { input, env = {}, codes = [0] }: GitCall = {},
): Promise<Buffer> {
  return new Promise((done, fail) => {
    const child = spawn("git", ["--no-pager", ...OFF, "-C", folder, ...args], { env: environment(env) });
    const out: Buffer[] = [];
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => void out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => void (said = `${said}${chunk.toString()}`.slice(0, MOST_SAID)));
    child.on("error", (error: NodeJS.ErrnoException) => fail(new GitFailure(error.message, error.code === "ENOENT")));
    child.on("close", (code) => {
      if (code !== null && codes.includes(code)) done(Buffer.concat(out));
      else fail(new GitFailure(reasonIn(said)));
    });
    // It may end before it has read everything.
    child.stdin.on("error", () => {});
    child.stdin.end(input ?? "");
  });
}

const MOST_SAID = 10_000;

/** The first line with which git ends for good, or else the last that it said. */
function reasonIn(said: string): string {
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  const reason = lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines.at(-1) ?? "it failed without a word";
  return reason.replace(/^(?:fatal|error): /, "").replace(/\.$/, "");
}
