import { CANON, ndjson, type Shape, times } from "../shape.ts";
import { faction } from "../shapeWorld.ts";

const AT = "2001-01-01T12:00:00.000Z";

const breach = (i: number, causes: readonly string[]) => ({
  id: `breach-${i}`,
  type: "BorderBreached",
  at: AT,
  by: "p-0",
  against: `p-${1 + (i % 9)}`,
  systems: [],
  repelled: true,
  causes,
});

/** Events of one instant, which are one incident where their causes join them. */
export const shapes: readonly Shape[] = [
  {
    name: "one instant, each the cause of the next",
    canon: (n) => ({
      "canon.ndjson": ndjson([
        ...times(10, faction),
        ...times(n, (i) => breach(i, i === 0 ? [] : [`breach-${i - 1}`])),
      ]),
    }),
    asked: () => [
      ["replay", CANON],
      ["explain", "nervousness", "quadrant", CANON],
      ["check", CANON],
    ],
  },
  {
    name: "one instant, nothing joined",
    canon: (n) => ({ "canon.ndjson": ndjson([...times(10, faction), ...times(n, (i) => breach(i, []))]) }),
    asked: () => [["replay", CANON]],
  },
];
