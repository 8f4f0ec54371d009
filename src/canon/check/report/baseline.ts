import { z } from "zod";
import { ValorisError } from "../../../events/valorisError.ts";
import type { Finding } from "../findings/finding.ts";

/** Findings that are known: kept in a file that people can review. */
export interface Baseline {
  readonly findings: readonly BaselineEntry[];
}

export interface BaselineEntry {
  readonly rule: string;
  readonly events: readonly string[];
  readonly entities: readonly string[];
  /** Only of what is about no event and no entity. */
  readonly message?: string | undefined;
  readonly fingerprint: string;
}

const ids = z.array(z.string()).readonly();
const schema = z.strictObject({
  version: z.literal(1),
  findings: z
    .array(
      z
        .strictObject({
          rule: z.string(),
          events: ids,
          entities: ids,
          message: z.string().optional(),
          fingerprint: z.string(),
        })
        .readonly(),
    )
    .readonly(),
});

/** @throws ValorisError `baseline/invalid` */
export function readBaseline(text: string, path: string): Baseline {
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  throw new ValorisError("baseline/invalid", `${path} is no baseline${where}.`, {
    help: `Write it again: valoris check --write-baseline ${path}`,
    at: { path, line: 1 },
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The findings as a baseline, a line each, in an order that does not depend on where they stand. */
export function baselineText(findings: readonly Finding[]): string {
  const byFingerprint = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  const lines = Array.from(byFingerprint.values(), lineOf).sort();
  return lines.length === 0
    ? '{\n  "version": 1,\n  "findings": []\n}\n'
    : `{\n  "version": 1,\n  "findings": [\n    ${lines.join(",\n    ")}\n  ]\n}\n`;
}

function lineOf({ rule, events, entities, message, fingerprint }: Finding): string {
  const about = events.length + entities.length === 0 ? { message } : {};
  const entry: BaselineEntry = {
    rule,
    events: events.toSorted(),
    entities: entities.toSorted(),
    ...about,
    fingerprint,
  };
  return JSON.stringify(entry);
}
