import { damagedFile, notALogFile, otherStore, truncated } from "./pageErrors.ts";
import { bytesFor, type PageFile, uint64 } from "./pageFile.ts";

/** `MDB_db`: what LMDB keeps of a tree. */
export interface TreeRecord {
  readonly flags: number;
  readonly depth: number;
  readonly branchPages: number;
  readonly leafPages: number;
  readonly overflowPages: number;
  readonly entries: number;
  /** Undefined of an empty tree. */
  readonly root: number | undefined;
}

/** `MDB_meta`, of the last transaction. */
export interface Head {
  readonly pageSize: number;
  readonly lastPage: number;
  /** 0 of a file in which nothing was ever committed. */
  readonly transaction: number;
  readonly free: TreeRecord;
  readonly main: TreeRecord;
}

interface Meta extends Head {
  readonly page: number;
  readonly isMeta: boolean;
  readonly magic: number;
  readonly version: number;
}

/** Bytes of the header of every page. */
export const PAGE_HEADER = 24;
const META_FLAG = 0x08;
const MAGIC = 0xbeefc0de;
const DATA_VERSION = 2;
const LENGTH = PAGE_HEADER + 144;
const AT = {
  page: 0,
  created: 8,
  flags: 18,
  magic: 24,
  version: 28,
  free: 48,
  main: 96,
  lastPage: 144,
  transaction: 152,
} as const;
const PAGE_SIZES: readonly number[] = [512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536];
const NO_PAGE = 0xffff_ffff;
const TREE = { flags: 4, depth: 6, branchPages: 8, leafPages: 16, overflowPages: 24, entries: 32, root: 40 } as const;
/** Bytes of a `MDB_db`. */
export const TREE_LENGTH = 48;

/** Keys are whole numbers: those of the list of free pages alone. The other low bits and encryption would change how they are read. */
const INTEGER_KEYS = 0x08;
const ORDERING = 0x20ff;

/** Others may be writing: a head is read while it changes, or the pages of an older state are given to a newer one. */
const TRIES = 10;
/** Pages, 4 GiB or more: no list of free pages excuses that many missing ones, and LMDB would map them. */
const MISSING = 1_048_576;

/**
 * The newer of the file's two heads. A transaction writes one of them, by turns: transaction N that of page N mod 2, and the root of the
 * main tree. Where their numbers are not neighbours or not those of their roots, somebody altered one, and the last transaction would
 * be lost without a word.
 *
 * @throws ValorisError `log/not-a-log`, `log/truncated`, `log/damaged`, `log/newer-format`
 */
export function readHead(file: PageFile): Head {
  for (let tries = 1; tries < TRIES; tries++)
    try {
      return readOnce(file);
    } catch {
      // Asked again.
    }
  return readOnce(file);
}

/** Of its heads, whatever their trees are like: cheap enough to be asked before each write. @throws as `readHead` */
export function newestTransaction(file: PageFile): number {
  const [first, second] = readMetas(file);
  return Math.max(first.transaction, second.transaction);
}

function readOnce(file: PageFile): Head {
  const metas = readMetas(file);
  const [newer, older] = metas[1].transaction > metas[0].transaction ? [metas[1], metas[0]] : metas;
  const isNew = newer.transaction === 0 && metas.every(isEmpty);
  const follows = newer.transaction === older.transaction + 1 && newer.page === newer.transaction % 2;
  if (newer.lastPage >= Math.ceil(file.size() / newer.pageSize) + MISSING) throw truncated(file.path);
  if (!isNew && !(follows && isOfItsRoot(file, newer) && isOfItsRoot(file, older)))
    throw damagedFile(file.path, "its last transaction was not written as its heads say");
  return newer;
}

/** @throws ValorisError if they are none, or not of one file */
function readMetas(file: PageFile): readonly [Meta, Meta] {
  const { path } = file;
  const first = readMeta(file, 0);
  if (first?.magic !== MAGIC) {
    if (PAGE_SIZES.some((at) => readMeta(file, at)?.magic === MAGIC)) throw damagedFile(path, LOST);
    throw notALogFile(path);
  }
  if ((first.version & 0xffff) !== DATA_VERSION) throw otherStore(path, first.version & 0xffff);
  const { pageSize } = first;
  if (!PAGE_SIZES.includes(pageSize)) throw damagedFile(path, `it says that its pages have ${pageSize} bytes`);
  const second = readMeta(file, pageSize);
  if (second === undefined) throw truncated(path);
  for (const [number, { page, isMeta, magic, version, pageSize: size, free, main }] of [first, second].entries()) {
    const isMarked = page === number && isMeta && magic === MAGIC;
    const isOrdered = (free.flags & ORDERING) === INTEGER_KEYS && main.flags === 0;
    if (!isMarked || !isOrdered || version !== first.version || size !== pageSize) throw damagedFile(path, LOST);
  }
  return [first, second];
}

const LOST = "one of its two heads was altered";

const isEmpty = ({ lastPage, free, main }: Meta): boolean =>
  lastPage === 1 && free.root === undefined && main.root === undefined;

/** Every transaction writes that page anew, and none of the next two writes over it. */
function isOfItsRoot(file: PageFile, { pageSize, lastPage, transaction, main }: Meta): boolean {
  if (main.root === undefined) return main.entries === 0;
  if (main.root > lastPage) return false;
  const header = bytesFor(PAGE_HEADER);
  if (!file.read(main.root * pageSize, header)) throw truncated(file.path);
  return uint64(header, AT.page) === main.root && uint64(header, AT.created) === transaction;
}

function readMeta(file: PageFile, at: number): Meta | undefined {
  const bytes = bytesFor(LENGTH);
  if (!file.read(at, bytes)) return undefined;
  return {
    page: uint64(bytes, AT.page),
    isMeta: bytes.getUint16(AT.flags, true) === META_FLAG,
    magic: bytes.getUint32(AT.magic, true),
    version: bytes.getUint32(AT.version, true),
    pageSize: bytes.getUint32(AT.free, true),
    free: readTree(bytes, AT.free),
    main: readTree(bytes, AT.main),
    lastPage: uint64(bytes, AT.lastPage),
    transaction: uint64(bytes, AT.transaction),
  };
}

export function readTree(bytes: DataView, at: number): TreeRecord {
  const isEmpty =
    bytes.getUint32(at + TREE.root, true) === NO_PAGE && bytes.getUint32(at + TREE.root + 4, true) === NO_PAGE;
  return {
    flags: bytes.getUint16(at + TREE.flags, true),
    depth: bytes.getUint16(at + TREE.depth, true),
    branchPages: uint64(bytes, at + TREE.branchPages),
    leafPages: uint64(bytes, at + TREE.leafPages),
    overflowPages: uint64(bytes, at + TREE.overflowPages),
    entries: uint64(bytes, at + TREE.entries),
    root: isEmpty ? undefined : uint64(bytes, at + TREE.root),
  };
}
