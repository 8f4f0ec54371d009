import type { Command } from "commander";
import type { Terminal } from "./terminal.ts";
import { addArchive, addProtect } from "./timeline/archive.ts";
import { addBisect } from "./timeline/bisect.ts";
import { addBlame } from "./timeline/blame.ts";
import { addCarrying } from "./timeline/carry.ts";
import { addDiff } from "./timeline/diff.ts";
import { addEdits } from "./timeline/edit.ts";
import { addHangsOn } from "./timeline/hangsOn.ts";
import { addFork } from "./timeline/fork.ts";
import { addGraph, addList } from "./timeline/list.ts";
import { addHistory } from "./timeline/log.ts";
import { addTag } from "./timeline/tag.ts";

export function addTimeline(program: Command, terminal: Terminal): void {
  const timeline = program
    .command("timeline")
    .description("Branch history, change it, compare it, carry changes over, and ask what made it so.")
    .addHelpText(
      "after",
      `
Examples:
  $ valoris timeline fork what-if/no-valoris --of canon
  $ valoris timeline retract treaty-of-valoris-ratified --timeline what-if/no-valoris --reason "What if it had failed?"
  $ valoris timeline diff canon what-if/no-valoris
  $ valoris timeline bisect "nervousness.quadrant > 60"`,
    );
  const verbs = [
    addFork,
    addList,
    addGraph,
    addEdits,
    addHangsOn,
    addDiff,
    addCarrying,
    addHistory,
    addTag,
    addArchive,
    addProtect,
    addBisect,
    addBlame,
  ];
  for (const add of verbs) add(timeline, terminal);
}
