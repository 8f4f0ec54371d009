import { formatSpan } from "../events/dates/civil.ts";
import type { Anchor, DateExpression, DateStatement } from "../events/dates/dateExpression.ts";
import { documentKey, tenureId } from "./entityEvents.ts";

/** What a date counts from, as canon writes it. */
export function anchorName(anchor: Anchor): string {
  const key = anchorKey(anchor);
  return anchor.kind === "tenure" && anchor.number !== undefined ? `${key}#${anchor.number}` : key;
}

/** The id under which that is found: of a tenure, without its number. */
export function anchorKey(anchor: Anchor): string {
  switch (anchor.kind) {
    case "span":
      return formatSpan(anchor.span);
    case "document":
      return documentKey(anchor.id);
    case "tenure":
      return tenureId(anchor.holder, anchor.office);
    case "id":
      return anchor.id;
  }
}

/** One thing that a date says, in words: “3 weeks after gor-becomes-domo”. */
export function statementInWords(date: DateExpression, statement: DateStatement): string {
  if (statement.kind === "within") return formatSpan(statement.span);
  const { relation, anchor, path } = statement;
  const where = `${relation} ${anchorName(anchor)}`;
  if (relation === "during" || relation === "with" || typeof date !== "object") return where;
  const { offset, atLeast, atMost } = Array.isArray(date) ? (date[Number(path[0])] ?? {}) : date;
  if (offset !== undefined) return `${durationInWords(offset)} ${where}`;
  const bounds = [
    ...(atLeast === undefined ? [] : [`at least ${durationInWords(atLeast)}`]),
    ...(atMost === undefined ? [] : [`at most ${durationInWords(atMost)}`]),
  ];
  return [bounds.join(" and "), where].filter((part) => part !== "").join(" ");
}

const UNITS: Readonly<Record<string, string>> = {
  Y: "year",
  M: "month",
  W: "week",
  D: "day",
  TH: "hour",
  TM: "minute",
  TS: "second",
};

/** “P1Y2M” as “1 year 2 months”. */
function durationInWords(duration: string): string {
  const [date = "", time = ""] = duration.slice(1).split("T");
  const parts = [
    ...[...date.matchAll(/(\d+)([A-Z])/g)].map(([, count, unit = ""]) => ({ count, unit })),
    ...[...time.matchAll(/([\d.,]+)([A-Z])/g)].map(([, count, unit = ""]) => ({ count, unit: `T${unit}` })),
  ];
  return parts.map(({ count, unit }) => `${count} ${UNITS[unit] ?? unit}${count === "1" ? "" : "s"}`).join(" ");
}
