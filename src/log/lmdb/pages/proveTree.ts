import { PAGE_HEADER, type TreeRecord } from "./heads.ts";
import { byBytes, type KeyOrder } from "./keyOrder.ts";
import { damagedFile, truncated } from "./pageErrors.ts";
import { bytesFor, type PageFile } from "./pageFile.ts";
import {
  BRANCH,
  childPage,
  createdIn,
  flawOf,
  isTree,
  keyAt,
  keyLength,
  LEAF,
  nodesIn,
  overflowFlawOf,
  overflowOf,
  type PageRange,
  type TreePage,
  valueAt,
  valueLength,
} from "./treePage.ts";

/** A file whose pages are being proved. */
export interface Proving {
  readonly file: PageFile;
  readonly pageSize: number;
  /** Those that the file has of them. */
  readonly pages: number;
  readonly lastPage: number;
  /** The newest. */
  readonly transaction: number;
  /** By page: 1 where something uses it. */
  readonly used: Uint8Array;
}

export interface TreeUse {
  /** For what is said of it. */
  readonly name: string;
  readonly order?: KeyOrder;
  /** Gets every entry, in the order of keys; what it gets is the next one's afterwards. */
  readonly visit?: (key: Uint8Array, value: DataView, isTree: boolean) => void;
}

/** `CURSOR_STACK` in mdb.c. */
const DEEPEST = 32;
const DISORDER = "has keys that do not ascend";

/**
 * Walks a tree from its root, and proves that LMDB can: each page is what leads to it says, and used once; each node lies in its page;
 * keys ascend from leaf to leaf; the record counts them right. What values say is not looked at.
 *
 * @throws ValorisError `log/damaged`, `log/truncated`
 */
export function proveTree(proving: Proving, record: TreeRecord, { name, order = byBytes, visit }: TreeUse): void {
  const { file, pageSize } = proving;
  // A page, and behind it the key that none may be below that comes after.
  const bytes = new Uint8Array(2 * pageSize);
  const page: TreePage = new DataView(bytes.buffer, 0, pageSize);
  const header = bytesFor(PAGE_HEADER);
  let leastLength = 0;
  let mayEqual = true;
  let [branchPages, leafPages, overflowPages, entries] = [0, 0, 0, 0];

  const wrong = (number: number, what: string): Error => damagedFile(file.path, `page ${number}, of ${name}, ${what}`);
  const provePage = (number: number, level: number, newest: number): void => {
    claim(proving, { first: number, count: 1 }, name);
    if (!file.read(number * pageSize, page)) throw truncated(file.path);
    const kind = level === record.depth ? LEAF : BRANCH;
    const flaw = flawOf(page, number, kind, newest);
    if (flaw !== undefined) throw wrong(number, flaw);
    if (kind === LEAF) proveLeaf(number);
    else proveBranch(number, level);
  };
  const proveBranch = (number: number, level: number): void => {
    branchPages++;
    const created = createdIn(page);
    const children = Array.from({ length: nodesIn(page) }, (_, i) => ({
      child: childPage(page, i),
      key: bytes.slice(keyAt(page, i), keyAt(page, i) + keyLength(page, i)),
    }));
    for (const [i, { child, key }] of children.entries()) {
      // The first stands for all keys that are below the second.
      if (i > 0) {
        bytes.set(key);
        if (order(bytes, 0, key.length, pageSize, leastLength) <= 0) throw wrong(number, DISORDER);
        setLeast(0, key.length, true);
      }
      provePage(child, level + 1, created);
    }
  };
  const proveLeaf = (number: number): void => {
    leafPages++;
    const nodes = nodesIn(page);
    let before = pageSize;
    let beforeLength = leastLength;
    for (let i = 0; i < nodes; i++) {
      const key = keyAt(page, i);
      const length = keyLength(page, i);
      const difference = order(bytes, key, length, before, beforeLength);
      if (difference < 0 || (difference === 0 && !(i === 0 && mayEqual))) throw wrong(number, DISORDER);
      before = key;
      beforeLength = length;
      const overflow = overflowOf(page, i);
      if (overflow !== undefined) proveOverflow(overflow, valueLength(page, i), createdIn(page));
      visit?.(bytes.subarray(key, key + length), valueOf(i, overflow), isTree(page, i));
    }
    setLeast(before, beforeLength, false);
    entries += nodes;
  };
  const setLeast = (at: number, length: number, orEqual: boolean): void => {
    bytes.copyWithin(pageSize, at, at + length);
    leastLength = length;
    mayEqual = orEqual;
  };
  const proveOverflow = (overflow: PageRange, length: number, newest: number): void => {
    const { first, count } = overflow;
    if (count !== Math.ceil((PAGE_HEADER + length) / pageSize)) throw wrong(first, "is of another size than its value");
    claim(proving, overflow, name);
    if (!file.read(first * pageSize, header)) throw truncated(file.path);
    const flaw = overflowFlawOf(header, overflow, newest);
    if (flaw !== undefined) throw wrong(first, flaw);
    overflowPages += count;
  };
  const valueOf = (i: number, overflow: PageRange | undefined): DataView => {
    const length = valueLength(page, i);
    if (overflow === undefined) return new DataView(bytes.buffer, valueAt(page, i), length);
    const value = bytesFor(length);
    if (!file.read(overflow.first * pageSize + PAGE_HEADER, value)) throw truncated(file.path);
    return value;
  };

  const { root, depth } = record;
  if (depth > DEEPEST || (root === undefined) !== (depth === 0))
    throw damagedFile(file.path, `${name} has lost its root`);
  if (root !== undefined) provePage(root, 1, proving.transaction);
  const isCounted =
    branchPages === record.branchPages &&
    leafPages === record.leafPages &&
    overflowPages === record.overflowPages &&
    entries === record.entries;
  if (!isCounted) throw damagedFile(file.path, `${name} counts its pages or entries wrong`);
}

/** @throws ValorisError `log/damaged`, `log/truncated` where they are no pages, or used already, or not there */
function claim({ file, pages, lastPage, used }: Proving, { first, count }: PageRange, by: string): void {
  if (first < 2 || first + count - 1 > lastPage)
    throw damagedFile(file.path, `${by} leads to page ${first}, which is none`);
  if (first + count > pages) throw truncated(file.path);
  for (let page = first; page < first + count; page++) {
    if (used[page] === 1) throw damagedFile(file.path, `page ${page}, of ${by}, is used twice`);
    used[page] = 1;
  }
}
