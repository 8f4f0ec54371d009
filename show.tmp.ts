import { readFileSync } from "node:fs";
import { checkText } from "./test/support/checkText.ts";
import { renderPretty } from "./src/canon/findings/renderPretty.ts";
for (const path of process.argv.slice(2)) {
 const t=performance.now();
 const r = await checkText([{ path, text: readFileSync(path, "utf8") }], { possible: true });
 console.log(renderPretty(r, { width: 110 }) + "\n", performance.now()-t);
}
