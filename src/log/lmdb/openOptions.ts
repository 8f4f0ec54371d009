// Apart from the store: declarations that reach lmdb's own types do not compile in projects that check libraries.
export interface OpenOptions {
  /** Refuse to write, and never create. */
  readonly readOnly?: boolean;
  /** Make a new log where there is none; yes if absent. */
  readonly create?: boolean;
  /** ms after which opening or appending gives up on another process that keeps the log locked; 10 000 if absent. */
  readonly lockTimeout?: number;
  /** Keep beside the log what is computed from it; yes if absent, unless it is opened for reading only. */
  readonly cached?: boolean;
  /** Prove every page, whatever was proved before. */
  readonly distrustful?: boolean;
}
