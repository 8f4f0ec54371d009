import { Option, type Command } from "commander";
import type { Format } from "../input.ts";

export interface LogOptions {
  readonly log?: string;
  readonly timeline: string;
  readonly format: Format;
}

/** What every command about a log takes. */
export function withLog(command: Command, timeline: string): Command {
  return command
    .option("-l, --log <folder>", "the log; default: that of valoris.config.yaml")
    .option("-t, --timeline <name>", timeline, "canon")
    .addOption(
      new Option("-f, --format <format>", "how to print").choices(["pretty", "json", "ndjson"]).default("pretty"),
    );
}
