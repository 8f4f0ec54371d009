/** Takes a log's lock, says so, and keeps it until it is killed. */
import { writeSync } from "node:fs";
import { openStore } from "../../../src/log/lmdb/openStore.ts";

const [directory = ""] = process.argv.slice(2);
const { root } = openStore(directory, {});
root.transactionSync(() => {
  writeSync(1, "held\n");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 55_000);
});
