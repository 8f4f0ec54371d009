import { type Command, Option } from "commander";
import { ValorisError } from "../index.ts";
import { printError } from "./errors.ts";
import type { Terminal } from "./terminal.ts";

export function addLsp(program: Command, terminal: Terminal): void {
  program
    .command("lsp")
    .description("Speak the Language Server Protocol on stdin and stdout, for editors.")
    .option("--stdio", "the only way that it speaks; editors may say so")
    .addOption(new Option("--clientProcessId <pid>", "an editor may say who it is").hideHelp())
    .addHelpText(
      "after",
      `
An editor starts it; there is nothing to type. It reads the canon that the nearest valoris.config.yaml names, or
else all canon files of the workspace, with what is not saved yet, and gives: findings with both places as you
type, what an event changed and who somebody is on hover, definitions and references, completion of ids, types
and fields, and quick fixes.

Settings for VS Code, Neovim and Helix: docs/guide.md, “In your editor”.`,
    )
    .action(async () => {
      // Other commands do not pay for the protocol.
      const { serve } = await import("./lsp/server.ts");
      serve({
        input: process.stdin,
        output: process.stdout,
        version: program.version() ?? "",
        onEnd({ isShutDown, error }) {
          if (error instanceof ValorisError) printError(error, terminal);
          else if (error !== undefined) terminal.note(error.message);
          process.exit(error === undefined ? (isShutDown ? 0 : 1) : 2);
        },
      });
    });
}
