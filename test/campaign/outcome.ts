/** How a command ended, as whoever started it can tell. */
export interface Ended {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
  /** It had to be ended: it said nothing for too long. */
  readonly hung: boolean;
}

/** `lost`: something acknowledged is gone, or something is shown that was never recorded. */
export type Verdict = "promised" | "lost" | "died" | "hung" | "not tried";

export interface Judged {
  readonly verdict: Verdict;
  readonly why: string;
}

/** One command of a case, and what it came to. */
export interface Trial extends Judged {
  /** What was done before, and the command. */
  readonly what: string;
  /** How to do that by hand. */
  readonly how?: string;
}

export const AS_PROMISED: Judged = { verdict: "promised", why: "" };
export const lost = (why: string): Judged => ({ verdict: "lost", why });

const EXIT_CODES: ReadonlySet<number | null> = new Set([0, 1, 2]);
/** Four blanks, as V8 writes it: an error of ours names its place after two. */
const STACK = /^ {4}at .+:\d+:\d+/m;
const UNEXPECTED = /bug in valoris|UnhandledPromiseRejection|Segmentation fault|Bus error/i;

/** What no command may ever come to, whatever it is given. */
export function diedOrHung(ended: Ended): Judged | undefined {
  const { code, signal, err, hung } = ended;
  if (hung) return { verdict: "hung", why: "it did not end" };
  if (signal !== null) return { verdict: "died", why: signal };
  if (!EXIT_CODES.has(code)) return { verdict: "died", why: `exit code ${code}` };
  if (UNEXPECTED.test(err) || STACK.test(err)) return { verdict: "died", why: firstLines(err) };
  return undefined;
}

/** The code that an error was printed with, such as `log/damaged`. */
export const errorCode = ({ err }: Ended): string | undefined => /^error\[([^\]]+)\]/m.exec(err)?.[1];

/** Said in one line, for reports. */
export const described = (ended: Ended): string =>
  ended.signal ?? `exit code ${ended.code}${ended.err.trim() === "" ? "" : `: ${firstLines(ended.err)}`}`;

const firstLines = (text: string): string => text.trim().split("\n").slice(0, 3).join(" | ").slice(0, 400);
