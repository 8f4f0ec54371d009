import type { Contender, Setting } from "./contender.ts";
import { bareHeap } from "./peers/bareHeap.ts";
import { emmettMemoryFold } from "./peers/emmettMemory.ts";
import { emmettSqliteAppend, emmettSqliteFold } from "./peers/emmettSqlite.ts";
import { checking, readingJson, readingYaml } from "./valoris/check.ts";
import { simjsHold } from "./peers/simjs.ts";
import { simpy2Hold, simpyHold } from "./peers/simpy.ts";
import { valorisAppend } from "./valoris/append.ts";
import { whatIfAlone, whatIfByOne, whatIfByTwo } from "./valoris/ensembles.ts";
import { holdFast, holdSlow } from "./valoris/hold.ts";
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
  "hold, 50 a year": holdFast,
  "hold, 1 a year": holdSlow,
  "hold, SimPy 3": simpyHold,
  "hold, SimPy 2": simpy2Hold,
  "hold, simjs": simjsHold,
  "hold, bare heap": bareHeap,
  "what-if, a process": whatIfAlone,
  "what-if, 1 worker": whatIfByOne,
  "what-if, 2 workers": whatIfByTwo,
} satisfies Readonly<Record<string, (setting: Setting) => Contender | Promise<Contender>>>;

export type ContenderName = keyof typeof contenders;
