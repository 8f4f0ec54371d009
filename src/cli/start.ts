import { fail, run } from "./run.ts";
import { processTerminal } from "./terminal.ts";

/** Runs the command line of this process. */
export async function start(): Promise<void> {
  const terminal = processTerminal();

  // What Node prints of an error that nobody caught is what its message says, raw.
  process.on("uncaughtException", (error) => {
    fail(error, terminal);
    process.exit();
  });

  await run(process.argv.slice(2), terminal);
}
