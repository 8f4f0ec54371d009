import fc from "fast-check";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { namesForXml, xmlFlaw } from "../../../test/support/xmlFlaw.ts";
import { instantOf } from "../../events/dates/gregorian.ts";
import { DAY } from "../../events/dates/span.ts";
import { fanBetween } from "./between.ts";
import type { Fan, FanPoint } from "./fan.ts";
import { fanLines } from "./fanLines.ts";
import { fanPicture } from "./fanPicture.ts";
import { terminalColumns } from "./fittingText.ts";

const START = instantOf({ year: 2388, month: 10, day: 10 });

/** Around 0, bands as wide as the numbers say; seven values are three bands and a median, once they are sorted. */
const anyPoints = fc
  .array(
    fc.tuple(
      fc.integer({ min: 1, max: 400 }),
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 7, maxLength: 7 }),
    ),
    {
      minLength: 2,
      maxLength: 30,
    },
  )
  .map((steps) => {
    let at = START;
    return steps.map(([days, values]): FanPoint => {
      at += days * DAY;
      const [a = 0, b = 0, c = 0, median = 0, d = 0, e = 0, f = 0] = values.toSorted((x, y) => x - y);
      return {
        at,
        median,
        bands: [
          { low: c, high: d },
          { low: b, high: e },
          { low: a, high: f },
        ],
      };
    });
  });
/** Of whatever a file may hold: steering codes, half of a pair, marks of XML. */
const anyFan: fc.Arbitrary<Fan> = fc.record(
  {
    metric: fc.constantFrom("nervousness", "share", "territory"),
    subject: fc.constant("breen"),
    name: namesForXml,
    points: anyPoints,
    against: fc.record({ name: namesForXml, points: anyPoints }),
    observed: anyPoints.map((points) => points.map(({ at, median: value }) => ({ at, value }))),
    runs: fc.integer({ min: 1, max: 1e6 }),
  },
  { requiredKeys: ["metric", "subject", "name", "points", "runs"] },
);

/** Level at `value` for two months, without any spread. */
const level = (value: number): Fan => ({
  metric: "nervousness",
  subject: "quadrant",
  name: "the quadrant",
  points: [0, 30, 60].map((days) => pointAt(START + days * DAY, value)),
  runs: 500,
});
const pointAt = (at: number, median: number, spread = 0): FanPoint => {
  const band = (part: number) => ({ low: median - part * spread, high: median + part * spread });
  return { at, median, bands: [band(1), band(2), band(3)] };
};
const rising: Fan = {
  ...level(0),
  points: [0, 1, 2, 3].map((i) => pointAt(START + 100 * i * DAY, 10 + 10 * i, i)),
};

const PLAIN = { title: "Without the treaty", subtitle: "seed 7", footnotes: ["All rates are priors, not canon."] };

const charts: readonly [what: string, draw: (fan: Fan) => unknown][] = [
  ["lines", (fan) => fanLines(fan, { width: 80, colour: false })],
  ["a picture", (fan) => fanPicture([rising, fan], PLAIN)],
];

describe.each(charts)("what is no fan is refused as %s", (_, draw) => {
  const refusal = (fan: Fan): unknown => {
    try {
      return draw(fan);
    } catch (error) {
      return error;
    }
  };
  test.each<[why: string, code: string, fan: Fan]>([
    ["of no runs", "sim/too-few", { ...rising, runs: 0 }],
    ["of one instant", "sim/too-few", { ...rising, points: rising.points.slice(0, 1) }],
    ["of a comparison with nothing", "sim/too-few", { ...rising, against: { name: "canon", points: [] } }],
    ["with a median that is no number", "sim/not-a-number", level(Number.NaN)],
    [
      "with an endless band",
      "sim/not-a-number",
      { ...rising, points: [pointAt(0, 1), pointAt(1, 1, Number.POSITIVE_INFINITY)] },
    ],
    ["with no instant", "sim/not-a-number", { ...rising, observed: [{ at: Number.NaN, value: 1 }] }],
    [
      "with an observation that is no number",
      "sim/not-a-number",
      { ...rising, observed: [{ at: START, value: Number.NaN }] },
    ],
    ["that runs backwards", "sim/not-sorted", { ...rising, points: rising.points.toReversed() }],
    [
      "with a median outside its bands",
      "sim/not-nested",
      { ...rising, points: rising.points.map((one) => ({ ...one, median: 99 })) },
    ],
  ])("%s", (_, code, fan) => {
    expect(refusal(fan)).toMatchObject({ name: "ValorisError", code, help: expect.any(String) });
  });
});

