import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { checkFiles } from "../../src/doors/canon.ts";
import type { Contender, Setting } from "../contender.ts";

/** Reads canon files and checks them by every rule: what `valoris check` does before it prints. */
export const checking = ({ folder, events }: Setting): Contender => ({
  run: async () => {
    const result = await checkFiles(folder, { limit: 100 });
    if (result.events < events) throw new Error(`${result.events} of ${events} events were checked`);
    return { events, rssAnon: residentBytes() };
  },
});

/** The bare limit: Node reads the same NDJSON and parses each line. */
export const readingJson = ({ folder, events }: Setting): Contender => ({
  run: async () => {
    let count = 0;
    for (const line of readFileSync(folder, "utf8").split("\n")) if (line !== "" && isObject(JSON.parse(line))) count++;
    if (count < events) throw new Error(`${count} of ${events} lines were parsed`);
    return { events, rssAnon: residentBytes() };
  },
});

/** The bare limit: the YAML parser alone, with positions. */
export const readingYaml = ({ folder, events }: Setting): Contender => ({
  run: async () => {
    for (const name of readdirSync(folder)) {
      const document = parseDocument(readFileSync(join(folder, name), "utf8"), { lineCounter: new LineCounter() });
      if (document.errors.length > 0) throw new Error(`${name} is no YAML`);
    }
    return { events, rssAnon: residentBytes() };
  },
});

const isObject = (value: unknown): boolean => typeof value === "object";

/** The most that the process ever held. */
const residentBytes = (): number => process.resourceUsage().maxRSS * 1024;
