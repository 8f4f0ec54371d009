import { CANON, day, type Shape, times } from "../shape.ts";
import { breach, canonFile, noted, type Written, world } from "../shapeWorld.ts";

/** As long as an argument of a command may be: 128 KiB, of which this is the better part. */
const asLong = (n: number): number => Math.min(n, 4000);
const long = (n: number, operator: string): string =>
  times(asLong(n), () => "control(s-0) = p-0").join(` ${operator} `);
const guarded = (guard: string): Readonly<Record<string, string>> =>
  canonFile([...world(), noted(0, { at: "2001", guard })]);

/** Expressions, and what is asked of many events. */
export const shapes: readonly Shape[] = [
  {
    name: "a long question",
    canon: () => canonFile([...world(), ...times(20, (i) => breach(i, { at: day(i) }))]),
    asked: (n) => [
      ["timeline", "bisect", `not (${long(n, "and")})`, CANON],
      ["timeline", "bisect", `not (${long(n, "or")})`, CANON],
    ],
    upTo: 4000,
  },
  {
    name: "a deep question",
    canon: () => canonFile(world()),
    asked: (n) => [
      ["timeline", "bisect", `${"(".repeat(n)}control(s-0) = p-1${")".repeat(n)}`, CANON],
      ["timeline", "bisect", `${"not ".repeat(Math.min(n, 30_000))}control(s-0) = p-1`, CANON],
    ],
    refusedWith: "expression/syntax",
  },
  {
    name: "a long guard",
    refusedWith: "canon/invalid",
    canon: (n) => guarded(times(n, () => "control(s-0) = p-0").join(" and ")),
    asked: () => [
      ["replay", CANON],
      ["check", CANON],
      ["simulate", "canon", CANON, "--until", "2001-06-01", "--runs", "2", "--no-against"],
    ],
  },
  {
    name: "a deep guard",
    canon: (n) => guarded(`${"(".repeat(n)}control(s-0) = p-0${")".repeat(n)}`),
    asked: () => [
      ["replay", CANON],
      ["check", CANON],
    ],
  },
  {
    name: "events before what is simulated",
    canon: (n) => canonFile([...world(), ...times(n, (i) => breach(i, { at: day(i) }))]),
    asked: (n) => [["simulate", "canon", CANON, "--until", day(n + 30), "--runs", "4", "--no-against"]],
  },
  {
    name: "secrets of one agency",
    canon: (n) =>
      canonFile([
        ...world(),
        { id: "agency", type: "FactionFounded", faction: "agency", standing: "organisation", partOf: "p-3" },
        ...times(n, (i) => breach(i, { at: day(i), known: [{ who: "agency" }] })),
      ]),
    asked: () => [
      ["replay", "--as-known-to", "agency", CANON],
      ["replay", "--as-known-to", "p-5", CANON],
      ["gap", "p-5", CANON],
    ],
  },
  {
    name: "one event that many know",
    canon: (n) =>
      canonFile([
        ...world(),
        ...times(
          n,
          (i): Written => ({ id: `agency-${i}`, type: "FactionFounded", faction: `o-${i}`, standing: "organisation" }),
        ),
        breach(0, { known: times(n, (i) => ({ who: `o-${i}` })) }),
      ]),
    asked: (n) => [
      ["replay", CANON],
      ["replay", "--as-known-to", `o-${n - 1}`, CANON],
    ],
  },
  {
    name: "reports about one claim",
    canon: (n) =>
      canonFile([
        ...world(),
        breach(0),
        ...times(
          n,
          (i): Written => ({
            id: `filed-${i}`,
            type: "ReportFiled",
            at: day(i),
            report: `r-${i}`,
            by: `p-${i % 10}`,
            claim: { type: "ShipDestroyed", ship: "x" },
            reliability: "medium",
          }),
        ),
      ]),
    asked: () => [
      ["replay", "--as-known-to", "p-5", CANON],
      ["gap", "p-5", CANON],
      ["check", CANON],
    ],
  },
  {
    name: "reports about a claim each",
    canon: (n) =>
      canonFile([
        ...world(),
        ...times(
          n,
          (i): Written => ({
            id: `filed-${i}`,
            type: "ReportFiled",
            at: day(i),
            report: `r-${i}`,
            by: `p-${i % 10}`,
            claim: { type: "ShipDestroyed", ship: `x-${i}` },
            reliability: "medium",
          }),
        ),
        ...times(
          n,
          (i): Written => ({
            id: `back-${i}`,
            type: "ReportRetracted",
            at: day(n + i),
            report: `r-${i}`,
            by: `p-${i % 10}`,
            reason: "error",
          }),
        ),
      ]),
    asked: () => [
      ["replay", "--as-known-to", "p-5", CANON],
      ["gap", "p-5", CANON],
    ],
  },
];
