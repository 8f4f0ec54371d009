import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { newFolder } from "../workspace.ts";

const PROGRAM = join(import.meta.dirname, "../../dist/cli/main.js");
const CPU_TIME = join(import.meta.dirname, "../cpuTime.ts");

/** How a command ended, and what it took of the processors with all that it started, seconds. */
export interface Ended {
  readonly seconds: number;
  readonly code: number | null;
  readonly errors: string;
}

/** Runs the program as it is built; it is ended after a time, and then has no code. */
export function runCommand(args: readonly string[], cwd: string, limit: number): Promise<Ended> {
  const file = newFolder("cpu");
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd,
    env: { ...process.env, NODE_OPTIONS: `--import=${CPU_TIME}`, VALORIS_BENCH_CPU: file, NO_COLOR: "1" },
    stdio: ["ignore", "ignore", "pipe"],
    timeout: limit * 1000,
    killSignal: "SIGKILL",
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    if (errors.length < 10_000) errors += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, errors, seconds: code === null ? limit : addedTo(file) });
    });
  });
}

function addedTo(file: string): number {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  rmSync(file);
  return lines.reduce((sum, ms) => sum + Number(ms), 0) / 1000;
}

/** A command as a line of a report: long arguments are cut. */
export const commandLine = (args: readonly string[]): string =>
  args.map((arg) => (arg.length > 30 ? `${arg.slice(0, 27)}…` : arg)).join(" ");
