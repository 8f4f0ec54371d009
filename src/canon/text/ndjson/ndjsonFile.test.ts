import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../../events/catalogue/catalogue.ts";
import { flatten } from "../../../events/createCatalogue.ts";
import { formatLocation, ValorisError } from "../../../events/valorisError.ts";
import { LIMITS } from "../input/limits.ts";
import { loadCanon } from "../load/loadCanon.ts";

const load = (text: string) => loadCanon([{ path: "a.ndjson", text }]);
const events = (text: string) => load(text).timelines[0]?.events;
const refusal = (text: string) => {
  try {
    load(text);
  } catch (error) {
    if (error instanceof ValorisError)
      return {
        code: error.code,
        message: error.message,
        place: error.at && formatLocation(error.at),
        help: error.help,
      };
    throw error;
  }
  throw new Error("nothing was refused");
};
const said = (text: string) =>
  load(text).issues.map(({ message, locations: [at] }) => `${at && formatLocation(at.location)} ${message}`);

const X = '{"id":"x","type":"Noted","at":"2388","about":"y"}';

describe("an NDJSON file", () => {
  test("is one flat event a line, whatever the line ends and blank lines", () => {
    expect(events(`\n${X}\r\n  \n\r\n${X.replace("x", "z")}`)?.map(({ event }) => event.id)).toEqual(["x", "z"]);
    expect(events("")).toEqual([]);
  });

  test("may begin with a byte order mark", () => {
    expect(events(`\uFEFF${X}`)).toHaveLength(1);
  });

  test("may say when an event was recorded, and by which version of its type", () => {
    const recorded = (value: string) => events(`${X.slice(0, -1)},"recorded":${value}}`)?.[0]?.recordedAt;
    expect(recorded("1700000000000")).toBe(1_700_000_000_000);
    expect(recorded('"2023-11-14T22:13:20Z"')).toBe(1_700_000_000_000);
    expect(recorded('"2023-11-14T23:13:20.000+01:00"')).toBe(1_700_000_000_000);
    const old = events(
      '{"id":"b","type":"BorderBreached","version":1,"at":"2388","by":"a","against":"c","system":"s"}',
    );
    expect(old?.[0]?.event).toMatchObject({ version: 2, data: { systems: ["s"] } });
  });

  test("with an instant or a version that is none has an issue there", () => {
    expect(said(`${X.slice(0, -1)},"recorded":"yesterday"}`)[0]).toContain("a.ndjson:1:61 `recorded` is an instant");
    expect(said(`${X.slice(0, -1)},"version":9}`)[0]).toContain("a.ndjson:1:60 Noted has versions 1 to 1, not 9");
  });

  test("has its issues where they are written", () => {
    expect(said(`${X}\n{"type":"Noted","at":"2388","abuot":"y"}`)[0]).toContain(
      "a.ndjson:2:29 Noted has no field `abuot`; did you mean `about`",
    );
    expect(said(`${X}\n  {"id":"q","type":"Noted","at":"2388","about":["a",3]}`)[0]).toContain("a.ndjson:2:53 ");
    expect(said(`${X}\n["x"]\n3`)).toEqual([
      "a.ndjson:2:1 An event is an object with fields.",
      "a.ndjson:3:1 An event is an object with fields.",
    ]);
  });

  test("locates events and fields when asked, or where they were converted from", () => {
    const { sources } = load(
      `${X}\n{"id":"z","type":"Noted","at":"2388","about":"y","source":{"path":"save.txt","line":7}}`,
    );
    expect(sources.locate("x")).toEqual({ path: "a.ndjson", line: 1, column: 1, length: X.length });
    expect(sources.locate("x", ["about"])).toEqual({ path: "a.ndjson", line: 1, column: 46, length: 3 });
    expect(sources.locate("z", ["about"])).toEqual({ path: "save.txt", line: 7 });
  });

  test("any id is fine: it is in quotes", () => {
    expect(events(X.replace('"x"', '"Größe 1"'))?.[0]?.event.id).toBe("Größe 1");
  });
});

