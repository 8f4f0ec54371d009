import { CANON, day, type Shape, times } from "../shape.ts";
import { breach, canonFile, world } from "../shapeWorld.ts";

const chained = (n: number) => [
  ...world(),
  ...times(n, (i) => breach(i, i === 0 ? {} : { causes: [`breach-${i - 1}`] })),
];

/** Events that alarm, many at once or one by one; their causes join those of an instant to one incident. */
export const shapes: readonly Shape[] = [
  {
    name: "one instant, each the cause of the next",
    canon: (n) => canonFile(chained(n)),
    asked: () => [
      ["replay", CANON],
      ["explain", "nervousness", "quadrant", CANON],
      ["check", CANON],
    ],
  },
  {
    name: "one instant, one cause of all",
    canon: (n) => canonFile([...world(), ...times(n, (i) => breach(i, i === 0 ? {} : { causes: ["breach-0"] }))]),
    asked: () => [["replay", CANON]],
  },
  {
    name: "one instant, all causes of one",
    canon: (n) =>
      canonFile([...world(), ...times(n, (i) => breach(i)), breach(n, { causes: times(n, (i) => `breach-${i}`) })]),
    asked: () => [["replay", CANON]],
  },
  {
    name: "one instant, nothing joined",
    canon: (n) => canonFile([...world(), ...times(n, (i) => breach(i))]),
    asked: () => [["replay", CANON]],
  },
  {
    name: "an alarm a day",
    canon: (n) => canonFile([...world(), ...times(n, (i) => breach(i, { at: day(i) }))]),
    asked: () => [
      ["replay", CANON],
      ["explain", "nervousness", "quadrant", CANON],
      ["timeline", "blame", "nervousness", "quadrant", CANON],
      ["timeline", "bisect", "nervousness.quadrant > 99.9", CANON],
    ],
  },
  {
    name: "alarms that are learned of later, each on a day of its own",
    canon: (n) =>
      canonFile([
        ...world(),
        ...times(n, (i) => breach(i, { at: "2001", known: [{ who: "p-5", from: day(400 + i) }] })),
      ]),
    asked: () => [
      ["replay", CANON],
      ["replay", "--as-known-to", "p-5", CANON],
      ["gap", "p-5", CANON],
    ],
  },
];
