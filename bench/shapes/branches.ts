import type { EventLog } from "../../src/index.ts";
import { CANON, LOG, type Shape, times } from "../shape.ts";
import { canonFile, noted, record, type Written, world } from "../shapeWorld.ts";

const branch = (i: number, of: string, event: string): string =>
  `branch: { name: what-if/b-${i}, of: ${of} }\n${event}`;
const own = (i: number): string => `events: [{ id: own-${i}, type: Noted, about: p-0, at: 2001 }]\n`;
const amends = (i: number): string => `amend: [{ event: noted-0, set: { title: title ${i} }, reason: why }]\n`;

const chain = (n: number, more: (i: number) => string): Readonly<Record<string, string>> => ({
  ...canonFile([...world(), noted(0, { at: "2001" })]),
  ...Object.fromEntries(
    times(n, (i) => [`branch-${i}.yaml`, branch(i, i === 0 ? "canon" : `what-if/b-${i - 1}`, more(i))]),
  ),
});

const forked = async (n: number, log: EventLog, of: (i: number) => string, more: (i: number) => readonly Written[]) => {
  await record(log, [...world(), noted(0, { at: "2001" })]);
  for (let i = 0; i < n; i++) {
    await log.fork(`what-if/b-${i}`, of(i));
    const events = more(i);
    if (events.length > 0) await record(log, events, `what-if/b-${i}`);
  }
};
const before = (i: number): string => (i === 0 ? "canon" : `what-if/b-${i - 1}`);

const last = (n: number): string => `what-if/b-${n - 1}`;
const askedOfLog = (n: number): readonly (readonly string[])[] => [
  ["replay", "--log", LOG, "--timeline", last(n)],
  ["check", "--log", LOG, "--timeline", last(n)],
  ["timeline", "diff", "canon", last(n), "--log", LOG],
  ["timeline", "fork", "what-if/new", "--of", last(n), "--log", LOG],
  ["timeline", "graph", "--limit", String(2 * n), "--log", LOG],
  ["timeline", "list", "--limit", String(2 * n), "--log", LOG],
  ["timeline", "log", last(n), "--log", LOG],
  ["timeline", "add", "{ type: Noted, about: p-0, at: 2002 }", "--timeline", last(n), "--reason", "why", "--log", LOG],
  ["timeline", "rebase", last(n), "--onto", "canon", "--log", LOG],
  ["log", "stats", "--log", LOG],
  ["log", "verify", "--log", LOG],
  ["log", "export", "--log", LOG, "--timeline", last(n)],
];

/** Branches: each of the one before, or all of canon. */
export const shapes: readonly Shape[] = [
  {
    name: "branches of branches, in files",
    canon: (n) => chain(n, own),
    asked: (n) => [
      ["replay", CANON, "--timeline", last(n)],
      ["check", CANON, "--timeline", last(n)],
      ["check", CANON],
      ["timeline", "diff", "canon", last(n), CANON],
      ["timeline", "graph", "--limit", String(2 * n), CANON],
      ["log", "import", CANON, "--log", LOG],
    ],
    upTo: 8000,
  },
  {
    name: "branches of branches, in files, that amend one event",
    canon: (n) => chain(n, amends),
    asked: (n) => [["replay", CANON, "--timeline", last(n)]],
    upTo: 8000,
  },
  {
    name: "branches of branches",
    log: (n, log) => forked(n, log, before, (i) => [noted(i + 1, { at: "2001" })]),
    asked: askedOfLog,
    upTo: 8000,
  },
  {
    name: "branches of branches, without events of their own",
    log: (n, log) => forked(n, log, before, () => []),
    asked: (n) => askedOfLog(n).filter(([, verb]) => verb !== "rebase"),
    upTo: 8000,
  },
  {
    name: "branches of branches, that amend one event",
    log: (n, log) =>
      forked(n, log, before, (i) => [
        { id: `amend-${i}`, type: "EventAmended", target: "noted-0", set: { title: `title ${i}` }, reason: "why" },
      ]),
    asked: (n) => askedOfLog(n).slice(0, 3),
    upTo: 8000,
  },
  {
    name: "branches of canon",
    log: (n, log) =>
      forked(
        n,
        log,
        () => "canon",
        (i) => [noted(i + 1, { at: "2001" })],
      ),
    asked: askedOfLog,
    upTo: 8000,
  },
];