describe("a fan between two instants", () => {
  test("lies straight between them, and is nothing beyond", () => {
    const [first, second] = rising.points;
    expect(fanBetween(rising.points, START + 50 * DAY)).toEqual(pointAt(START + 50 * DAY, 15, 0.5));
    expect(fanBetween(rising.points, START)).toEqual(first);
    expect(fanBetween(rising.points, START + 100 * DAY)).toEqual(second);
    expect(fanBetween(rising.points, START - 1)).toBeUndefined();
    expect(fanBetween(rising.points, START + 301 * DAY)).toBeUndefined();
  });
});

describe("a fan chart for a terminal", () => {
  test("has the median in its bands, labels, dates, n and a legend", () => {
    const fan: Fan = {
      ...rising,
      against: { name: "canon", points: [0, 1, 2, 3].map((i) => pointAt(START + 100 * i * DAY, 10)) },
      observed: [
        { at: START, value: 10 },
        { at: START + 100 * DAY, value: 30 },
      ],
    };
    expect(fanLines(fan, { width: 60, colour: false })).toMatchInlineSnapshot(`
      [
        "Nervousness of the quadrant · 500 runs",
        "50 ┤                                                     ░░░",
        "   │                                             ░░░░▒▒▒▒▓▓▓",
        "   │                                     ░░░▒▒▒▓▓▓▓▓━━━━━━━━",
        "30 ┤                             ░░▒▒▒▓▓▓━━━━━━━━━━━▓▓▓▓▓▒▒▒",
        "   │              •••••  ░▒▒▓▓▓━━━━━━━━━━▓▓▓▓▒▒▒▒▒░░░░░░░",
        "   │        ••••••▒▓━━━━━━━━━━━▓▓▓▒▒▒░░░░░",
        "   │   •••━•━━━━━━━━▓▓▒▒░░░",
        "10 ┤━o•o━ooooooooooooooooooooooooooooooooooooooooooooooooooo",
        "   └───────────────┬────────────────┬───────────────┬───────",
        "                2389-01          2389-04         2389-07",
        "    ━ median ▓▒░ 50, 80, 95 % o canon • observed",
      ]
    `);
  });

  test("is level for what does not move", () => {
    expect(fanLines(level(30), { width: 40, height: 3, colour: false })).toMatchInlineSnapshot(`
      [
        "Nervousness of the quadrant · 500 runs",
        "30.6 ┤",
        "30.0 ┤━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━",
        "29.4 ┤",
        "     └────────────┬────────────────┬────",
        "               2388-11          2388-12",
        "      ━ median ▓▒░ 50, 80, 95 %",
      ]
    `);
  });

  test("is never wider than there is room for, and as high as asked", () => {
    fc.assert(
      fc.property(anyFan, fc.integer({ min: 40, max: 160 }), fc.integer({ min: 3, max: 20 }), (fan, width, height) => {
        const lines = fanLines(fan, { width, height, colour: false });
        expect(lines).toHaveLength(height + 4);
        for (const line of lines) {
          expect(terminalColumns(line)).toBeLessThanOrEqual(width);
          expect(line).not.toMatch(/NaN|Infinity|undefined|[\n\r\u001b]/);
        }
      }),
    );
  });

  test("has the median among the rows of its bands", () => {
    const alone = anyFan.map(
      ({ metric, subject, name, points, runs }): Fan => ({ metric, subject, name, points, runs }),
    );
    fc.assert(
      fc.property(alone, fc.integer({ min: 40, max: 160 }), (fan, width) => {
        const rows = fanLines(fan, { width, colour: false })
          .slice(1, 9)
          .map((line) => line.slice(line.search(/[│┤]/) + 1).split(""));
        const columns = Math.max(...rows.map((row) => row.length));
        for (let i = 0; i < columns; i++) {
          const column = rows.map((row) => row[i] ?? " ").join("");
          expect(column).toMatch(/^ *░*▒*▓*━▓*▒*░* *$/);
        }
      }),
    );
  });

  test("says the same with colour as without", () => {
    fc.assert(
      fc.property(anyFan, fc.integer({ min: 40, max: 160 }), (fan, width) => {
        const coloured = fanLines(fan, { width, colour: true });
        expect(coloured.map(stripVTControlCharacters)).toEqual(fanLines(fan, { width, colour: false }));
        expect(coloured.join("")).toContain("\u001b[");
      }),
    );
  });

  test("refuses a terminal that is too narrow for it", () => {
    for (const room of [{ width: 39 }, { width: Number.NaN }, { width: 80, height: 2 }, { width: 80, height: 3.5 }])
      expect(() => fanLines(rising, { colour: false, ...room })).toThrow(
        expect.objectContaining({ code: "sim/too-narrow" }),
      );
  });
});

