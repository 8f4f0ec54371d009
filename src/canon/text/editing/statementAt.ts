import type { Location } from "../../../events/valorisError.ts";
import { type CanonFile, openCanonFile } from "../lowering/canonFile.ts";
import type { StatedEvent, CanonStatement } from "../statements/draft.ts";
import { LIMITS } from "../input/limits.ts";
import { formatOf, type SourceFile } from "../files/sourceFile.ts";
import { textLines } from "../input/textLines.ts";
import { type MentionContext, type Mention, mentionsIn } from "./mentions.ts";

/** Line and column, from 1; columns are UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A canon file as it is being written. */
export interface OpenText {
  /** What the file states, in its order. */
  readonly statements: readonly PlacedStatement[];
}

/** An event or an entity, and where it begins. */
export interface PlacedStatement {
  readonly statement: Exclude<CanonStatement, { readonly kind: "misfit" }>;
  readonly start: Position;
}

/**
 * What a text states. Of NDJSON only one line: finding the place of every other would take long, and nobody asks.
 *
 * @throws ValorisError `canon/…`, for what cannot be read
 */
export function openText(
  source: SourceFile,
  { catalogue }: Pick<MentionContext, "catalogue">,
  line?: number,
): OpenText {
  const isLines = formatOf(source) === "ndjson" && line !== undefined;
  // Blank lines before it keep its number.
  const text = isLines
    ? `${"\n".repeat(line - 1)}${textLines(source.text).line(line) ?? ""}`
    : source.text.replace(/^\uFEFF/, "");
  const file: CanonFile = openCanonFile({ ...source, text }, LIMITS);
  const statements: PlacedStatement[] = [];
  for (const statement of file.statements(catalogue)) {
    if (statement.kind === "misfit") continue;
    const { line, column = 1 } = draftOf(statement).site.place([]);
    statements.push({ statement, start: { line, column } });
  }
  return { statements };
}

/** The event or the entity's declaration. */
export const draftOf = (statement: PlacedStatement["statement"]): StatedEvent =>
  statement.kind === "entity" ? statement.declaration : statement;

/** What stands at a position, the narrowest first. */
export function mentionsAt(
  { statements }: OpenText,
  at: Position,
  knowledge: MentionContext,
): (Mention & { readonly location: Location })[] {
  const own = statementBefore(statements, at);
  if (own === undefined) return [];
  const { flat, site } = draftOf(own.statement);
  const { id } = flat;
  const itself: readonly Mention[] =
    own.statement.kind === "event" && typeof id === "string" ? [{ id, path: ["id"], means: ["event"] }] : [];
  return [...itself, ...mentionsIn(flat, knowledge)]
    .filter(({ means }) => own.statement.kind === "event" || means !== "type")
    .map((mention) => ({ ...mention, location: site.place(mention.path) }))
    .filter(({ location }) => covers(location, at));
}

/** The statement in which a position may lie: the last that begins before it. */
export function statementBefore(statements: readonly PlacedStatement[], at: Position): PlacedStatement | undefined {
  return statements.findLast(
    ({ start: { line, column } }) => line < at.line || (line === at.line && column <= at.column),
  );
}

const covers = ({ line, column = 1, length = 1 }: Location, at: Position): boolean =>
  line === at.line && column <= at.column && at.column <= column + length;
