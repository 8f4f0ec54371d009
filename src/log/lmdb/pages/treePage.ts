import { PAGE_HEADER, TREE_LENGTH } from "./heads.ts";
import { uint64 } from "./pageFile.ts";

/** A page of a tree: a header, then a list of where its nodes are; the nodes fill it from its end on. */
export type TreePage = DataView<ArrayBuffer>;

export const BRANCH = 0x01;
export const LEAF = 0x02;
const OVERFLOW = 0x04;
const AT = { page: 0, created: 8, flags: 18, lower: 20, upper: 22, pages: 20 } as const;
/** `MDB_node`: a header, the key, and in a leaf the value, or what says where that is. */
const NODE = { child: 0, size: 0, flags: 4, keySize: 6, key: 8 } as const;
const ELSEWHERE = 0x01;
const IS_TREE = 0x02;
/** `MDB_ovpage` */
const OVERFLOW_AT = { page: 0, pages: 16, length: 24 } as const;

export interface PageRange {
  readonly first: number;
  readonly count: number;
}

/** The transaction that wrote it. */
export const createdIn = (page: TreePage): number => uint64(page, AT.created);
export const nodesIn = (page: TreePage): number => page.getUint16(AT.lower, true) >> 1;
const nodeAt = (page: TreePage, i: number): number => PAGE_HEADER + page.getUint16(PAGE_HEADER + 2 * i, true);

export const keyAt = (page: TreePage, i: number): number => nodeAt(page, i) + NODE.key;
export const keyLength = (page: TreePage, i: number): number => page.getUint16(nodeAt(page, i) + NODE.keySize, true);

/** Of a node in a branch: the page that it leads to. */
export function childPage(page: TreePage, i: number): number {
  const node = nodeAt(page, i);
  return page.getUint32(node + NODE.child, true) + page.getUint16(node + NODE.flags, true) * 0x1_0000_0000;
}

/** Of a node in a leaf, as all that follow. */
export const isTree = (page: TreePage, i: number): boolean => flagsOf(page, i) === IS_TREE;
export const valueAt = (page: TreePage, i: number): number => keyAt(page, i) + keyLength(page, i);
export const valueLength = (page: TreePage, i: number): number => page.getUint32(nodeAt(page, i) + NODE.size, true);
const flagsOf = (page: TreePage, i: number): number => page.getUint16(nodeAt(page, i) + NODE.flags, true);

/** The pages that a value has for itself. */
export function overflowOf(page: TreePage, i: number): PageRange | undefined {
  if (flagsOf(page, i) !== ELSEWHERE) return undefined;
  const at = valueAt(page, i);
  return { first: uint64(page, at + OVERFLOW_AT.page), count: uint64(page, at + OVERFLOW_AT.pages) };
}

/** What is wrong with a page, as the rest of a sentence about it. */
export function flawOf(page: TreePage, number: number, kind: number, newest: number): string | undefined {
  if (uint64(page, AT.page) !== number) return "says that it is another";
  if (page.getUint16(AT.flags, true) !== kind) return `is no ${kind === LEAF ? "leaf" : "branch"}`;
  // LMDB would take it for one that it is about to write.
  if (createdIn(page) > newest) return "is younger than what leads to it";
  const lower = page.getUint16(AT.lower, true);
  const upper = page.getUint16(AT.upper, true);
  const room = page.byteLength - PAGE_HEADER;
  const nodes = lower >> 1;
  if (lower % 2 !== 0 || lower > upper || upper > room || nodes < (kind === LEAF ? 1 : 2)) return "has lost its nodes";
  let filled = 0;
  for (let i = 0; i < nodes; i++) {
    const end = endOf(page, i, kind);
    if (end === undefined || nodeAt(page, i) < PAGE_HEADER + upper) return "has a node that is not in it";
    filled += end - nodeAt(page, i);
  }
  return filled === room - upper ? undefined : "has nodes that do not fill it";
}

/** Where a node ends; undefined if that is not in the page, or it is of no kind that a log has. */
function endOf(page: TreePage, i: number, kind: number): number | undefined {
  const node = nodeAt(page, i);
  if (node % 2 !== 0 || node + NODE.key > page.byteLength) return undefined;
  let end = node + NODE.key + page.getUint16(node + NODE.keySize, true);
  if (kind === LEAF) {
    const flags = flagsOf(page, i);
    const size = valueLength(page, i);
    if (flags > IS_TREE || (flags === IS_TREE && size !== TREE_LENGTH)) return undefined;
    end += flags === ELSEWHERE ? OVERFLOW_AT.length : size;
  }
  end += end % 2;
  return end > page.byteLength ? undefined : end;
}

/** The same of the header of pages that hold one value. */
export function overflowFlawOf(header: DataView, { first, count }: PageRange, newest: number): string | undefined {
  if (uint64(header, AT.page) !== first) return "says that it is another";
  if (header.getUint16(AT.flags, true) !== OVERFLOW) return "holds no value";
  if (uint64(header, AT.created) > newest) return "is younger than what leads to it";
  return header.getUint32(AT.pages, true) === count ? undefined : "says that its value is of another size";
}
