import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { formatYear } from "./civil.ts";
import { parseDateExpression } from "./dateExpression.ts";
import { parseEdtf } from "./edtf.ts";
import { type MeantDate, meantDate, writtenDate } from "./meantDate.ts";
import { DAY } from "./span.ts";

const offered = (text: string): string | undefined => {
  const meant = meantDate(text);
  return meant === undefined ? undefined : writtenDate(meant);
};

describe("what people write", () => {
  it.each([
    ["c. 2260", "2260~"],
    ["c2260", "2260~"],
    ["Circa 2260", "2260~"],
    ["ca. 2260", "2260~"],
    ["about 300", "0300~"],
    ["~2260", "2260~"],
    ["2260 ?", "2260?"],
    ["probably 2260", "2260?"],
    ["c. 2260?", "2260%"],
    ["c. 10 October 2388", "2388-10-10~"],
    ["before 2260", "{ before: 2260 }"],
    ["pre-2260", "{ before: 2260 }"],
    ["before c. 2260", "{ before: 2260~ }"],
    ["after the 2260s", "{ after: 226X }"],
    ["since 2260", "2260/.."],
    ["2260–present", "2260/.."],
    ["2260 or later", "2260/.."],
    ["until May 2260", "../2260-05"],
    ["no later than 2260", "../2260"],
    ["unknown", "../.."],
    ["n.d.", "../.."],
    ["?", "../.."],
    ["2260s", "226X"],
    ["the 2260's", "226X"],
    ["late 2260s", "226X"],
    ["mid-2260s", "226X"],
    ["2200s", "22XX"],
    ["440s BC", "-0448/-0439"],
    ["C23", "22XX"],
    ["23rd c.", "22XX"],
    ["early 23rd century", "22XX"],
    ["5th century BCE", "-04XX"],
    ["226x", "226X"],
    ["22??", "22XX"],
    ["226-", "226X"],
    ["2260-2262", "2260/2262"],
    ["2260 – 2262", "2260/2262"],
    ["2260—2262", "2260/2262"],
    ["2260−2262", "2260/2262"],
    ["2260..2262", "2260/2262"],
    ["2260/61", "2260/2261"],
    ["2260–61", "2260/2261"],
    ["from 2260 to 2262", "2260/2262"],
    ["between 2260 and 2262", "2260/2262"],
    ["c. 2260–2262", "2260~/2262~"],
    ["late 2250s–early 2260s", "225X/226X"],
    ["early to mid 2260s", "226X"],
    ["22nd and 23rd centuries", "21XX/22XX"],
    ["2000–1000 BC", "-1999/-0999"],
    ["10–12 October 2388", "2388-10-10/2388-10-12"],
    ["October–November 2388", "2388-10/2388-11"],
    ["10 October 2388", "2388-10-10"],
    ["October 10th, 2388", "2388-10-10"],
    ["10-Oct-2388", "2388-10-10"],
    ["10th of October 2388", "2388-10-10"],
    ["2388 Sept. 3", "2388-09-03"],
    ["Oct. 2388", "2388-10"],
    ["2388–10–10", "2388-10-10"],
    ["2388-3-4", "2388-03-04"],
    ["25/12/2388", "2388-12-25"],
    ["12/25/2388", "2388-12-25"],
    ["3.4.2388", "2388-04-03"],
    ["10/2388", "2388-10"],
    ["2388-10-10 12:30", "2388-10-10T12:30"],
    ["2260 – ?", "2260/.."],
    ["? – 2260", "../2260"],
    ["Spring 2260", "2260-21"],
    ["fall of 2260", "2260-23"],
    ["Q3 2260", "2260-07/2260-09"],
    ["2260 Q1", "2260-01/2260-03"],
    ["44 BCE", "-0043"],
    ["45 BCE", "-0044"],
    ["1 BC", "0000"],
    ["15 March 44 B.C.", "-0043-03-15"],
    ["12,000 BC", "-11999"],
    ["300 AD", "0300"],
    ["AD 9", "0009"],
    ["−0044", "-0044"],
    ["y-8455", "-8455"],
    [" 2260 ", "2260"],
  ])("%s is answered with %s", (text, date) => {
    expect(offered(text)).toBe(date);
  });

  it.each([
    "3/4/2388",
    "226?",
    "44",
    "20140101",
    "31 February 2388",
    "2262-2260",
    "0 BC",
    "the-breach",
    "next week",
    "before the war",
    "in",
    "",
    "..",
  ])("%s could be several things, or nothing", (text) => {
    expect(offered(text)).toBeUndefined();
  });
});

