import { readFileSync } from "node:fs";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { packageEntries } from "./packageEntries.ts";

/** Publishes nothing that publint or are-the-types-wrong has something to say about. */
export async function checkPublication(tarball: string): Promise<void> {
  const bytes = readFileSync(tarball);
  const problems = [...(await lint(bytes)), ...(await wrongTypes(bytes))];
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

async function lint({ buffer, byteOffset, byteLength }: Buffer<ArrayBuffer>): Promise<string[]> {
  const tarball = buffer.slice(byteOffset, byteOffset + byteLength);
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false }) ?? message.code}`);
}

async function wrongTypes(bytes: Buffer): Promise<string[]> {
  const analysis = await checkPackage(createPackageFromTarballData(bytes));
  if (!analysis.types) return ["are-the-types-wrong: there are no types"];
  const { entrypoints, problems } = analysis;
  const unseen = packageEntries().filter(({ path }) => entrypoints[path] === undefined);
  const wrong = Object.entries(entrypoints).flatMap(([path, { resolutions }]) =>
    // How those resolve who can use ES modules: its profile `esm-only`.
    (["node16-esm", "bundler"] as const).flatMap((kind) =>
      (resolutions[kind].visibleProblems ?? []).map((at) => `${path} (${kind}): ${JSON.stringify(problems[at])}`),
    ),
  );
  return [...unseen.map(({ path }) => `${path} was not looked at`), ...wrong].map(
    (text) => `are-the-types-wrong: ${text}`,
  );
}
