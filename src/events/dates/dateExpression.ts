import { z } from "zod";
import { ValorisError } from "../valorisError.ts";
import { parseDuration } from "./duration.ts";
import { type EdtfOptions, parseEdtf } from "./edtf.ts";
import type { Span } from "./span.ts";
import { parseStardate } from "./stardate.ts";

const yearSchema = z.int().min(-1e10).max(1e10);
const dateText = z.string().min(1).max(200);

const anchorSchema = z
  .union([dateText, yearSchema, z.array(z.union([dateText, yearSchema])).min(1)])
  .describe('An event, an entity with a span, "@document" for its present, a date, or a list of these: all hold.');

const durationSchema = z
  .string()
  .min(2)
  .max(100)
  .describe("P3W: three weeks; P1M: a month; P2Y: two years; P10D; PT6H.");

const relationSchema = z
  .strictObject({
    after: anchorSchema.optional(),
    before: anchorSchema.optional(),
    during: anchorSchema.optional(),
    with: anchorSchema.optional(),
    offset: durationSchema.optional().describe("Exactly this long after or before; such as P3W."),
    atLeast: durationSchema.optional().describe("No sooner than this; such as P1M."),
    atMost: durationSchema.optional().describe("No later than this; such as P2Y."),
    stardate: z.string().min(1).max(40).optional().describe('Of the Next Generation era, quoted: "65776.2".'),
  })
  .describe("A date by what it comes after, before, during or with.");

/** A date as canon writes it. */
export const dateExpressionSchema = z
  .union([dateText, yearSchema, relationSchema, z.array(relationSchema).min(1)])
  .meta({
    id: "Date",
    description:
      "2388-10-10, 2388-10, 2388, 2387~ (about), 2385/2387 (some time within), ../2388 (by then), or { after: an-event }.",
  });

export type DateExpression = z.infer<typeof dateExpressionSchema>;

export type Relation = "after" | "before" | "during" | "with";

/** What a relation counts from. */
export type Anchor =
  | { readonly kind: "id"; readonly id: string }
  | { readonly kind: "document"; readonly id: string }
  /** Written `holder@office`. */
  | { readonly kind: "tenure"; readonly holder: string; readonly office: string }
  | { readonly kind: "span"; readonly span: Span };

/** One thing that a date says; all that it says hold. `path` leads to it from the expression. */
export type DateStatement =
  | {
      readonly kind: "within";
      readonly span: Span;
      readonly approximate: boolean;
      readonly path: readonly (string | number)[];
    }
  | {
      readonly kind: "relative";
      readonly relation: Relation;
      readonly anchor: Anchor;
      /** Bounds on the gap, ms: from the anchor's end to the date (`after`), or from the date to its start (`before`). */
      readonly least: number;
      readonly most: number;
      readonly path: readonly (string | number)[];
    };

type RelationObject = z.infer<typeof relationSchema>;

/**
 * What a date says, as plain statements.
 *
 * @throws ValorisError `date/syntax`, `date/range`, `date/duration`, `date/expression`, `date/stardate-era`
 */
export function parseDateExpression(expression: DateExpression, options: EdtfOptions = {}): DateStatement[] {
  if (typeof expression === "string" || typeof expression === "number") return [parseAbsolute(expression, options)];
  if (!Array.isArray(expression)) return parseRelations(expression, [], options);
  return expression.flatMap((item, index) => parseRelations(item, [index], options));
}

/** A year of fewer than four digits is one as a number, and none as text. */
const yearText = (year: number): string => `${year < 0 ? "-" : ""}${String(Math.abs(year)).padStart(4, "0")}`;

function parseAbsolute(date: string | number, options: EdtfOptions): DateStatement {
  if (typeof date === "string" && looksLikeId(date))
    throw new ValorisError("date/syntax", `“${date}” is no date.`, {
      help: `If it is an event or an entity, say how: { after: ${date} }, { before: ${date} }, { during: ${date} } or { with: ${date} }.`,
    });
  const { span, approximate, uncertain } = parseEdtf(typeof date === "number" ? yearText(date) : date, options);
  return { kind: "within", span, approximate: approximate || uncertain, path: [] };
}

/** Letters that no date has: an id. */
const looksLikeId = (text: string): boolean => /[a-z]/i.test(text.replaceAll(/[XYETZ]/g, ""));

interface Gap {
  readonly least: number;
  readonly most: number;
}

function parseRelations(relations: RelationObject, path: readonly (string | number)[], options: EdtfOptions): DateStatement[] {
  const statements: DateStatement[] = [];
  if (relations.stardate !== undefined)
    statements.push({ kind: "within", span: parseStardate(relations.stardate), approximate: false, path: [...path, "stardate"] });
  const gap = parseGap(relations);
  for (const relation of ["after", "before", "during", "with"] as const) {
    const anchors = relations[relation];
    if (anchors === undefined) continue;
    const list = Array.isArray(anchors) ? anchors : [anchors];
    for (const [index, anchor] of list.entries()) {
      const at = Array.isArray(anchors) ? [...path, relation, index] : [...path, relation];
      const bounds = relation === "after" || relation === "before" ? gap : { least: 0, most: 0 };
      statements.push({ kind: "relative", relation, anchor: parseAnchor(anchor, options), ...bounds, path: at });
    }
  }
  if (statements.length === 0)
    throw new ValorisError("date/expression", "This date says nothing.", { help: "Write { after: an-event }, or `../..` if nothing is known." });
  return statements;
}

const STRICTLY = 1;

function parseGap({ after, before, offset, atLeast, atMost }: RelationObject): Gap {
  const has = offset !== undefined || atLeast !== undefined || atMost !== undefined;
  if (has && after === undefined && before === undefined)
    throw new ValorisError("date/expression", "`offset`, `atLeast` and `atMost` count from something.", {
      help: "Say from what: { after: an-event, offset: P3W }.",
    });
  if (offset !== undefined && (atLeast !== undefined || atMost !== undefined))
    throw new ValorisError("date/expression", "`offset` says exactly how long; `atLeast` and `atMost` say between what.", {
      help: "Use `offset` alone, or the other two.",
    });
  if (offset !== undefined) {
    const { shortest, longest } = parseDuration(offset);
    return { least: shortest, most: longest };
  }
  const least = atLeast === undefined ? STRICTLY : Math.max(STRICTLY, parseDuration(atLeast).shortest);
  const most = atMost === undefined ? Number.POSITIVE_INFINITY : parseDuration(atMost).longest;
  if (least <= most) return { least, most };
  throw new ValorisError("date/expression", `At least ${atLeast ?? "a moment"} and at most ${atMost}: nothing lies between.`, {
    help: "Make `atMost` the longer of the two.",
  });
}

function parseAnchor(anchor: string | number, options: EdtfOptions): Anchor {
  if (typeof anchor === "number") return { kind: "span", span: parseEdtf(yearText(anchor), options).span };
  if (anchor.startsWith("@")) return { kind: "document", id: anchor.slice(1) };
  if (!looksLikeId(anchor)) return { kind: "span", span: parseEdtf(anchor, options).span };
  const [holder = "", office, ...more] = anchor.split("@");
  return office === undefined || more.length > 0 ? { kind: "id", id: anchor } : { kind: "tenure", holder, office };
}
