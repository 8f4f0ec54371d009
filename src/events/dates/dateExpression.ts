import type { z } from "zod";
import { ValorisError } from "../valorisError.ts";
import { withShortcut } from "../predicates.ts";
import { dateShapeSchema } from "./dateShape.ts";
import { type DateOptions, type DatePath, parseDateExpression } from "./dateStatement.ts";
import { isUsualDate } from "./usualDate.ts";
import { ALWAYS } from "./span.ts";
import { writtenStardate } from "./stardate.ts";

export {
  type Anchor,
  type DateOptions,
  type DateStatement,
  parseDateExpression,
  type Relation,
} from "./dateStatement.ts";

/**
 * A date as canon writes it: an absolute one as text or a whole year, relations to events and entities, or a list of
 * relations that all hold (CANON.md, “Dates”). What passes here, `parseDateExpression` reads; a stardate only where the calendars
 * have its era, which is for the catalogue to say.
 */
export const dateExpressionSchema = withShortcut(
  dateShapeSchema
    .superRefine((date, context) => {
      const problem = context.issues.length > 0 ? undefined : whatIsWrong(date);
      if (problem !== undefined) context.addIssue({ code: "custom", ...problem });
    })
    .meta({
      id: "Date",
      description:
        "2388-10-10, 2388-10, 2388, 2387~ (about), 2385/2387 (some time within), ../2388 (by then), or { after: an-event }.",
      examples: ["2388-10-10", "2387~", "2385/2387", { after: "an-event", atMost: "P2Y" }, { stardate: "65776.2" }],
    }),
  isUsualDate,
);

export type DateExpression = z.infer<typeof dateExpressionSchema>;

/** Reads a date whose stardates may be of any era, and its calendar any, to see how it is made. */
export const ANY_ERA: DateOptions = {
  readStardate: (text) => {
    writtenStardate(text);
    return ALWAYS;
  },
  readCalendar: () => ALWAYS,
};

interface Wrong {
  readonly message: string;
  readonly path: (string | number)[];
  readonly params: { readonly instead?: unknown };
}

function whatIsWrong(date: DateExpression): Wrong | undefined {
  try {
    parseDateExpression(date, ANY_ERA);
    return undefined;
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    const message = error.help === undefined ? error.message : `${error.message} ${error.help}`;
    return { message, path: [...pathOf(error)], params: { instead: error.details["instead"] } };
  }
}

function pathOf({ details }: ValorisError): DatePath {
  const path = details["path"];
  return Array.isArray(path) ? path : [];
}