describe("one clear error, with line and column, for", () => {
  test.each([
    ["a line that is cut off", `${X}\n{"id":"z","type":`, "a.ndjson:2:18", "The line ends where a value should be"],
    ["a date without quotes", `{"at":2388-10-10}`, "a.ndjson:1:7", "dates and other text need double quotes"],
    ["two events on a line", `${X} ${X}`, `a.ndjson:1:${X.length + 2}`, "the line goes on"],
    ["a field that stands twice", '{"id":"x","type":"Noted","id":"z"}', "a.ndjson:1:26", "`id` stands here twice"],
    ["one JSON document over several lines", '{\n  "events": []\n}', "a.ndjson:1:2", "a } is missing"],
    ["a list of events", "[\n{}\n]", "a.ndjson:1:2", "where a value should be"],
  ])("%s", (_what, text, place, words) => {
    const error = refusal(text);
    expect(error).toMatchObject({ code: "canon/json-syntax", place });
    expect(error.message).toContain(words);
    expect(error.help).toBeTruthy();
  });

  test("nesting too deep", () => {
    expect(refusal(`${X}\n{"a":${"[".repeat(500_000)}${"]".repeat(500_000)}}`)).toMatchObject({
      code: "canon/depth",
      place: "a.ndjson:2:106",
    });
    expect(refusal(`{"a":${"[".repeat(500_000)}`).code).toMatch(/canon/);
    expect(refusal('{"a":'.repeat(100_000) + "1" + "}".repeat(100_000)).code).toBe("canon/depth");
  });

  test("a line of ten megabytes", () => {
    const start = performance.now();
    expect(refusal(`${X}\n{"text":"${"x".repeat(10_000_000)}"}`)).toMatchObject({
      code: "canon/line-length",
      place: `a.ndjson:2:${LIMITS.lineLength + 1}`,
    });
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test("a line of a megabyte of mistakes, in bounded time", () => {
    const start = performance.now();
    expect(
      load(`{"id":"x","type":"Noted","at":"2388","about":[${Array(300_000).fill("3").join(",")}]}`).issues.length,
    ).toBeLessThanOrEqual(10);
    expect(
      load(
        `{"id":"x","type":"Noted","at":"2388","about":"y",${Array.from({ length: 60_000 }, (_, i) => `"a${i}":1`).join(",")}}`,
      ).issues.length,
    ).toBeLessThanOrEqual(10);
    expect(performance.now() - start).toBeLessThan(20_000);
  }, 60_000);
});

describe("any lines at all", () => {
  const valid = fc.constantFrom(
    X,
    '{"id":"b","type":"BorderBreached","at":{"after":"x","offset":"P3W"},"by":"a","against":"c","systems":["s"],"known":[{"who":"f"}]}',
    '{"type":"ReportFiled","at":2388,"report":"r","by":"s","reliability":0.5,"claim":{"not":{"type":"ForceCrippled","faction":"f","component":"hulls"}}}',
    '{"id":"f","type":"EventAmended","target":"x","set":{"about":"z"},"reason":"r"}',
    '{"type":"Unheard","__proto__":{"a":1},"constructor":1,"toString":null}',
  );
  const piece = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "\\",
    "1",
    "null",
    "\n",
    "__proto__",
    "\u0000",
    "é",
    '"type":',
    '"id":"x",',
    "-",
    "1e999",
  );
  const mutated = fc
    .tuple(
      fc.array(valid, { minLength: 1, maxLength: 4 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(4), fc.string({ unit: piece, maxLength: 2 })), { maxLength: 3 }),
    )
    .map(([lines, edits]) =>
      edits.reduce((text, [at, cut, insert]) => {
        const from = at % (text.length + 1);
        return text.slice(0, from) + insert + text.slice(from + cut);
      }, lines.join("\n")),
    );

  test("are events, or issues, or an error with its place; and what is kept is read back as the same", () => {
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string({ unit: "binary", maxLength: 60 })), (text) => {
        try {
          const loaded = load(text);
          for (const { locations } of loaded.issues)
            for (const { location } of locations) expect(location.column).toBeGreaterThan(0);
          for (const { event } of loaded.timelines[0]?.events ?? []) {
            const again = catalogue.parse(JSON.parse(JSON.stringify(flatten(event))));
            expect(again.kind).not.toBe("invalid");
            expect(loaded.sources.locate(event.id)).toBeDefined();
          }
        } catch (error) {
          if (!(error instanceof ValorisError)) throw error;
          expect(error.code).toMatch(/^canon\//);
          expect(error.at?.column).toBeGreaterThan(0);
        }
      }),
      { numRuns: 5000 },
    );
  }, 60_000);
});

describe("the first line may say something of the whole", () => {
  const NOTE = '{"id":"b","type":"Noted","at":2001,"about":"x"}\n{"id":"a","type":"Noted","at":2000,"about":"x"}\n';

  test("its name, and that it is in the order of dates", () => {
    const loaded = loadCanon([{ path: "a.ndjson", text: `{"canon":"own","order":"date"}\n${NOTE}` }]);
    expect([loaded.name, loaded.ordered, loaded.issues]).toEqual([
      "own",
      [{ path: "a.ndjson", events: ["b", "a"] }],
      [],
    ]);
    expect(loaded.sources.locate("a")).toMatchObject({ line: 3 });
  });

  test.each([
    ['{"canon":"own","odrer":"date"}', /first line of an NDJSON file has no `odrer`/],
    ['{"canon":7}', /the name of the canon, as text/],
    ['{"order":"size"}', /can only promise `date`/],
    ['{"base":"../base"}', /can only say `not-loaded`/],
  ])("but not %s", (header, words) => {
    expect(() => loadCanon([{ path: "a.ndjson", text: `${header}\n${NOTE}` }])).toThrow(words);
  });
});
