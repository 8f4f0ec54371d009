import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

// What is published is tried, so it has to be built first; `npm run campaign` does.
export const CLI = join(ROOT, "dist/cli/main.js");
export const LIBRARY = join(ROOT, "dist/log/lmdb.js");
export const FIXTURE = join(ROOT, "fixtures/cardassian-advance.yaml");
