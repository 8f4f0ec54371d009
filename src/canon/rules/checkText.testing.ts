import type { Finding } from "../finding.ts";
import { type CheckOptions, checkCanon, type CheckResult } from "../checkCanon.ts";
import { loadCanon } from "../loadCanon.ts";
import { chronicleOf } from "../readCanon.ts";

/** Checks canon as it stands in a file. Paths to texts; a text alone is `canon.yaml`. */
export async function checkText(text: string | Readonly<Record<string, string>>, options: CheckOptions = {}): Promise<CheckResult> {
  const files = typeof text === "string" ? { "canon.yaml": text } : text;
  const loaded = loadCanon(Object.entries(files).map(([path, content]) => ({ path, text: content })));
  return checkCanon(loaded, await chronicleOf(loaded), options);
}

/** What was found, in short: the rule, and the text under each place. */
export async function findingsIn(text: string, options: CheckOptions = {}): Promise<string[]> {
  const { findings } = await checkText(text, options);
  const lines = text.split("\n");
  return findings.map(({ rule, locations }) => {
    const marked = locations.map(({ line, column = 1, length = 1 }) => lines[line - 1]?.slice(column - 1, column - 1 + length) ?? "?");
    return [rule, ...marked].join(" | ");
  });
}

export const rulesOf = (findings: readonly Finding[]): string[] => findings.map(({ rule }) => rule);
