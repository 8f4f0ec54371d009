import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git, type GitCall, GitFailure } from "../git.ts";
import type { Repository } from "./repository.ts";

/** Ids of the blobs of a commit, by path from the root; of all, or of some. @throws GitFailure */
export async function blobsOf(
  repository: Repository,
  commit: string,
  only: readonly string[] = [],
): Promise<ReadonlyMap<string, string>> {
  const asked = ["ls-tree", "-r", "-z", "--full-tree", commit, "--", ...only];
  const listed = (await askObjects(repository, commit, asked)).toString();
  const blobs = new Map<string, string>();
  for (const entry of listed.split("\0")) {
    const [, id, path] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? [];
    if (id !== undefined && path !== undefined) blobs.set(path, id);
  }
  return blobs;
}

/** What blobs hold, by id. @throws GitFailure where the clone lacks one */
export async function contentsOf(repository: Repository, ids: Iterable<string>): Promise<ReadonlyMap<string, Buffer>> {
  const wanted = [...new Set(ids)];
  const [first] = wanted;
  if (first === undefined) return new Map();
  const out = await askObjects(repository, first, ["cat-file", "--batch"], { input: `${wanted.join("\n")}\n` });
  const contents = new Map<string, Buffer>();
  let at = 0;
  for (const id of wanted) {
    const end = out.indexOf("\n", at);
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(out.toString("latin1", at, end))?.[1];
    if (end === -1 || size === undefined) throw new GitFailure(`${id} is missing in this clone`);
    const start = end + 1;
    at = start + Number(size) + 1;
    contents.set(id, out.subarray(start, at - 1));
  }
  return contents;
}

/** Which commit wrote each line of a file as a commit has it, as `git blame --porcelain` prints it. @throws GitFailure */
export const blameOf = async (repository: Repository, commit: string, path: string): Promise<string> =>
  (await askObjects(repository, commit, ["blame", "--porcelain", "--no-textconv", commit, "--", path])).toString();

/**
 * Asks about objects from a repository of our own, which has nothing but them: no settings, no attributes and no hooks are there, and
 * nothing from which a missing object could be fetched.
 */
async function askObjects(
  { common }: Repository,
  id: string,
  args: readonly string[],
  call: GitCall = {},
): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "valoris-git-"));
  try {
    for (const name of ["refs", "objects"]) await mkdir(join(folder, name));
    await writeFile(join(folder, "HEAD"), "ref: refs/heads/none\n");
    await writeFile(join(folder, "config"), id.length === SHA1 ? BARE_SHA1 : BARE_SHA256);
    // Without it, the history of a shallow clone ends with an error.
    await copyFile(join(common, "shallow"), join(folder, "shallow")).catch(() => {});
    const env = { GIT_DIR: folder, GIT_OBJECT_DIRECTORY: join(common, "objects") };
    return await git(folder, args, { ...call, env });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const SHA1 = 40;
const BARE_SHA1 = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n";
const BARE_SHA256 = "[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = sha256\n";
