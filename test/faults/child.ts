import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface Child {
  readonly process: ChildProcess;
  /** What it has said so far. */
  readonly lines: string[];
  /** Its exit code, or the signal that ended it. */
  readonly end: Promise<number | string | null>;
  /** Resolves when it has said so many lines. */
  said(count: number): Promise<void>;
}

/** Starts one of the programs in children/, which end after a minute at the latest. */
export function startChild(name: string, ...args: readonly string[]): Child {
  const path = join(import.meta.dirname, "children", `${name}.ts`);
  const child = spawn(process.execPath, [path, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 60_000,
    killSignal: "SIGKILL",
  });
  const lines: string[] = [];
  const heard = new EventTarget();
  createInterface(child.stdout).on("line", (line) => {
    lines.push(line);
    heard.dispatchEvent(new Event("line"));
  });
  const end = new Promise<number | string | null>((resolve) => {
    child.once("close", (code, signal) => {
      resolve(signal ?? code);
      heard.dispatchEvent(new Event("line"));
    });
  });
  return {
    process: child,
    lines,
    end,
    async said(count) {
      while (lines.length < count && child.exitCode === null && child.signalCode === null)
        await new Promise((resolve) => heard.addEventListener("line", resolve, { once: true }));
      if (lines.length < count) throw new Error(`${name} ended after ${lines.length} lines, not ${count}`);
    },
  };
}
