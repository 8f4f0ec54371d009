import { type Head, readHead, readTree, type TreeRecord } from "./heads.ts";
import { damagedFile } from "./pageErrors.ts";
import { openPageFile, type PageFile } from "./pageFile.ts";
import { proveFree } from "./proveFree.ts";
import { type Proving, proveTree } from "./proveTree.ts";

/**
 * Proves what LMDB takes for granted, without LMDB: every page of every tree, and the list of free pages, none of which is in use.
 * `check` is told what the main tree holds, itself and as trees, before these are read. While others write, the pages of a state stay
 * in place only for whoever has a transaction of LMDB's open.
 *
 * @throws ValorisError `log/damaged`, `log/truncated`, and what `check` throws
 */
export function provePages(
  path: string,
  check: (values: ReadonlyMap<string, Uint8Array>, trees: ReadonlySet<string>) => void,
): void {
  const file = openPageFile(path);
  try {
    const head = readHead(file);
    const proving = beginProving(file, head);
    const values = new Map<string, Uint8Array>();
    const trees = new Map<string, TreeRecord>();
    proveTree(proving, head.main, {
      name: "the tree of trees",
      visit(key, value, isTree) {
        if (isTree) trees.set(nameIn(key), readTree(value, 0));
        else values.set(nameIn(key), new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice());
      },
    });
    check(values, new Set(trees.keys()));
    for (const [name, record] of trees) {
      if (record.flags !== 0) throw damagedFile(path, `the tree “${name}” says that it is of another kind`);
      proveTree(proving, record, { name: `the tree “${name}”` });
    }
    proveFree(proving, head.free);
  } finally {
    file.close();
  }
}

function beginProving(file: PageFile, { pageSize, lastPage, transaction }: Head): Proving {
  // Asked after the head: its transaction had written all of its pages before.
  const pages = Math.min(Math.floor(file.size() / pageSize), lastPage + 1);
  return { file, pageSize, pages, lastPage, transaction, used: new Uint8Array(pages) };
}

const decoder = new TextDecoder();
/** lmdb-js ends the names of trees with a 0. */
const nameIn = (key: Uint8Array): string => decoder.decode(key).replace(/\0$/, "");
