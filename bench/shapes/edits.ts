import { CANON, day, LOG, type Shape, times } from "../shape.ts";
import { breach, canonFile, noted, record, type Written, world } from "../shapeWorld.ts";

const amended = (n: number): Written[] => [
  ...world(),
  noted(0, { at: "2001" }),
  ...times(
    n,
    (i): Written => ({
      id: i === 0 ? "amend-noted-0" : `amend-noted-0-${i + 1}`,
      type: "EventAmended",
      target: "noted-0",
      set: { title: `title ${i}` },
      reason: "why",
    }),
  ),
];
const undone = (n: number): Written[] => [
  ...world(),
  noted(0, { at: "2001" }),
  ...times(
    n,
    (i): Written => ({
      id: `undo-${i}`,
      type: "EventRetracted",
      target: i === 0 ? "noted-0" : `undo-${i - 1}`,
      reason: "why",
      tags: ["undo"],
    }),
  ),
];
const retracted = (n: number): Written[] => [
  ...world(),
  ...times(n, (i) => breach(i, { at: day(i) })),
  ...times(n, (i): Written => ({ id: `retract-${i}`, type: "EventRetracted", target: `breach-${i}`, reason: "why" })),
];
const force = ["--force-canon", "--reason", "why", "--log", LOG];

/** What was said of events since. */
export const shapes: readonly Shape[] = [
  {
    name: "amendments of one event",
    canon: (n) => canonFile(amended(n)),
    log: (n, log) => record(log, amended(n)),
    asked: () => [
      ["replay", CANON],
      ["check", CANON],
      ["log", "sync", CANON, "--log", LOG],
      ["replay", "--log", LOG],
      ["check", "--log", LOG],
      ["timeline", "amend", "noted-0", "--set", "title=another", ...force],
      ["timeline", "retract", "noted-0", ...force],
      ["timeline", "undo", ...force],
      ["timeline", "blame", "nervousness", "quadrant", "--log", LOG],
      ["log", "export", "--log", LOG],
    ],
  },
  {
    name: "undoing an undo",
    canon: (n) => canonFile(undone(n)),
    log: (n, log) => record(log, undone(n)),
    asked: (n) => [
      ["replay", CANON],
      ["replay", "--log", LOG],
      ["timeline", "undo", `undo-${n - 1}`, ...force],
      ["timeline", "log", "--log", LOG],
      ["check", "--log", LOG],
    ],
  },
  {
    name: "events that are all retracted",
    canon: (n) => canonFile(retracted(n)),
    log: (n, log) => record(log, retracted(n)),
    asked: () => [
      ["replay", CANON],
      ["check", CANON],
      ["replay", "--log", LOG],
      ["timeline", "undo", "retract-3", ...force],
    ],
  },
  {
    name: "a commit an event",
    async log(n, log) {
      await record(log, world());
      for (let i = 0; i < n; i++) await record(log, [breach(i, { at: day(i) })]);
    },
    asked: () => [
      ["replay", "--log", LOG],
      ["timeline", "log", "--log", LOG],
      ["timeline", "bisect", "nervousness.quadrant > 99.9", "--log", LOG],
      ["log", "verify", "--log", LOG],
    ],
    upTo: 8000,
  },
  {
    name: "a branch that differs in all its events",
    async log(n, log) {
      await record(log, [...world(), ...times(n, (i) => breach(i, { at: day(i) }))]);
      await log.fork("what-if/other", "canon");
      await record(
        log,
        times(n, (i) => ({
          id: `amend-${i}`,
          type: "EventAmended",
          target: `breach-${i}`,
          set: { title: `title ${i}` },
          reason: "why",
        })),
        "what-if/other",
      );
      await record(log, [noted(0, { at: "2001" })]);
    },
    asked: () => [
      ["timeline", "diff", "canon", "what-if/other", "--log", LOG],
      ["timeline", "rebase", "what-if/other", "--onto", "canon", "--log", LOG],
      ["check", "--timeline", "what-if/other", "--log", LOG],
    ],
  },
  {
    name: "a branch with many events of its own",
    async log(n, log) {
      await record(log, world());
      await log.fork("what-if/other", "canon");
      await record(
        log,
        times(n, (i) => breach(i, { at: day(i) })),
        "what-if/other",
      );
      await log.fork("what-if/third", "canon");
    },
    asked: (n) => [
      ["timeline", "diff", "canon", "what-if/other", "--log", LOG],
      ["timeline", "rebase", "what-if/other", "--onto", "canon", "--log", LOG],
      [
        "timeline",
        "pick",
        ...times(Math.min(n, 4000), (i) => `breach-${i}`),
        "--from",
        "what-if/other",
        "--to",
        "what-if/third",
        "--log",
        LOG,
      ],
    ],
  },
  {
    name: "events that are necessary, each for the next",
    async log(n, log) {
      await record(log, [
        ...world(),
        ...times(n, (i) => noted(i, { at: day(i), ...(i === 0 ? {} : { necessary: [`noted-${i - 1}`] }) })),
      ]);
    },
    asked: () => [["timeline", "retract", "noted-0", ...force]],
  },
  {
    name: "events that are guarded by one that cannot be",
    async log(n, log) {
      await record(log, [
        ...world(),
        { id: "taken", type: "ControlChanged", at: day(0), systems: ["s-0"], to: "p-3" },
        ...times(n, (i) => noted(i, { at: day(i + 1), guard: "control(s-0) = p-3" })),
      ]);
    },
    asked: () => [["timeline", "retract", "taken", ...force]],
  },
];
