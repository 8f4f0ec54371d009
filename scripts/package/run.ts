import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What a command printed. @throws Error with all that it printed, when it fails or takes minutes */
export async function run(command: string, args: readonly string[], cwd = "."): Promise<string> {
  try {
    const shell = process.platform === "win32"; // npm and tsc are scripts there
    return (await promisify(execFile)(command, args, { cwd, shell, timeout: 180_000 })).stdout;
  } catch (error) {
    const { stdout = "", stderr = "", message = "" } = error as { stdout?: string; stderr?: string; message?: string };
    throw new Error(`${[command, ...args].join(" ")} failed:\n${`${stdout}${stderr}`.trim() || message}`, {
      cause: error,
    });
  }
}
