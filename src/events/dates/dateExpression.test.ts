import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  type DateExpression,
  type DateStatement,
  dateExpressionSchema,
  parseDateExpression,
} from "./dateExpression.ts";
import { parseEdtf } from "./edtf.ts";
import { DAY } from "./span.ts";
import { parseStardate } from "./stardate.ts";

const year = (text: string) => parseEdtf(text).span;
const relative = (part: object): object => ({
  kind: "relative",
  least: 1,
  most: Number.POSITIVE_INFINITY,
  offset: false,
  ...part,
});
const id = (name: string) => ({ kind: "id", id: name });

describe("a date as canon writes it", () => {
  it.each<[string, DateExpression, object[]]>([
    ["text", "2388-10-10", [{ kind: "within", span: year("2388-10-10"), approximate: false, path: [] }]],
    [
      "vague text",
      "2387~",
      [{ kind: "within", span: year("2387~"), approximate: true, stated: year("2387"), path: [] }],
    ],
    ["a year", 2388, [{ kind: "within", span: year("2388"), approximate: false, path: [] }]],
    ["a small year", -44, [{ kind: "within", span: year("-0044"), approximate: false, path: [] }]],
    [
      "a stardate",
      { stardate: "65776.2" },
      [{ kind: "within", span: parseStardate("65776.2"), approximate: false, path: ["stardate"] }],
    ],
    ["after an event", { after: "crisis" }, [relative({ relation: "after", anchor: id("crisis"), path: ["after"] })]],
    [
      "before a document",
      { before: "@advance" },
      [relative({ relation: "before", anchor: { kind: "document", id: "advance" }, path: ["before"] })],
    ],
    [
      "during a tenure",
      { during: "gor@domo" },
      [
        relative({
          relation: "during",
          anchor: { kind: "tenure", holder: "gor", office: "domo" },
          least: 0,
          most: 0,
          path: ["during"],
        }),
      ],
    ],
    [
      "an id that begins as a date does",
      { with: "2388-10-10-breach" },
      [relative({ relation: "with", anchor: id("2388-10-10-breach"), least: 0, most: 0, path: ["with"] })],
    ],
    [
      "after a date",
      { after: "2387" },
      [relative({ relation: "after", anchor: { kind: "span", span: year("2387") }, path: ["after"] })],
    ],
    [
      "during a date",
      { during: "2387~" },
      [{ kind: "within", span: year("2387~"), approximate: true, stated: year("2387"), path: ["during"] }],
    ],
    ["with a year", { with: 2387 }, [{ kind: "within", span: year("2387"), approximate: false, path: ["with"] }]],
    [
      "so long after",
      { after: "x", offset: "P1M" },
      [
        relative({
          relation: "after",
          anchor: id("x"),
          least: 28 * DAY,
          most: 31 * DAY,
          offset: true,
          path: ["after"],
        }),
      ],
    ],
    [
      "at least and at most",
      { before: "x", atLeast: "P1M", atMost: "P2Y" },
      [relative({ relation: "before", anchor: id("x"), least: 28 * DAY, most: 731 * DAY, path: ["before"] })],
    ],
    [
      "no time at least, still strictly",
      { after: "x", atLeast: "P0D" },
      [relative({ relation: "after", anchor: id("x"), path: ["after"] })],
    ],
    [
      "several anchors, all of which hold",
      { after: ["x", 2387] },
      [
        relative({ relation: "after", anchor: id("x"), path: ["after", 0] }),
        relative({ relation: "after", anchor: { kind: "span", span: year("2387") }, path: ["after", 1] }),
      ],
    ],
    [
      "several keys",
      { after: "x", before: "y" },
      [
        relative({ relation: "after", anchor: id("x"), path: ["after"] }),
        relative({ relation: "before", anchor: id("y"), path: ["before"] }),
      ],
    ],
    [
      "a list",
      [{ after: "x", offset: "P0D" }, { before: "y" }],
      [
        relative({ relation: "after", anchor: id("x"), least: 0, most: 0, offset: true, path: [0, "after"] }),
        relative({ relation: "before", anchor: id("y"), path: [1, "before"] }),
      ],
    ],
  ])("is %s", (_what, date, statements) => {
    expect(dateExpressionSchema.parse(date)).toEqual(date);
    expect(parseDateExpression(date)).toEqual(statements);
  });

  it("is widened as much as is asked for, in anchors too", () => {
    const spanOf = (statement: DateStatement | undefined) =>
      statement?.kind === "relative" && statement.anchor.kind === "span" ? statement.anchor.span : undefined;
    expect(spanOf(parseDateExpression({ after: "2387~" }, { approximationYears: 5 })[0])).toEqual(year("2382/2392"));
  });
});

