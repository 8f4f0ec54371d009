import { Document, isScalar, Scalar, visit } from "yaml";
import { formatInstant } from "../../../events/dates/civil.ts";
import type { TimelineName } from "../../../events/envelope.ts";
import { ID_PATTERN } from "../../../events/fields.ts";
import { ValorisError } from "../../../events/valorisError.ts";
import type { BranchPoint } from "../../../log/eventLog.ts";
import { resolve } from "../../../timelines/resolve.ts";
import type { Fields } from "../../text/statements/draft.ts";

const STYLE = {
  schema: "core",
  version: "1.2",
  lineWidth: 0,
  aliasDuplicateObjects: false,
  // A quoted text stays on its line: what follows a line feed in it begins none.
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
} as const;

/** Events as items of the list under `events:`. */
export function yamlEvents(events: readonly Fields[]): string {
  return written(new Document(events, STYLE));
}

function written(document: Document): string {
  visit(document, {
    Scalar(key, node) {
      if (typeof node.value === "string" && isUnusual(node.value)) node.type = Scalar.QUOTE_DOUBLE;
      if (key === "key" && node.value === "<<") node.type = Scalar.QUOTE_DOUBLE;
    },
    Pair(_, { key, value }) {
      // Quotes say that an id is meant as it is: an import's.
      const isId = isScalar(key) && key.value === "id" && isScalar(value) && typeof value.value === "string";
      if (isId && !ID_PATTERN.test(String(value.value))) value.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document
    .toString(STYLE)
    .replaceAll(UNSEEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** What YAML would read as something else outside quotes, or editors would not show. */
const UNUSUAL =
  /[^\n\x20-\x7e\u00a1-\u061b\u061d-\u1fff\u2010-\u2027\u2030-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffc]|^\s|\s$/u;
/** What a runner of CI takes for a command when it is printed. */
const COMMAND = /^\s*::|##[a-z]*\[/im;
const isUnusual = (text: string): boolean => UNUSUAL.test(text) || COMMAND.test(text);

/** Stands in double quotes only, as what is unusual does, and is an escape there. */
const UNSEEN = /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]|#(?=#[a-z]*\[)/gi;

/** @throws ValorisError `export/cut` for a cut that no date ends at */
export function branchHeader(name: TimelineName, { parent, cut }: BranchPoint): string {
  const branch = { name, of: parent, ...(cut === undefined ? {} : { cut: cutDate(name, cut) }) };
  return written(new Document({ branch }, STYLE));
}

const PRECISIONS = ["year", "month", "day", "minute", "second", "millisecond"] as const;

/** The shortest date that ends at an instant. */
function cutDate(name: TimelineName, cut: number): string {
  const none = resolve([]);
  const date = PRECISIONS.map((precision) => formatInstant(cut, precision)).find(
    (text) => Number.isFinite(cut) && none.spanOf(text).latest === cut,
  );
  if (date !== undefined) return date;
  throw new ValorisError("export/cut", `No date ends at the instant at which ${name} is cut.`, {
    help: "Export it as NDJSON, which holds the events only.",
  });
}
