/** What is wrong with one field of an event; `path` leads to it from the event. */
export interface EventIssue {
  readonly path: readonly (string | number)[];
  readonly kind: EventIssueKind;
  readonly message: string;
  /** What `message` says before and after the name of the field, where it names it: who has another name for it, says that one. */
  readonly around?: readonly [before: string, after: string];
  /** Text that says what is probably meant, and is taken. */
  readonly instead?: string;
}

/**
 * - `unknown-field`: no field has this name.
 * - `missing`: the field has to be there.
 * - `not-text`: it has to be text.
 * - `no-form`: it may have several forms, and has none of them.
 * - `other`: anything else.
 */
export type EventIssueKind = "unknown-field" | "missing" | "not-text" | "no-form" | "other";

/** An issue in a sentence that names the field. */
export function fieldIssue(kind: EventIssueKind, path: EventIssue["path"], after: string, before = ""): EventIssue {
  return { path, kind, message: `${before}\`${path.join(".")}\`${after}`, around: [before, after] };
}

/** The same, about a field that has another name where it is written. */
export function renamed(issue: EventIssue, path: EventIssue["path"]): EventIssue {
  const { kind, around } = issue;
  return { ...issue, path, ...(around && fieldIssue(kind, path, around[1], around[0])) };
}
