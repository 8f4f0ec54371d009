import { existsSync } from "node:fs";

// npm prepares a clone after installing and before packing; and, saying nothing, when `npx valoris` is run in it. What is built then stays as
// it is: somebody may be running it.
const isRunByNpx = process.env["npm_command"] === "exec";
if (!isRunByNpx || !existsSync("dist/cli/main.js")) await import("./build.ts");
