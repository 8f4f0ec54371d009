import { memoryLog } from "valoris";
import { tellWorld } from "./world.js";

globalThis.told = tellWorld(memoryLog({ now: () => 0 })).then((world) => JSON.stringify(world));
