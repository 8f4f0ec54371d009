/**
 * Wrote block-v1.bin and block-v1.json, once: `node test/golden/makeBlock.ts 1`. Blocks of a format that was ever released stay as
 * they are, and are read for ever; another format gets another number.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadCanon } from "../../src/doors/canon.ts";
import { encodeRows } from "../../src/events/codec.ts";

const FIXTURE = join(import.meta.dirname, "../../fixtures/cardassian-advance.yaml");
const MOST_OF_A_TYPE = 3;
const MOST = 60;

const { timelines } = loadCanon([{ path: FIXTURE, text: readFileSync(FIXTURE, "utf8") }]);
const ofType = new Map<string, number>();
const varied = timelines
  .flatMap(({ events }) => events.map(({ event }) => event))
  .filter(({ type }) => {
    ofType.set(type, (ofType.get(type) ?? 0) + 1);
    return (ofType.get(type) ?? 0) <= MOST_OF_A_TYPE;
  })
  .slice(0, MOST);

const path = join(import.meta.dirname, `block-v${process.argv[2]}`);
writeFileSync(`${path}.bin`, encodeRows(varied), { flag: "wx" });
writeFileSync(`${path}.json`, `${JSON.stringify(varied, null, 2)}\n`, { flag: "wx" });
console.log(`${varied.length} events of ${ofType.size} types`);
