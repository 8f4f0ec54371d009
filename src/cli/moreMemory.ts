import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import { getHeapStatistics } from "node:v8";

const MEBIBYTE = 1024 * 1024;
/** What reading and checking keep of a byte of a file, as measured, and what there is before. */
const KEPT = { ndjson: 10, yaml: 80, base: 150 * MEBIBYTE } as const;
/** Set for the process that has more memory, so that it asks for no more. */
const ASKED = "VALORIS_MEMORY";

/**
 * Where files are so large that they do not fit into the memory that the engine gives itself, the command is run again with as much as
 * they need, and this process ends as that one does.
 */
export function makeRoomFor(files: readonly string[]): void {
  const more = files.reduce((sum, path) => sum + keptOf(path), 0);
  // Nobody gives an engine too little for what comes with every start.
  if (more < MEBIBYTE) return;
  const needed = KEPT.base + more;
  if (needed < getHeapStatistics().heap_size_limit || process.env[ASKED] !== undefined) return;
  const megabytes = Math.round(Math.min(0.8 * totalmem(), 1.5 * needed) / MEBIBYTE);
  const { status } = spawnSync(
    process.execPath,
    [...process.execArgv, `--max-old-space-size=${megabytes}`, ...process.argv.slice(1)],
    { stdio: "inherit", env: { ...process.env, [ASKED]: String(megabytes) } },
  );
  process.exit(status ?? 2);
}

/** Whatever cannot be looked at is refused when it is read. */
function keptOf(path: string): number {
  try {
    const status = statSync(path);
    if (status.isFile()) return kept(path, status.size);
    if (!status.isDirectory()) return 0;
    const inside = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return inside.reduce((sum, { name, parentPath }) => {
      const file = join(parentPath, name);
      return CANON.test(file) ? sum + kept(file, statSync(file).size) : sum;
    }, 0);
  } catch {
    return 0;
  }
}

const CANON = /\.(?:ndjson|jsonl|json|ya?ml)$/i;
const kept = (path: string, bytes: number): number => bytes * (/\.ya?ml$/i.test(path) ? KEPT.yaml : KEPT.ndjson);
