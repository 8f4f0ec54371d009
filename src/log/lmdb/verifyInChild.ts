import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ValorisError } from "../../events/valorisError.ts";
import type { Verification, VerifyOptions } from "../verifyLog.ts";

export interface ChildTask {
  readonly directory: string;
  readonly expectHead?: VerifyOptions["expectHead"];
}

type Progress = Parameters<NonNullable<VerifyOptions["onProgress"]>>[0];

/** One of these; or none, as a sign of life. */
export interface ChildMessage {
  readonly progress?: Progress;
  readonly verification?: Verification;
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly help: string | undefined;
    readonly details: Readonly<Record<string, unknown>>;
  };
}

export interface VerifyInChildOptions extends VerifyOptions {
  /** ms without a sign of life after which the child is given up; 60 000 if absent. */
  readonly patience?: number;
}

/** Beside this file, as TypeScript in the sources and as JavaScript in the package. */
const CHILD = fileURLToPath(import.meta.url).replace(/verifyInChild(\.[jt]s)$/, "verifyChild$1");
const commandLine = (task: ChildTask): string[] => [CHILD, JSON.stringify(task)];

/**
 * `verifyLog` of the log in a folder, and all that appends rely on, in a process of its own: should the file be damaged in a way that
 * nobody thought of, LMDB may end the process that reads it, or never come back.
 *
 * @throws ValorisError `log/damaged` or `log/truncated` where that happens; otherwise as `lmdbLog` and `verifyLog`
 */
export async function verifyInChild(
  directory: string,
  { expectHead, onProgress, patience = 60_000 }: VerifyInChildOptions = {},
): Promise<Verification> {
  const task = { directory, ...(expectHead === undefined ? {} : { expectHead }) };
  const child = spawn(process.execPath, commandLine(task), { stdio: ["ignore", "pipe", "pipe"] });
  let last: ChildMessage = {};
  let proved = 0;
  let complaint = "";
  let timer = setTimeout(() => child.kill("SIGKILL"), patience);
  child.stderr.on("data", (text: Buffer) => (complaint = `${complaint}${text.toString()}`.slice(-2000)));
  createInterface(child.stdout).on("line", (line) => {
    clearTimeout(timer);
    timer = setTimeout(() => child.kill("SIGKILL"), patience);
    last = JSON.parse(line) as ChildMessage;
    if (last.progress === undefined) return;
    proved = last.progress.commits;
    onProgress?.(last.progress);
  });
  const end = await new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
  }).finally(() => clearTimeout(timer));
  return answerOf(last) ?? died(directory, `${end}, after at least ${proved} commits`, complaint);
}

function answerOf({ verification, error }: ChildMessage): Verification | undefined {
  if (error === undefined) return verification;
  const { code, message, help, details } = error;
  throw new ValorisError(code, message, { ...(help === undefined ? {} : { help }), details });
}

function died(directory: string, end: string, complaint: string): never {
  throw new ValorisError("log/damaged", `Reading the log ends the process (${directory}: ${end}).`, {
    help: "Its file is damaged beyond single commits: restore it from a copy.",
    details: { directory, complaint },
  });
}
