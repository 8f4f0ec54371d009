import type { Canon } from "../doors/canon.ts";
import type { Terminal } from "./terminal.ts";

/** Other timelines that a note names. */
const NAMES = 10;

/** What reading canon set aside. */
export interface NotedIssues {
  readonly timeline: string;
  readonly timelines?: readonly string[];
  readonly loaded?: Pick<Canon["loaded"], "issues">;
  readonly issues: readonly { readonly kind: string; readonly message: string }[];
}

/** Unknown references and types stop nothing; they are said once, on stderr. */
export function noteIssues(
  { timeline, timelines = [], loaded, issues }: NotedIssues,
  { note, paint }: Pick<Terminal, "note" | "paint">,
): void {
  const others = timelines.filter((name) => name !== timeline);
  if (others.length > 0) {
    const more = others.length > NAMES ? `, and ${others.length - NAMES} more` : "";
    const named = `${others.slice(0, NAMES).join(", ")}${more}`;
    note(paint("dim", `note: this is ${timeline}; also here: ${named} (--timeline)`));
  }
  // What is said twice in the same words changes nothing here.
  for (const issue of loaded?.issues ?? [])
    if (issue.rule !== "identity/declared-again") note(`${paint("yellow", "note:")} ${issue.message}`);
  const messages = issues.flatMap(({ kind, message }) => (kind === "unanchored" ? [] : [message]));
  // A calendar that is not there is the same mistake in every date of it.
  for (const message of new Set(messages)) note(`${paint("yellow", "note:")} ${message}`);
  const adrift = issues.filter(({ kind }) => kind === "unanchored").length;
  if (adrift > 0)
    note(
      `${paint("yellow", "note:")} ${adrift} events hang on no absolute date; they are placed at canon's first one.`,
    );
}