describe("what is no date", () => {
  it.each<[string, unknown, (string | number)[], string]>([
    ["a lone id", "breen-crisis", [], "{ with: breen-crisis }"],
    ["a lone document", "@advance", [], '{ with: "@advance" }'],
    ["prose", "October 10, 2388", [], "2388-10-10"],
    ["an impossible day", "2387-02-30", [], "February 2387 has 28 days"],
    [
      "an impossible day in a list",
      [{ after: "x" }, { after: ["y", "2387-02-30"] }],
      [1, "after", 1],
      "February 2387 has 28 days",
    ],
    ["a decade in words", "late 2380s", [], "Write 238X."],
    ["a decade that could be an id", "2380s", [], "Write 238X."],
    ["a relation in words", "before 2388", [], "Write { before: 2388 }."],
    ["no date in words", "unknown", [], "Write ../.. ."],
    ["an interval with dots", { after: ["x", "2380..2385"] }, ["after", 1], "Write 2380/2385."],
    ["years with a hyphen", { before: "2380-2385" }, ["before"], "Write 2380/2385."],
    ["a day as a number", 23_881_010, [], "Y23881010"],
    ["an offset from nothing", { during: "x", offset: "P3W" }, [], "Say from what"],
    ["an offset from either of two", { after: "x", before: "y", offset: "P3W" }, [], "two relations in a list"],
    ["offset and bounds", { after: "x", offset: "P3W", atLeast: "P1D" }, ["offset"], "Keep `offset`"],
    ["bounds that cross", { after: "x", atLeast: "P2Y", atMost: "P1M" }, ["atMost"], "the longer one"],
    ["after, and no time later", { after: "x", atMost: "P0D" }, ["atMost"], "for the same time"],
    ["no duration", { after: "x", offset: "3 weeks" }, ["offset"], "P3W"],
    ["no stardate", { stardate: "about 1312" }, ["stardate"], "not a stardate"],
    ["half a tenure", { after: "gor@" }, ["after"], "holder@office"],
    ["nothing", {}, [], "../.."],
  ])("%s is refused where it stands", (_what, date, path, message) => {
    const { error } = dateExpressionSchema.safeParse(date);
    expect(error?.issues).toEqual([expect.objectContaining({ path, message: expect.stringContaining(message) })]);
    expect(() => parseDateExpression(date as DateExpression)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ path }) }),
    );
  });

  it("a stardate of another era is written well, and cannot be read without its calendar", () => {
    const date = { stardate: "1312.4" };
    expect(dateExpressionSchema.safeParse(date).success).toBe(true);
    expect(() => parseDateExpression(date)).toThrow(expect.objectContaining({ code: "date/stardate-era" }));
  });

  it.each([2387.5, true, null, [], ["2388"], { aftr: "x" }, { after: [] }, { stardate: 65_776.2 }])(
    "%j has another shape",
    (date) => {
      expect(dateExpressionSchema.safeParse(date).success).toBe(false);
    },
  );
});

describe("its JSON Schema, for editors", () => {
  const schema = JSON.stringify(z.toJSONSchema(z.strictObject({ at: dateExpressionSchema })));

  it("describes every key", () => {
    for (const key of ["after", "before", "during", "with", "offset", "atLeast", "atMost", "stardate"])
      expect(schema).toMatch(new RegExp(`"${key}":\\{[^{}]*"description"`));
  });

  it("says what a relation looks like once", () => {
    expect(schema.split('"atLeast"').length).toBe(2);
  });
});
