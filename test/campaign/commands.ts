/** The commands that are tried, for the log that soundLog.ts makes, in its folder. */

const LOG = ["--log", "log"] as const;
const REASON = ["--reason", "tried", ...LOG] as const;
const UNTIL = ["--until", "2388-11", ...LOG] as const;

/** What reads quickly: asked after every damage. */
export const READERS: readonly (readonly string[])[] = [
  ["log", "stats", ...LOG],
  ["log", "export", ...LOG],
  ["log", "export", "-t", "what-if/a", "--recorded", ...LOG],
  ["log", "export", "-t", "what-if/b", "--amended", "--format", "yaml", ...LOG],
  ["check", ...LOG],
  ["check", "-t", "what-if/b", "--format", "json", ...LOG],
  ["replay", "--format", "json", ...LOG],
  ["replay", "-t", "what-if/a", "--from", "2380", "--format", "ndjson", ...LOG],
  ["explain", "nervousness", "quadrant", "--format", "json", ...LOG],
  ["gap", "starfleet-intelligence", ...LOG],
  ["coverage", ...LOG],
  ["timeline", "list", "--archived", "--format", "json", ...LOG],
  ["timeline", "graph", ...LOG],
  ["timeline", "log", "what-if/a", "--format", "json", ...LOG],
  ["timeline", "diff", "canon", "what-if/a", "--format", "json", ...LOG],
  ["timeline", "blame", "power", "breen-confederacy", "-t", "what-if/a", ...LOG],
  ["timeline", "bisect", "nervousness.quadrant > 20", ...LOG],
  ["timeline", "tag", ...LOG],
  ["timeline", "rebase", "what-if/a", "--onto", "canon", "--dry-run", ...LOG],
  ["log", "sync", "changed", "--force", "--dry-run", "--format", "json", ...LOG],
];

export const VERIFY: readonly string[] = ["log", "verify", ...LOG];

/** What reads and then works for long: a few after each damage, in turn. */
export const QUESTIONS: readonly (readonly string[])[] = [
  ["simulate", "what-if/late", "--runs", "2", "--format", "json", ...UNTIL],
  ["simulate", "what-if/late", "--run", "1", ...UNTIL],
  ["surprise", "canon", "--from", "2387", ...LOG],
  ["hindcast", "canon", "--runs", "16", "--horizon", "1500", ...LOG],
  ["luck", "what-if/late", "nervousness.quadrant", "--runs", "20", ...UNTIL],
  ["rare", "canon", "nervousness.quadrant > 30", "--trees", "6", "--effort", "20", ...UNTIL],
  [
    "sensitivity",
    "what-if/late",
    "nervousness.quadrant",
    "--trajectories",
    "6",
    "--runs",
    "2",
    "--only",
    "breach.cost",
    ...UNTIL,
  ],
];

/** What writes into the log. */
export const WRITERS: readonly (readonly string[])[] = [
  ["log", "sync", "changed", "--force", ...LOG],
  ["log", "import", "more.ndjson", ...LOG],
  ["timeline", "fork", "what-if/new", ...LOG],
  ["timeline", "fork", "what-if/cut", "--of", "what-if/b", "--cut", "2387", ...LOG],
  ["timeline", "add", "{ id: tried, type: Noted, at: 2385, about: gor }", "-t", "what-if/a", ...LOG],
  ["timeline", "retract", "gor-lets-it-run", "-t", "what-if/b", ...REASON],
  ["timeline", "amend", "gor-becomes-domo", "--set", "manner=elected", "-t", "what-if/b", ...REASON],
  ["timeline", "move", "gor-becomes-domo", "--to", "2387-12", "-t", "what-if/b", ...REASON],
  ["timeline", "undo", "-t", "what-if/a", ...LOG],
  ["timeline", "rebase", "what-if/a", "--onto", "canon", ...LOG],
  ["timeline", "pick", "noted-a", "--from", "what-if/a", "--onto", "what-if/b", ...LOG],
  ["timeline", "merge", "what-if/m", "--into", "what-if/b", ...LOG],
  ["timeline", "tag", "tried", ...LOG],
  ["timeline", "tag", "tag-3", "--remove", ...LOG],
  ["timeline", "archive", "what-if/b", ...LOG],
  ["timeline", "protect", "what-if/b", ...LOG],
  ["simulate", "what-if/late", "--run", "1", "--into", "what-if/run", ...UNTIL],
];

/** What writes only the cache beside the log. */
export const CACHE_WRITERS: readonly (readonly string[])[] = [
  ["replay", "--format", "json", ...LOG],
  ["check", "-t", "what-if/a", ...LOG],
  ["simulate", "what-if/late", "--runs", "200", "--format", "json", "--workers", "1", ...UNTIL],
];

/** What writes other files than the log. */
export const FILE_WRITERS: readonly (readonly string[])[] = [
  ["check", "misspelt", "--fix"],
  ["check", "misspelt", "--write-baseline", "known.json"],
  ["simulate", "what-if/late", "--runs", "40", "--csv", "runs.csv", "--workers", "1", ...UNTIL],
  ["simulate", "what-if/late", "--runs", "2", "--svg", "future.svg", ...UNTIL],
  ["timeline", "diff", "canon", "what-if/a", "--svg", "apart.svg", ...LOG],
  ["init", "begun"],
];

/** What makes a log. */
export const LOG_MAKERS: readonly (readonly string[])[] = [
  ["log", "sync", "canon", "--log", "log-of-files"],
  ["log", "import", "canon", "more.ndjson", "--log", "log-of-files"],
];

export const ALL: readonly (readonly string[])[] = [
  ...READERS,
  VERIFY,
  ...QUESTIONS.slice(0, 2),
  ...WRITERS,
  ...CACHE_WRITERS,
  ...FILE_WRITERS,
  ...LOG_MAKERS,
];

export const shown = (args: readonly string[]): string =>
  `valoris ${args.map((arg) => (/^[\w./=-]+$/.test(arg) ? arg : `'${arg}'`)).join(" ")}`;

/** One after another, over and over. */
export function turn<Item>(items: readonly Item[], number: number): Item {
  const item = items[number % items.length];
  if (item === undefined) throw new Error("There is nothing to take turns.");
  return item;
}
