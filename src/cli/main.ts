#!/usr/bin/env node
import { answeredAtOnce } from "./atOnce.ts";

if (!answeredAtOnce(process.argv.slice(2))) {
  keepCompiled();
  const { start } = await import("./start.ts");
  await start();
}

/** Where Node can (from 22.1 on), it keeps what it compiled for the next time; nothing, where it may not write. */
function keepCompiled(): void {
  const enable: unknown = Reflect.get(process.getBuiltinModule("node:module"), "enableCompileCache");
  if (typeof enable === "function") enable();
}
