import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { devNull, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { git } from "../git.ts";

/** Lines, the first of them counted from 1, and how many: none after line `from` where `count` is 0. */
export interface LineRange {
  readonly from: number;
  readonly count: number;
}

/** Lines that stand where others stood. */
export interface Hunk {
  readonly was: LineRange;
  readonly now: LineRange;
}

export type Texts = ReadonlyMap<string, Uint8Array>;

/** How a text came about: of which it was made, and what differs. */
export interface TextChange {
  readonly from: string;
  readonly hunks: readonly Hunk[];
}

/** No settings: not the user's, and here is no repository. */
const NO_SETTINGS = { GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_COUNT: "0" };
const DIFF =
  "diff --no-index --text -U0 --inter-hunk-context=0 -M --ignore-cr-at-eol --no-color --no-ext-diff --no-textconv --src-prefix=a/ --dst-prefix=b/"
    .split(" ")
    .concat(`-O${devNull}`);

/**
 * What differs between texts, by name; a text under a new name is compared with one that is gone, if most of it is the same. Names that
 * are not in the result are of new texts. Compared are copies, where no repository has a say: line endings count for nothing.
 *
 * @throws GitFailure
 */
export async function lineChanges(before: Texts, after: Texts): Promise<ReadonlyMap<string, TextChange>> {
  const both = [...after.keys()].filter((name) => before.has(name));
  const changes = new Map(both.map((name): [string, TextChange] => [name, { from: name, hunks: [] }]));
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const folder = await mkdtemp(join(tmpdir(), "valoris-diff-"));
  try {
    // By number: a name may be anything.
    for (const [side, texts] of [
      ["a", before],
      ["b", after],
    ] as const) {
      await mkdir(join(folder, side));
      for (const [i, name] of names.entries()) {
        const text = texts.get(name);
        if (text !== undefined) await writeFile(join(folder, side, String(i)), text);
      }
    }
    const env = { ...NO_SETTINGS, GIT_CEILING_DIRECTORIES: dirname(folder) };
    const diff = await git(folder, [...DIFF, "--", "a", "b"], { env, codes: [0, 1] });
    for (const { was, now, hunks } of readDiff(diff.toString("latin1"))) {
      const [from, name] = [names[was], names[now]];
      if (from !== undefined && name !== undefined) changes.set(name, { from, hunks });
    }
    return changes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface FileDiff {
  readonly was: number;
  readonly now: number;
  readonly hunks: Hunk[];
}

function readDiff(diff: string): FileDiff[] {
  const files: FileDiff[] = [];
  let file: FileDiff | undefined;
  for (const line of diff.split("\n")) {
    // Content begins with a sign or a space: no line of it looks like these.
    if (line.startsWith("diff --git ")) {
      // What is new has `b/b/…` on both sides, and what is gone `a/…`.
      const [, was, now] = /^diff --git a\/a\/(\d+) b\/b\/(\d+)$/.exec(line) ?? [];
      file = was === undefined ? undefined : { was: Number(was), now: Number(now), hunks: [] };
      if (file !== undefined) files.push(file);
    }
    const [, a, as = "1", b, bs = "1"] = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (a === undefined) continue;
    file?.hunks.push({
      was: { from: Number(a), count: Number(as) },
      now: { from: Number(b), count: Number(bs) },
    });
  }
  return files;
}
