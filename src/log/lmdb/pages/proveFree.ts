import type { TreeRecord } from "./heads.ts";
import { byNumber } from "./keyOrder.ts";
import { damagedFile, truncated } from "./pageErrors.ts";
import { uint64 } from "./pageFile.ts";
import { type Proving, proveTree } from "./proveTree.ts";

const WORD = 8;
const NAME = "the list of free pages";

/**
 * Proves the list of free pages, once everything that is used has been. By the transaction that freed them, it holds lists of page
 * numbers; in those of lmdb-js, 0 is no page, and a number below 0 says how many there are from the next one on (`mdb_midl_xmerge`
 * in midl.c). A page that is free and used would be written over.
 *
 * @throws ValorisError `log/damaged`, `log/truncated`
 */
export function proveFree(proving: Proving, record: TreeRecord): void {
  const { file, pages, lastPage, transaction, used } = proving;
  const wrong = (what: string): Error => damagedFile(file.path, `${NAME} ${what}`);
  const free: { readonly first: number; readonly count: number }[] = [];
  proveTree(proving, record, {
    name: NAME,
    order: byNumber,
    visit(key, list) {
      const by = key.length === WORD ? uint64(new DataView(key.buffer, key.byteOffset), 0) : 0;
      const length = list.byteLength < WORD ? Number.NaN : uint64(list, 0);
      if (by < 1 || by > transaction || !((length + 1) * WORD <= list.byteLength)) throw wrong("was altered");
      for (let i = 1; i <= length; i++) {
        const entry = int64(list, i * WORD);
        if (entry === 0) continue;
        const [first, count] = entry > 0 ? [entry, 1] : [i < length ? int64(list, ++i * WORD) : 0, -entry];
        if (first < 2 || first + count - 1 > lastPage) throw wrong(`names page ${first}, which is none`);
        free.push({ first, count });
      }
    },
  });
  let absent = 0;
  for (const { first, count } of free) {
    const end = Math.min(first + count, pages);
    for (let page = first; page < end; page++) {
      if (used[page] === 1) throw wrong(`names page ${page}, which is in use`);
      used[page] = 1;
    }
    absent += Math.max(first + count - Math.max(first, pages), 0);
  }
  // LMDB counts pages at the end of its file that were freed before they were ever written (mdb.c says so of `mm_last_pg`).
  if (absent < lastPage + 1 - pages) throw truncated(file.path);
}

const int64 = (bytes: DataView, at: number): number =>
  bytes.getInt32(at + 4, true) * 0x1_0000_0000 + bytes.getUint32(at, true);
