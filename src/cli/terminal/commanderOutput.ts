import type { OutputConfiguration } from "commander";
import type { Terminal } from "../terminal.ts";

/** What commander adds below an error, on a line of its own. */
const SUGGESTION = /\n(\(Did you mean [^\n]*\?\))$/;

/** commander's help and errors by the terminal: an argument in an error is what somebody typed, line feeds and all. */
export const commanderOutput = ({ out, note }: Pick<Terminal, "out" | "note">): OutputConfiguration => ({
  writeOut: (help) => out(help.trimEnd().split("\n")),
  writeErr: (help) => note(help.trimEnd().split("\n")),
  outputError(text) {
    const error = text.trimEnd();
    const [, suggestion] = SUGGESTION.exec(error) ?? [];
    note(suggestion === undefined ? error : [error.replace(SUGGESTION, ""), suggestion]);
  },
});
