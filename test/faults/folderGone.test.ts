import { cpSync, renameSync, rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { temporaryFolders } from "../support/temporaryFolders.ts";
import { idsOf, noted, readAll } from "./events.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

test.each<[string, (directory: string) => void]>([
  ["deleted", (directory) => rmSync(directory, { recursive: true })],
  ["moved", (directory) => renameSync(directory, `${directory}-moved`)],
  [
    "replaced by a copy",
    (directory) => {
      cpSync(directory, `${directory}-copy`, { recursive: true });
      rmSync(directory, { recursive: true });
      renameSync(`${directory}-copy`, directory);
    },
  ],
])("what is written to a log whose folder was %s is not acknowledged", async (_, change) => {
  const directory = folders.make();
  const log = lmdbLog(directory);
  await log.append("canon", [noted("a")]);
  change(directory);
  await expect(log.append("canon", [noted("b")])).rejects.toMatchObject({ code: "log/missing" });
  await expect(log.append("canon", [noted("b")], { unchecked: true })).rejects.toMatchObject({ code: "log/missing" });
  await expect(log.fork("what-if", "canon")).rejects.toMatchObject({ code: "log/missing" });
  await log.close();
});

test("a copy in place of a log is as it was copied", async () => {
  const directory = folders.make();
  const log = lmdbLog(directory);
  await log.append("canon", [noted("a")]);
  cpSync(directory, `${directory}-copy`, { recursive: true });
  rmSync(directory, { recursive: true });
  renameSync(`${directory}-copy`, directory);
  await log.append("canon", [noted("b")]).catch(() => {});
  await log.close();
  const again = lmdbLog(directory);
  expect(idsOf(await readAll(again))).toEqual(["a"]);
  await again.close();
});
