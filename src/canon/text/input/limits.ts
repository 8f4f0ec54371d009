/** What is refused before it can cost time or memory without bound. */
export interface CanonLimits {
  /** Bytes of a YAML file: parsing takes about 75 times as many in memory. */
  readonly yamlBytes: number;
  /** Words and signs of a YAML file: it is they that take memory, 200 bytes and more each. */
  readonly yamlTokens: number;
  /** Bytes of an NDJSON file. */
  readonly ndjsonBytes: number;
  /** Of those, about as many as one text holds: larger files are read in parts. */
  readonly partBytes: number;
  /** UTF-16 units of a line. */
  readonly lineLength: number;
  /** Lists and mappings inside each other. */
  readonly depth: number;
}

const MIB = 1024 * 1024;

export const LIMITS: CanonLimits = {
  yamlBytes: 16 * MIB,
  yamlTokens: 4_000_000,
  ndjsonBytes: 1536 * MIB,
  partBytes: 128 * MIB,
  lineLength: MIB,
  depth: 100,
};

/** A number of bytes for people. */
export const inMebibytes = (bytes: number): string => `${Math.round((bytes / MIB) * 10) / 10} MiB`;

/** A count for people. */
export const inMillions = (count: number): string => `${count / 1_000_000}`;
