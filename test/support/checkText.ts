import { type CheckOptions, checkCanon, type CheckResult } from "../../src/canon/check/run/checkCanon.ts";
import { loadCanon } from "../../src/canon/text/load/loadCanon.ts";
import { chronicleOf, type ReadCanonOptions } from "../../src/canon/sync/record/readCanon.ts";
import type { SourceFile } from "../../src/canon/text/files/sourceFile.ts";

/** Checks canon as it stands in files; a text alone is `canon.yaml`. */
export async function checkText(
  text: string | readonly SourceFile[],
  options: CheckOptions & Pick<ReadCanonOptions, "timeline"> = {},
): Promise<CheckResult> {
  const loaded = loadCanon(typeof text === "string" ? [{ path: "canon.yaml", text }] : text);
  return checkCanon(loaded, await chronicleOf(loaded, options), options);
}

/** What was found, in short: rule, likelihood where it is only possible, and the text under each place with its role. */
export async function findingsIn(text: string, options: CheckOptions = {}): Promise<string[]> {
  const { findings } = await checkText(text, options);
  const lines = text.split("\n");
  return findings.map(({ rule, confidence, locations }) => {
    const places = locations.map(({ line, column = 1, length = 1, role }) => {
      const marked = lines[line - 1]?.slice(column - 1, column - 1 + length) ?? "?";
      return `${marked}: ${role}`;
    });
    return [confidence === "possible" ? `${rule}?` : rule, ...places].join(" | ");
  });
}
