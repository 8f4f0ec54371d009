import { dayText } from "../dayText.ts";
import type { Flat } from "../history.ts";
import { checked, founded, powers, upTo } from "../checked.ts";
import type { Shape } from "../shape.ts";

const TERMS = [{ alliance: "defence" }, { alliance: "non-aggression" }];
const ratified = (treaty: string, at: unknown, parties: readonly string[]): Flat => ({
  id: `${treaty}-ratified`,
  type: "TreatyRatified",
  at,
  treaty,
  parties,
  terms: TERMS,
});

/** One of n instants of the year 2001, to the second. */
const withinAYear = (i: number, n: number): string =>
  `${new Date(Date.UTC(2001, 0, 1) + Math.floor((i / n) * 31_000_000) * 1000).toISOString().slice(0, 19)}Z`;

export const shapes: readonly Shape[] = [
  checked("one treaty of n parties, who all fight", (n) => [
    ...upTo(n).map(founded),
    ratified(
      "t",
      "2001",
      upTo(n).map((i) => `f${i}`),
    ),
    ...upTo(n).map((i) => ({
      id: `b${i}`,
      type: "BattleFought",
      at: dayText(i + 999),
      sides: [`f${i}`, `f${(i + 1) % n}`],
    })),
    ...upTo(n).map((i) => ({
      id: `c${i}`,
      type: "ConflictBegun",
      at: dayText(i + 999),
      conflict: `c${i}`,
      sides: [`f${i}`, `f${(i + 1) % n}`],
    })),
  ]),
  checked("one treaty, broken n times", (n) => [
    ...powers("a", "b"),
    ratified("t", "2001", ["a", "b"]),
    ...upTo(n).map((i) => ({
      id: `v${i}`,
      type: "TreatyViolated",
      at: dayText(i + 999),
      treaty: "t",
      by: "a",
      act: "shoots",
    })),
  ]),
  checked("one treaty, broken n times within a year", (n) => [
    ...powers("a", "b"),
    ratified("t", "2000", ["a", "b"]),
    ...upTo(n).map((i) => ({
      id: `v${i}`,
      type: "TreatyViolated",
      at: withinAYear(i, n),
      treaty: "t",
      by: "a",
      act: "shoots",
    })),
  ]),
  checked("one treaty, ratified and abrogated n times within a year, between two who fight", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) =>
      i % 2 === 0
        ? { ...ratified("t", withinAYear(i, n), ["a", "b"]), id: `r${i}` }
        : { id: `e${i}`, type: "TreatyAbrogated", at: withinAYear(i, n), treaty: "t", by: "a" },
    ),
    ...upTo(n).map((i) => ({ id: `b${i}`, type: "BattleFought", at: withinAYear(i, n), sides: ["a", "b"] })),
  ]),
  checked("n treaties, each broken within a year", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) => ratified(`t${i}`, "2000", ["a", "b"])),
    ...upTo(n).map((i) => ({
      id: `v${i}`,
      type: "TreatyViolated",
      at: withinAYear(i, n),
      treaty: `t${i}`,
      by: "a",
      act: "shoots",
    })),
  ]),
  checked("one treaty, ratified and abrogated n times", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) =>
      i % 2 === 0
        ? { ...ratified("t", dayText(i), ["a", "b"]), id: `r${i}` }
        : { id: `e${i}`, type: "TreatyAbrogated", at: dayText(i), treaty: "t", by: "a" },
    ),
  ]),
  checked("one treaty, ratified and abrogated n times, between two who fight", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) =>
      i % 2 === 0
        ? { ...ratified("t", dayText(2 * i), ["a", "b"]), id: `r${i}` }
        : { id: `e${i}`, type: "TreatyAbrogated", at: dayText(2 * i), treaty: "t", by: "a" },
    ),
    ...upTo(n).map((i) => ({ id: `b${i}`, type: "BattleFought", at: dayText(2 * i + 1), sides: ["a", "b"] })),
  ]),
  checked("one treaty, joined by n, who fight", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map(founded),
    ratified("t", "2001", ["a", "b"]),
    ...upTo(n).map((i) => ({ id: `j${i}`, type: "MemberJoined", at: dayText(i + 999), body: "t", member: `f${i}` })),
    ...upTo(n).map((i) => ({ id: `l${i}`, type: "MemberLeft", at: dayText(i + 1999), body: "t", member: `f${i}` })),
    ...upTo(n).map((i) => ({
      id: `b${i}`,
      type: "BattleFought",
      at: dayText(i + 1500),
      sides: [`f${i}`, `f${(i + 1) % n}`],
    })),
  ]),
  checked("n treaties between two", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) => ratified(`t${i}`, dayText(i), ["a", "b"])),
  ]),
  checked("n treaties between two who fight once", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) => ratified(`t${i}`, dayText(i), ["a", "b"])),
    { id: "b", type: "BattleFought", at: dayText(n + 9), sides: ["a", "b"] },
  ]),
  checked("n treaties, each broken once", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) => ratified(`t${i}`, dayText(i), ["a", "b"])),
    ...upTo(n).map((i) => ({
      id: `v${i}`,
      type: "TreatyViolated",
      at: dayText(i + 9),
      treaty: `t${i}`,
      by: "a",
      act: "shoots",
    })),
  ]),
  checked("one war of n", (n) => [
    ...upTo(n).map(founded),
    { id: "w", type: "ConflictBegun", at: "2000", conflict: "war", sides: upTo(n).map((i) => `f${i}`) },
  ]),
  checked("one war of two sides of n", (n) => [
    ...upTo(n).map(founded),
    {
      id: "w",
      type: "ConflictBegun",
      at: "2000",
      conflict: "war",
      sides: [0, 1].map((k) => upTo(n >> 1).map((i) => `f${2 * i + k}`)),
    },
  ]),
  checked("one war, joined by n, who are allies", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map(founded),
    ratified("t", "1999", ["a", "b", ...upTo(n).map((i) => `f${i}`)]),
    { id: "w", type: "ConflictBegun", at: "2000", conflict: "war", sides: ["a", "b"] },
    ...upTo(n).map((i) => ({
      id: `j${i}`,
      type: "BelligerentJoined",
      at: dayText(i + 999),
      conflict: "war",
      belligerent: `f${i}`,
      side: i % 2 === 0 ? "a" : "b",
    })),
  ]),
  checked("one war, joined and left n times", (n) => [
    ...powers("a", "b", "c"),
    { id: "w", type: "ConflictBegun", at: "2000", conflict: "war", sides: ["a", "b"] },
    ...upTo(n).map((i) => ({
      id: `j${i}`,
      at: dayText(i + 999),
      conflict: "war",
      belligerent: "c",
      ...(i % 2 === 0 ? { type: "BelligerentJoined", side: "a" } : { type: "BelligerentLeft" }),
    })),
  ]),
  checked("one war, of n battles", (n) => [
    ...powers("a", "b"),
    { id: "w", type: "ConflictBegun", at: "2000", conflict: "war", sides: ["a", "b"] },
    ...upTo(n).map((i) => ({
      id: `b${i}`,
      type: "BattleFought",
      at: dayText(i + 999),
      conflict: "war",
      sides: ["a", "b"],
    })),
  ]),
  checked("n wars of two", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) => ({
      id: `w${i}`,
      type: "ConflictBegun",
      at: dayText(i),
      conflict: `war-${i}`,
      sides: ["a", "b"],
    })),
    ...upTo(n).map((i) => ({ id: `e${i}`, type: "ConflictEnded", at: dayText(i + 99), conflict: `war-${i}` })),
  ]),
];
