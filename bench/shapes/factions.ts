import { CANON, day, type Shape, times } from "../shape.ts";
import { breach, canonFile, noted, type Written, world } from "../shapeWorld.ts";

/** Factions: many of them, or one within the other. */
export const shapes: readonly Shape[] = [
  {
    name: "powers, and 200 alarms that reach all of them",
    canon: (n) => canonFile([...world(n), ...times(200, (i) => breach(i, { at: day(i) }))]),
    asked: () => [
      ["replay", CANON],
      ["explain", "nervousness", "quadrant", CANON],
      ["explain", "share", "p-3", CANON],
    ],
  },
  {
    name: "factions within factions",
    canon: (n) =>
      canonFile([
        ...world(),
        ...times(
          n,
          (i): Written => ({
            id: `part-${i}`,
            type: "FactionFounded",
            faction: `o-${i}`,
            standing: "organisation",
            partOf: i === 0 ? "p-1" : `o-${i - 1}`,
          }),
        ),
        ...times(20, (i) => breach(i, { at: day(i), by: `o-${n - 1}`, known: [{ who: `o-${n - 1}` }] })),
      ]),
    asked: () => [
      ["replay", CANON],
      ["replay", "--as-known-to", `p-1`, CANON],
      ["check", CANON],
    ],
  },
  {
    name: "organisations that act, each within the next",
    canon: (n) =>
      canonFile([
        ...world(),
        ...times(
          n,
          (i): Written => ({
            id: `part-${i}`,
            type: "FactionFounded",
            faction: `o-${i}`,
            standing: "organisation",
            partOf: i === 0 ? "p-1" : `o-${i - 1}`,
          }),
        ),
        ...times(n, (i) => breach(i, { at: day(i), by: `o-${i}` })),
      ]),
    asked: () => [["replay", CANON]],
  },
  {
    name: "alliances between two powers",
    canon: (n) =>
      canonFile([
        ...world(),
        ...times(n, (i): Written[] => [
          {
            id: `treaty-${i}`,
            type: "TreatyRatified",
            at: day(2 * i),
            treaty: `t-${i}`,
            parties: ["p-0", "p-5"],
            terms: [{ alliance: "defence" }],
          },
          breach(i, { at: day(2 * i + 1) }),
        ]).flat(),
      ]),
    asked: () => [
      ["replay", CANON],
      ["check", CANON],
    ],
  },
  {
    name: "one alliance of all powers",
    canon: (n) =>
      canonFile([
        ...world(n),
        {
          id: "treaty",
          type: "TreatyRatified",
          at: day(0),
          treaty: "t",
          parties: times(n, (i) => `p-${i}`),
          terms: [{ alliance: "defence" }],
        },
        ...times(20, (i) => breach(i, { at: day(i + 1) })),
      ]),
    asked: () => [["replay", CANON]],
  },
  {
    name: "alerts of one formation",
    canon: (n) =>
      canonFile([
        ...world(),
        { id: "raised", type: "FormationRaised", formation: "fleet", of: "p-0" },
        ...times(
          n,
          (i): Written => ({
            id: `alert-${i}`,
            type: "AlertChanged",
            at: day(i),
            formation: "fleet",
            level: i % 2 === 0 ? "high" : "normal",
          }),
        ),
      ]),
    asked: () => [
      ["replay", CANON],
      ["check", CANON],
    ],
  },
  {
    name: "reductions of force, one baseline",
    canon: (n) =>
      canonFile([
        ...world(),
        { id: "before", type: "ForceRaised", at: day(0), faction: "p-0", component: "hulls", by: 100 },
        ...times(
          n,
          (i): Written => ({
            id: `reduced-${i}`,
            type: "ForceReduced",
            at: day(i + 1),
            faction: "p-0",
            component: "hulls",
            factor: 0.5 + 0.25 * (i % 3),
            baseline: "before",
          }),
        ),
      ]),
    asked: () => [
      ["replay", CANON],
      ["explain", "power", "p-0", CANON],
      ["check", CANON],
    ],
  },
  {
    name: "reductions of force, each from the one before",
    canon: (n) =>
      canonFile([
        ...world(),
        { id: "reduced-0", type: "ForceRaised", at: day(0), faction: "p-0", component: "hulls", by: 100 },
        ...times(
          n,
          (i): Written => ({
            id: `reduced-${i + 1}`,
            type: "ForceReduced",
            at: day(i + 1),
            faction: "p-0",
            component: "hulls",
            factor: 0.99,
            baseline: `reduced-${i}`,
          }),
        ),
      ]),
    asked: () => [
      ["replay", CANON],
      ["explain", "power", "p-0", CANON],
      ["explain", "share", "p-0", CANON],
    ],
  },
  {
    name: "offices, each handed on once",
    canon: (n) =>
      canonFile([
        ...world(),
        ...times(n, (i): Written => ({ id: `office-${i}`, type: "OfficeEstablished", office: `seat-${i}`, of: "p-0" })),
        ...times(
          n,
          (i): Written => ({
            id: `comes-${i}`,
            type: "LeaderReplaced",
            at: day(i),
            office: `seat-${i}`,
            successor: `person-${i}`,
            manner: "coup",
          }),
        ),
        ...times(n, (i) => noted(i, { at: day(n + i) })),
      ]),
    asked: () => [["replay", CANON]],
  },
];
