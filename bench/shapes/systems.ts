import { CANON, day, type Shape, times } from "../shape.ts";
import { breach, canonFile, faction, system, type Written, world } from "../shapeWorld.ts";

const taken = (i: number, one: string, to: string): Written => ({
  id: `taken-${i}`,
  type: "ControlChanged",
  at: day(i),
  systems: [one],
  to,
});

/** Systems, and who rules them. */
export const shapes: readonly Shape[] = [
  {
    name: "systems, each with one change",
    canon: (n) =>
      canonFile([
        ...times(10, faction),
        ...times(n, (i) => system(i, `p-${i % 10}`)),
        ...times(n, (i) => taken(i, `s-${i}`, `p-${(i + 1) % 10}`)),
      ]),
    asked: () => [
      ["replay", CANON],
      ["explain", "nervousness", "quadrant", CANON],
      ["explain", "territory", "p-3", CANON],
      ["timeline", "blame", "territory", "p-3", CANON],
      ["check", CANON],
    ],
  },
  {
    name: "systems charted one by one, with an alarm between",
    canon: (n) =>
      canonFile([
        ...times(10, faction),
        ...times(n, (i) => ({ ...system(i, `p-${i % 10}`), at: day(2 * i) })),
        ...times(n, (i) => breach(i, { at: day(2 * i + 1) })),
      ]),
    asked: () => [["replay", CANON]],
  },
  {
    name: "one system with a lane to all others",
    canon: (n) =>
      canonFile([
        ...times(10, faction),
        ...times(n, (i) => system(i, `p-${i % 10}`, i === 0 ? -1 : 0)),
        ...times(n, (i) => taken(i, "s-0", `p-${i % 10}`)),
      ]),
    asked: () => [["replay", CANON]],
    // Lanes of one system: each change of it touches them all.
    upTo: 4000,
  },
  {
    name: "one system that changes hands",
    canon: (n) => canonFile([...world(), ...times(n, (i) => taken(i, "s-0", `p-${i % 10}`))]),
    asked: () => [
      ["replay", CANON],
      ["explain", "territory", "s-0", CANON],
      ["explain", "share", "p-3", CANON],
      ["check", CANON],
    ],
  },
  {
    name: "claims on one system",
    canon: (n) =>
      canonFile([
        ...world(),
        ...times(
          n,
          (i): Written => ({ id: `claim-${i}`, type: "ClaimAsserted", at: day(i), by: `p-${i % 10}`, over: "s-0" }),
        ),
      ]),
    asked: () => [
      ["replay", CANON],
      ["check", CANON],
    ],
  },
  {
    name: "claims, each on a system of its own",
    canon: (n) =>
      canonFile([
        ...times(10, faction),
        ...times(n, (i) => system(i, `p-${i % 10}`)),
        ...times(
          n,
          (i): Written => ({ id: `claim-${i}`, type: "ClaimAsserted", at: day(i), by: "p-0", over: `s-${i}` }),
        ),
        ...times(
          n,
          (i): Written => ({ id: `given-${i}`, type: "ClaimRenounced", at: day(n + i), by: "p-0", over: `s-${i}` }),
        ),
      ]),
    asked: () => [["replay", CANON]],
  },
  {
    name: "wars with a battle each",
    canon: (n) =>
      canonFile([
        ...times(10, faction),
        ...times(n, (i) => system(i, `p-${i % 10}`)),
        ...times(n, (i): Written[] => [
          { id: `begun-${i}`, type: "ConflictBegun", at: day(3 * i), conflict: `w-${i}`, sides: ["p-0", "p-1"] },
          {
            id: `battle-${i}`,
            type: "BattleFought",
            at: day(3 * i + 1),
            conflict: `w-${i}`,
            sides: ["p-0", "p-1"],
            place: `s-${i}`,
          },
          { id: `ended-${i}`, type: "ConflictEnded", at: day(3 * i + 2), conflict: `w-${i}` },
        ]).flat(),
      ]),
    asked: () => [
      ["replay", CANON],
      ["timeline", "bisect", "at-war(p-0, p-9)", CANON],
    ],
  },
  {
    name: "wars at once",
    canon: (n) =>
      canonFile([
        ...times(10, faction),
        ...times(n, (i): Written => {
          const sides = [`p-${i % 10}`, `p-${(i + 1 + (i % 7)) % 10}`];
          return { id: `begun-${i}`, type: "ConflictBegun", at: day(i), conflict: `w-${i}`, sides };
        }),
        ...times(n, (i): Written => ({ id: `ended-${i}`, type: "ConflictEnded", at: day(n + i), conflict: `w-${i}` })),
      ]),
    asked: () => [
      ["check", CANON],
      ["replay", CANON],
      ["timeline", "bisect", "at-war(p-0, p-9)", CANON],
    ],
  },
  {
    name: "one war that all join",
    canon: (n) =>
      canonFile([
        ...world(),
        { id: "war", type: "ConflictBegun", at: day(0), conflict: "w", sides: ["p-0", "p-1"] },
        ...times(
          n,
          (i): Written => ({ id: `small-${i}`, type: "FactionFounded", faction: `o-${i}`, standing: "organisation" }),
        ),
        ...times(
          n,
          (i): Written => ({
            id: `joined-${i}`,
            type: "BelligerentJoined",
            at: day(i + 1),
            conflict: "w",
            belligerent: `o-${i}`,
            side: "p-0",
          }),
        ),
      ]),
    asked: () => [
      ["timeline", "bisect", "at-war(p-0, p-9)", CANON],
      ["explain", "nervousness", "quadrant", CANON],
      ["check", CANON],
    ],
  },
];
