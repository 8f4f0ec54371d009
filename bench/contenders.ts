import type { Contender, Setting } from "./contender.ts";
import { emmettMemoryFold } from "./peers/emmettMemory.ts";
import { emmettSqliteAppend, emmettSqliteFold } from "./peers/emmettSqlite.ts";
import { checking, readingJson, readingYaml } from "./valoris/check.ts";
import { valorisAppend } from "./valoris/append.ts";
import { blocksAlone, foldAlone, pagesAlone, replayOfLog } from "./valoris/replay.ts";

export const contenders = {
  replay: replayOfLog,
  "fold without RxJS": foldAlone,
  "decoding blocks": blocksAlone,
  "decoding pages": pagesAlone,
  "emmett-sqlite": emmettSqliteFold,
  "emmett in memory": emmettMemoryFold,
  append: valorisAppend,
  "append, first": valorisAppend,
  "append, tenth": valorisAppend,
  "append, emmett-sqlite": emmettSqliteAppend,
  "checking NDJSON": checking,
  "reading JSON": readingJson,
  "checking YAML": checking,
  "reading YAML": readingYaml,
} satisfies Readonly<Record<string, (setting: Setting) => Contender | Promise<Contender>>>;

export type ContenderName = keyof typeof contenders;
