import { lmdbLog } from "../lmdb.ts";
import { type Verification, verifyLog, type VerifyOptions } from "../verifyLog.ts";
import { closeStore, openStore } from "./openStore.ts";
import { verifyIds } from "./verifyIds.ts";

/** All that is proved of a log in a folder: its pages, its commits, and what leads to them. @throws as `lmdbLog` */
export async function verifyFolder(
  directory: string,
  options: VerifyOptions & { readonly onAlive?: () => void } = {},
): Promise<Verification> {
  const log = lmdbLog(directory, { readOnly: true, distrustful: true });
  let verification: Verification;
  try {
    verification = await verifyLog(log, options);
  } finally {
    await log.close();
  }
  const store = openStore(directory, { readOnly: true });
  try {
    return { ...verification, problems: [...verification.problems, ...verifyIds(store, options.onAlive)] };
  } finally {
    await closeStore(store);
  }
}
