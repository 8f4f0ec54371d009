import type { Finding, FindingLocation } from "../findings/finding.ts";
import { append } from "../../../idioms/multimap.ts";

/** A place on a line, in columns of the text. */
export interface LineMark {
  readonly location: FindingLocation;
  /** The place where the finding shows. */
  readonly primary: boolean;
}

/** Places that share a line. */
export interface MarkedLine {
  readonly line: number;
  readonly marks: readonly LineMark[];
}

/** The places of a finding in one file, in line order. */
export interface SourceBlock {
  readonly path: string;
  readonly lines: readonly MarkedLine[];
}

/** The places of a finding, file by file: first the one where it shows. Where each leads to the next, one by one. */
export function sourceBlocks({ locations, inOrder }: Pick<Finding, "locations" | "inOrder">): SourceBlock[] {
  if (inOrder === true)
    return locations.map((location, index) => ({
      path: location.path,
      lines: [{ line: location.line, marks: [{ location, primary: index === 0 }] }],
    }));
  const byPath = new Map<string, LineMark[]>();
  for (const [index, location] of locations.entries()) {
    const mark = { location, primary: index === 0 };
    append(byPath, location.path, mark);
  }
  return [...byPath].map(([path, marks]) => ({ path, lines: byLine(marks) }));
}

function byLine(marks: readonly LineMark[]): MarkedLine[] {
  const lines = new Map<number, LineMark[]>();
  const inOrder = marks.toSorted(
    (a, b) => a.location.line - b.location.line || (a.location.column ?? 0) - (b.location.column ?? 0),
  );
  for (const mark of inOrder) append(lines, mark.location.line, mark);
  return [...lines].map(([line, own]) => ({ line, marks: own }));
}
