import { readHead } from "./pages/heads.ts";
import { openPageFile } from "./pages/pageFile.ts";

/** What LMDB's file says of itself before any of its trees is read. @throws as `readHead` */
export function inspectFile(path: string): { readonly isShort: boolean; readonly isEmpty: boolean } {
  const file = openPageFile(path);
  try {
    const { transaction, lastPage, pageSize } = readHead(file);
    // Asked last: meanwhile another process may have written more.
    return { isShort: file.size() < (lastPage + 1) * pageSize, isEmpty: transaction === 0 };
  } finally {
    file.close();
  }
}
