import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { canon } from "./canon.ts";
import type { Flat } from "./history.ts";

/** Writes a canon as NDJSON. */
export function writeNdjson(path: string, size: number): string {
  const file = openSync(path, "w");
  let batch: string[] = [];
  for (const flat of canon(size)) {
    batch.push(`${JSON.stringify(flat)}\n`);
    if (batch.length === 10_000) {
      writeSync(file, batch.join(""));
      batch = [];
    }
  }
  writeSync(file, batch.join(""));
  closeSync(file);
  return path;
}

/** Writes a canon as so many YAML files, an event a block as people write it. */
export function writeYaml(folder: string, size: number, files: number): string {
  mkdirSync(folder, { recursive: true });
  const events = [...canon(size)];
  const part = Math.ceil(events.length / files);
  for (let i = 0; i < files; i++)
    writeFileSync(
      join(folder, `part-${i}.yaml`),
      `events:\n${events
        .slice(i * part, (i + 1) * part)
        .map(block)
        .join("")}`,
    );
  return folder;
}

const block = ({ source: _source, ...flat }: Flat): string =>
  `  - ${Object.entries(flat)
    .map(([field, value]) => `${field}: ${written(value)}`)
    .join("\n    ")}\n`;

/** Flow style for what is inside; plain text where it can be. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value === "string") return /^[a-z][a-z0-9 -]*[a-z0-9]$/.test(value) ? value : JSON.stringify(value);
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(([field, inner]) => `${field}: ${written(inner)}`)
      .join(", ")} }`;
  return String(value);
}
