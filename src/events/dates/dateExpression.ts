import type { z } from "zod";
import { ValorisError } from "../valorisError.ts";
import { dateShapeSchema } from "./dateShape.ts";
import { type DatePath, parseDateExpression } from "./dateStatement.ts";

export { type Anchor, type DateStatement, parseDateExpression, type Relation } from "./dateStatement.ts";

/**
 * A date as canon writes it: an absolute one as text or a whole year, relations to events and entities, or a list of
 * relations that all hold (CANON.md, “Dates”). What passes here, `parseDateExpression` reads.
 */
export const dateExpressionSchema = dateShapeSchema
  .superRefine((date, context) => {
    const problem = context.issues.length > 0 ? undefined : whatIsWrong(date);
    if (problem !== undefined) context.addIssue({ code: "custom", ...problem });
  })
  .meta({
    id: "Date",
    description:
      "2388-10-10, 2388-10, 2388, 2387~ (about), 2385/2387 (some time within), ../2388 (by then), or { after: an-event }.",
    examples: ["2388-10-10", "2387~", "2385/2387", { after: "an-event", atMost: "P2Y" }, { stardate: "65776.2" }],
  });

export type DateExpression = z.infer<typeof dateExpressionSchema>;

function whatIsWrong(date: DateExpression): { message: string; path: (string | number)[] } | undefined {
  try {
    parseDateExpression(date);
    return undefined;
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    const message = error.help === undefined ? error.message : `${error.message} ${error.help}`;
    return { message, path: [...pathOf(error)] };
  }
}

function pathOf({ details }: ValorisError): DatePath {
  const path = details["path"];
  return Array.isArray(path) ? path : [];
}
