import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { readStardates, type StardateEra } from "./calendars.ts";
import { instantOf } from "./gregorian.ts";
import { parseStardate } from "./stardate.ts";

const ORIGINAL: StardateEra = { from: "1000.0", to: "9999.9", begins: "2265-01-01", perYear: 1000 };
const read = readStardates({ stardate: [ORIGINAL] });

describe("stardates of an era that was declared", () => {
  it("begin on its day, and are as wide as their last digit", () => {
    const { earliest, latest } = read("1000.0");
    expect(earliest).toBe(instantOf({ year: 2265 }));
    const tenth = 31_556_952_000 / 10_000;
    expect(latest).toBe(earliest + Math.ceil(tenth) - 1);
    expect(read("1000")).toEqual({ earliest, latest: earliest + Math.ceil(10 * tenth) - 1 });
  });

  test.each(["999.9", "10000.0", "65776.2"])("%s is of none, and read as if there were no such era", (text) => {
    const plain = (): unknown => parseStardate(text);
    if (text === "999.9") expect(() => read(text)).toThrow(expect.objectContaining({ code: "date/stardate-era" }));
    else expect(read(text)).toEqual(plain());
  });

  it("follow each other without a gap and without an overlap, at every precision", () => {
    const digits = fc.integer({ min: 0, max: 6 });
    const era = fc.record({
      from: fc.integer({ min: -5000, max: 5000 }).map((n) => `${n}.0`),
      to: fc.constant("999999.9"),
      begins: fc.integer({ min: 1000, max: 3000 }).map(String),
      // Instants are exact to the millisecond for 285 000 years.
      perYear: fc.integer({ min: 4, max: 10_000 }),
    });
    fc.assert(
      fc.property(era, digits, fc.bigInt({ min: 0n, max: 900_000_000_000n }), (own, precision, step) => {
        const scale = 10n ** BigInt(precision);
        const units = BigInt(Number.parseInt(own.from, 10)) * scale + (step % (900_000n * scale));
        const readOwn = readStardates({ stardate: [own] });
        const [first, second] = [units, units + 1n].map((n) => readOwn(written(n, precision)));
        expect(first?.earliest).toBeLessThanOrEqual(first?.latest ?? Number.NaN);
        expect(second?.earliest).toBe((first?.latest ?? Number.NaN) + 1);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    [{ ...ORIGINAL, to: "999.9" }, ["stardate", 0, "to"]],
    [{ ...ORIGINAL, from: "soon" }, ["stardate", 0, "from"]],
    [{ ...ORIGINAL, begins: "../2265" }, ["stardate", 0, "begins"]],
    [{ ...ORIGINAL, begins: "2265-02-30" }, ["stardate", 0, "begins"]],
    [{ ...ORIGINAL, perYear: 0.5 }, ["stardate", 0, "perYear"]],
  ])("%j is refused where it is wrong", (era, path) => {
    expect(() => readStardates({ stardate: [era] })).toThrow(
      expect.objectContaining({ code: "date/calendar", details: { path } }),
    );
  });

  test("an era that overlaps another is refused", () => {
    expect(() => readStardates({ stardate: [ORIGINAL, { ...ORIGINAL, from: "9999.9", to: "10000.5" }] })).toThrow(
      "overlaps",
    );
  });
});

function written(units: bigint, precision: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(precision + 1, "0");
  const whole = digits.slice(0, digits.length - precision);
  const fraction = precision === 0 ? "" : `.${digits.slice(digits.length - precision)}`;
  return `${units < 0n ? "-" : ""}${whole}${fraction}`;
}
