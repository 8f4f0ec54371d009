/** Where something was written: a file, and a place in it. Lines and columns count from 1; columns are UTF-16 units. */
export interface Location {
  readonly path: string;
  readonly line: number;
  readonly column?: number;
  /** Columns that are marked beneath the line; 1 where unknown. */
  readonly length?: number;
}

export interface ErrorOptions {
  /** What can be done about it, as a sentence. */
  readonly help?: string;
  readonly at?: Location;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** Of errors of every copy of valoris in a process: a plugin throws those of the copy that it imports. */
const OF_VALORIS = Symbol.for("valoris.error");

/**
 * The one error that valoris throws for bad input. `code` is stable and safe to branch on; `message` says what was wrong,
 * `at` where, `help` what to do. Anything else that is thrown is a bug.
 */
export class ValorisError extends Error {
  override readonly name = "ValorisError";
  readonly code: string;
  readonly help: string | undefined;
  readonly at: Location | undefined;
  readonly details: Readonly<Record<string, unknown>>;
  /** @internal */
  readonly [OF_VALORIS] = true;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && Reflect.get(value, OF_VALORIS) === true;
  }

  constructor(code: string, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.help = options.help;
    this.at = options.at;
    this.details = options.details ?? {};
  }
}

/** `path:line:column`, as editors and terminals make it a link. */
export function formatLocation(location: Location): string {
  return location.column === undefined
    ? `${location.path}:${location.line}`
    : `${location.path}:${location.line}:${location.column}`;
}
