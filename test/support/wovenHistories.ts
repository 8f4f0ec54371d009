import fc from "fast-check";
import type { Flat } from "./chronicles.ts";

/**
 * Events that hang together in every way there is: relative dates on events, entities, tenures and documents, hints, vague and open
 * dates, secrets, baselines, amendments of dates and data, retractions, undone ones, and amendments of amendments.
 */
export const wovenHistories: fc.Arbitrary<readonly Flat[]> = fc
  .array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 45 })
  .map((draws) => draws.map((draw, i) => eventOf(i, draw)));

type Draw = readonly [number, number, number, number, number];

const day = (n: number): string => `200${n % 3}-0${1 + ((n >> 2) % 3)}-${String(1 + ((n >> 4) % 28)).padStart(2, "0")}`;

function eventOf(i: number, [kind, a, b, c, d]: Draw): Flat {
  const id = `e${i}`;
  // Of an event that may be recorded before, after, or not at all.
  const other = (n: number): string => `e${n % (i + 3)}`;
  const earlier = (n: number): string => (i === 0 ? "e0" : `e${n % i}`);
  const at = dateOf(a, b, c, other);
  switch (kind % 14) {
    case 0:
      return { id, type: "EventRetracted", target: earlier(b), reason: "no" };
    case 1:
      return { id, type: "EventAmended", target: earlier(b), reason: "date", set: { at } };
    case 2:
      return { id, type: "EventAmended", target: earlier(b), reason: "title", set: { title: `t${c}` } };
    case 3:
      return { id, type: "ConflictBegun", conflict: `war-${a % 3}`, sides: [["alpha"], ["beta"]], at };
    case 4:
      return { id, type: "ConflictEnded", conflict: `war-${a % 3}`, at };
    case 5:
      return {
        id,
        type: "LeaderReplaced",
        office: "seat-of-alpha",
        successor: `person-${a % 3}`,
        manner: "elected",
        at,
      };
    case 6:
      return {
        id,
        type: "FactionFounded",
        faction: `f${a % 4}`,
        name: `F${d % 9}`,
        standing: "minor",
        ...(b % 2 ? { at } : {}),
      };
    case 7:
      return {
        id,
        type: "DocumentAdded",
        document: `doc-${a % 2}`,
        title: "D",
        rank: 1,
        ...(b % 2 ? { present: at } : {}),
      };
    case 8:
      return { id, type: "ForceReduced", faction: "alpha", component: "hulls", factor: 0.5, baseline: other(d), at };
    case 9:
      return {
        id,
        type: "Noted",
        about: "x",
        at,
        ...(d % 2 ? { placed: day(d) } : {}),
        ...(d % 3 ? {} : { known: [{ who: "beta" }, { who: "gamma", from: dateOf(d, a, b, other) }] }),
      };
    default:
      return { id, type: "Noted", about: "x", at };
  }
}

const relations = ["after", "before", "during", "with"] as const;

function dateOf(a: number, b: number, c: number, other: (n: number) => string): unknown {
  const relation = relations[b % 4] ?? "after";
  const offset = c % 3 === 0 && b % 4 < 2 ? { offset: "P3D" } : {};
  switch (a % 9) {
    case 0:
      return { [relation]: other(c), ...offset };
    case 1:
      return { [relation]: `war-${c % 3}`, ...offset };
    case 2:
      return c % 2 === 0 ? { [relation]: "@doc-0" } : { [relation]: `person-${c % 3}@seat-of-alpha` };
    case 3:
      return [`2000-0${1 + (b % 3)}/..`, `../2001-0${1 + (b % 3)}`, "../..", "2001~", "2000-02/2002"][c % 5];
    case 4:
      return { [relation]: c % 2 === 0 ? `f${c % 4}` : other(c) };
    default:
      return day(b);
  }
}
