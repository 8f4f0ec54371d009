import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";

/** Does something while every core of the machine has two others to serve. */
export async function onBusyMachine<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  const others = Array.from({ length: 2 * availableParallelism() }, () =>
    spawn(process.execPath, ["--eval", "console.log(); for (;;);"]),
  );
  try {
    await Promise.all(others.map(({ stdout }) => new Promise((resolve) => stdout.once("data", resolve))));
    return await work();
  } finally {
    for (const other of others) other.kill("SIGKILL");
  }
}

/** Keeps a processor at work for some seconds of the process's time. */
export function workFor(seconds: number): void {
  const used = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000_000;
  };
  for (const before = used(); used() < before + seconds; );
}