/** All corners of the paths of a class, as pairs of px. */
const corners = (svg: string, name: string): number[][] =>
  [...svg.matchAll(new RegExp(`d="M([^"]*?)Z?" class="(?:line )?${name}"`, "g"))]
    .filter(([, path = ""]) => path.includes("L"))
    .flatMap(([, path = ""]) => path.split("L").map((corner) => corner.split(" ").map(Number)));

describe("a picture of fans", () => {
  test("is well-formed, without a number that is none, whatever names and notes say", () => {
    const notes = fc.record({
      title: namesForXml,
      subtitle: namesForXml,
      footnotes: fc.array(namesForXml, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(anyFan, { minLength: 1, maxLength: 3 }), notes, (fans, options) => {
        const svg = fanPicture(fans, options);
        expect(xmlFlaw(svg)).toBeUndefined();
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      }),
    );
  });

  test("has the median within the bands, and all of it within the panel", () => {
    fc.assert(
      fc.property(anyFan, (fan) => {
        const svg = fanPicture([fan], PLAIN);
        const n = fan.points.length;
        const median = corners(svg, "median");
        expect(median).toHaveLength(n);
        for (const name of ["half", "fourFifths", "most"]) {
          const band = corners(svg, name);
          expect(band).toHaveLength(2 * n);
          for (const [i, [x, y = Number.NaN]] of median.entries()) {
            const [upper, lower] = [band[i], band[2 * n - 1 - i]];
            expect([upper?.[0], lower?.[0]]).toEqual([x, x]);
            expect(upper?.[1]).toBeLessThanOrEqual(y);
            expect(lower?.[1]).toBeGreaterThanOrEqual(y);
          }
        }
        const all = ["most", "edge", "against", "observed"].flatMap((name) => corners(svg, name));
        const bottom = Number(/M80 ([0-9.]+)H876" class="axis"/.exec(svg)?.[1]);
        for (const [x = Number.NaN, y = Number.NaN] of all) {
          expect(x >= 80 && x <= 876 && y >= bottom - 170 && y <= bottom).toBe(true);
        }
      }),
    );
  });

  test("says how many runs there were, until when canon was observed, and what is given as notes", () => {
    const observed = [
      { at: START, value: 10 },
      { at: START + 90 * DAY, value: 12 },
    ];
    const svg = fanPicture(
      [
        { ...rising, observed },
        { ...rising, runs: 1 },
      ],
      PLAIN,
    );
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(texts).toEqual(
      expect.arrayContaining(["500 runs", "1 run", "observed until 2389-01-08", "canon as observed"]),
    );
    expect(texts.at(-1)).toBe("All rates are priors, not canon.");
  });

  test("has no rule where canon was observed to the end, and no canon where it was not observed", () => {
    const at = START + 300 * DAY;
    expect(fanPicture([{ ...rising, observed: [{ at, value: 40 }] }], PLAIN)).not.toContain("observed until");
    const before = fanPicture([{ ...rising, observed: [{ at: START - DAY, value: 40 }] }], PLAIN);
    expect(before).not.toMatch(/<text[^>]*>[^<]*observed/);
  });

  test("has no text that is too small to read", () => {
    const sizes = [...fanPicture([rising], PLAIN).matchAll(/font(?:-size)?:(\d+)px/g)].map(([, size]) => Number(size));
    expect(sizes.length).toBeGreaterThan(2);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11);
  });

  test("is refused without a fan", () => {
    expect(() => fanPicture([], PLAIN)).toThrow(expect.objectContaining({ code: "sim/too-few" }));
  });
});