test("the guide's table says what is offered", () => {
  const [, table = ""] =
    /\| people write \| write \|\n\| --- \| --- \|\n([^]*?)\n\n/.exec(readFileSync("docs/guide.md", "utf8")) ?? [];
  const rows = [...table.matchAll(/^\| (.+) \| `(.+)` \|$/gm)].flatMap(([, all = "", date]) =>
    all.split(", ").map((text) => [text, date]),
  );
  expect(rows.map(([text = ""]) => [text, offered(text)])).toEqual(rows);
  expect(rows.length).toBeGreaterThan(15);
});

const dash = fc.constantFrom("-", "–", "—", "−", " - ", " – ", " to ", "..");
const year = fc.integer({ min: 1000, max: 9989 });
const later = fc.tuple(year, fc.integer({ min: 1, max: 9 }));
/** Text, and the years that it is about. */
const human = fc.oneof(
  year.map((y) => [String(y), y, y] as const),
  later.map(([y, more]) => [`${y} to ${y + more}`, y, y + more] as const),
  fc.tuple(later, dash).map(([[y, more], mark]) => [`${y}${mark}${y + more}`, y, y + more] as const),
  fc
    .integer({ min: 100, max: 998 })
    .filter((d) => d % 10 > 0)
    .map((d) => [`${d}0s`, d * 10, d * 10 + 9] as const),
  fc.integer({ min: 4, max: 98 }).map((c) => [`${c}th century`, c * 100 - 100, c * 100 - 1] as const),
  year.map((y) => [`${y} BC`, 1 - y, 1 - y] as const),
);
const vague = fc.constantFrom("", "c. ", "ca. ", "about ", "early ", "late ", "mid-", "the ", "in ", "probably ");

describe("what is offered", () => {
  it("states the years that are meant, no fewer and no more", () => {
    fc.assert(
      fc.property(human, vague, ([text, from, to], word) => {
        const meant = meantDate(word + text);
        const stated = typeof meant === "string" ? parseEdtf(meant).stated : undefined;
        expect(stated).toEqual(parseEdtf(`${formatYear(from)}/${formatYear(to)}`).span);
      }),
      { numRuns: 2000 },
    );
  });

  it("lies within the year of a month, season or quarter", () => {
    const part = fc.constantFrom(
      "January",
      "Oct.",
      "Spring",
      "Autumn of",
      "Q3",
      "10 May",
      "late August",
      "3rd of June",
    );
    fc.assert(
      fc.property(part, year, (words, y) => {
        const meant = meantDate(`${words} ${y}`);
        const { earliest, latest } = parseEdtf(typeof meant === "string" ? meant : "../..").stated;
        const whole = parseEdtf(formatYear(y)).span;
        expect(earliest >= whole.earliest && latest <= whole.latest && latest - earliest < 93 * DAY).toBe(true);
      }),
    );
  });

  it("can be read, whatever was written", () => {
    const words = [
      "c.",
      "before",
      "since",
      "late",
      "1980s",
      "1985",
      "BC",
      "?",
      "–",
      "/",
      "..",
      "to",
      "19th",
      "century",
      "May",
      "12",
      "~",
      "Q2",
      "unknown",
    ];
    let count = 0;
    const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(text, fc.constantFrom("", " "), (parts, space) => {
        const meant: MeantDate | undefined = meantDate(parts.join(space));
        if (meant === undefined) return;
        count++;
        expect(parseDateExpression(meant)).toHaveLength(1);
        // Who writes what was offered is offered nothing else.
        if (typeof meant === "string") expect(meantDate(meant)).toBe(meant);
      }),
      { numRuns: 5000 },
    );
    expect(count).toBeGreaterThan(100);
  });

  it.each(["c. ".repeat(33), "c1-".repeat(33), "1985 to ".repeat(12), "1-".repeat(50), "(".repeat(100)])(
    "is soon looked for in vain: %s",
    (text) => {
      const start = performance.now();
      expect(meantDate(text)).toBeUndefined();
      expect(performance.now() - start).toBeLessThan(500);
    },
  );
});
