/** The same world from both logs that Node has: what is told must not depend on where events are kept. */
import { mkdtempSync } from "node:fs";
import { memoryLog } from "valoris";
import { lmdbLog } from "valoris/log/lmdb";
import { tellWorld } from "./world.js";

const now = () => 0;
const [inMemory, onDisk] = [memoryLog({ now }), lmdbLog(mkdtempSync("log-"), { now })];
const [told, again] = [JSON.stringify(await tellWorld(inMemory)), JSON.stringify(await tellWorld(onDisk))];
await onDisk.close();
if (told !== again) throw new Error(`From memory:\n${told}\nand from LMDB:\n${again}`);
console.log(told);
