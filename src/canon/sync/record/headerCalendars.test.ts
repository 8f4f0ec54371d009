import { describe, expect, test } from "vitest";
import { catalogue } from "../../../events/catalogue/catalogue.ts";
import { formatSpan } from "../../../events/dates/civil.ts";
import { ALWAYS } from "../../../events/dates/span.ts";
import { memoryLog } from "../../../log/memory.ts";
import { readChronicle } from "../../../timelines/readTimeline.ts";
import { loadCanon } from "../../text/load/loadCanon.ts";
import { exportEvents } from "../export/exportEvents.ts";
import { chronicleOf } from "./readCanon.ts";
import { recordCanon } from "./recordCanon.ts";

const DECLARED = `calendars:
  reed:
    months: [{ name: Sowing, days: 40 }, { name: Low Water, days: 35, leapDays: 36 }]
    leap: { every: 5 }
    eras: [{ name: AT, offset: 0 }, { name: BT, offset: 1, backwards: true }]
    begins: 1800-01-01
  julian: { kent: 1752-09-02 }
`;
const HEADER = `${DECLARED}calendar: reed\n`;
const noted = (at: string, more = ""): string =>
  `entities: { una: { kind: person } }\nevents:\n  - { id: seen, type: Noted, at: ${at}, about: una${more} }\n`;
const loaded = (text: string) => loadCanon([{ path: "a.yaml", text }]);
const dated = async (text: string): Promise<string> => {
  const canon = loaded(text);
  expect(canon.issues).toEqual([]);
  return formatSpan((await chronicleOf(canon)).event("seen")?.occurred ?? ALWAYS);
};

describe("calendars in a canon file's header", () => {
  test.each([
    ["a date that names its calendar", "{ calendar: reed, date: 3 Sowing AT 2 }", "1800-03-19"],
    ["a bare day", "3 Sowing AT 2", "1800-03-19"],
    ["a bare month", "Low Water AT 1", "1800-02-10/1800-03-16"],
    ["a bare year", "AT 1", "1800-01-01/1800-03-16"],
    ["a year before", "1 BT", "1799-10-17/1799-12-31"],
    ["what relations count from", "{ after: AT 1, before: Low Water AT 2 }", "1800-03-17/1800-04-25"],
    ["a list of relations", "[{ during: AT 2 }, { after: 20 Low Water AT 2 }]", "1800-05-16/1800-05-30"],
    ["an ISO day", "2388-10-10", "2388-10-10"],
    ["a year", "2388", "2388"],
    ["an interval", "2385/2387", "2385/2387"],
    ["a place that left the Julian calendar", "{ calendar: kent, date: 1752-09-02 }", "1752-09-13"],
  ])("%s is read without a configuration", async (_, at, days) => {
    expect(await dated(HEADER + noted(at))).toBe(days);
  });

  test("are there for other files of the canon, which say themselves what their bare dates are of", async () => {
    const files = [
      { path: "calendars.yaml", text: HEADER },
      { path: "b.yaml", text: noted("{ calendar: reed, date: AT 1 }") },
    ];
    const canon = loadCanon(files);
    expect([canon.issues, canon.calendar]).toEqual([[], "reed"]);
    const bare = loadCanon([files[0] ?? { path: "", text: "" }, { path: "b.yaml", text: noted("AT 1") }]);
    expect(bare.issues[0]?.message).toContain("This is not a date");
  });

  test("are read from the first line of NDJSON, too", async () => {
    const header = {
      calendars: { reed: { months: [{ name: "Sowing", days: 40 }], begins: "1800-01-01" } },
      calendar: "reed",
    };
    const events = [
      { type: "PersonBorn", id: "declare", person: "una", at: "1 Sowing 2" },
      { type: "Noted", id: "seen", at: "Sowing 3", about: "una" },
    ];
    const text = [header, ...events].map((line) => JSON.stringify(line)).join("\n");
    const canon = loadCanon([{ path: "a.ndjson", text }]);
    expect(formatSpan((await chronicleOf(canon)).event("seen")?.occurred ?? ALWAYS)).toBe("1800-03-22/1800-04-30");
  });

  test.each([
    ["a bare day that there is not", "41 Sowing AT 2", "`at`: The calendar reed has no", 11],
    ["an anchor that there is not", "{ after: 41 Sowing AT 2 }", "`at.after`: The calendar reed has no", 11],
    ["what is no date of it", "3 Harvest AT 2", "Write it as 1 Sowing AT 433", 11],
  ])("%s is refused where it stands", (_, at, message, line) => {
    const [issue, ...more] = loaded(HEADER + noted(at)).issues;
    expect(more).toEqual([]);
    expect(issue?.message).toContain(message);
    expect(issue?.locations[0]?.location.line).toBe(line);
  });

  test("a claim that cannot be read throws no event away", () => {
    const canon = loaded(HEADER + noted("AT 1", ", states: { date: 99 Sowing AT 1 }"));
    expect([canon.issues, canon.timelines[0]?.events.length]).toEqual([[], 2]);
  });

  test.each([
    ["calendars: 3\n", 1, "Write a mapping"],
    ["calendars: { reed: { months: [] } }\n", 1, "Write a day"],
    [
      "calendars:\n  reed:\n    mnths: []\n    months: [{ name: A, days: 9 }]\n    begins: 1800-01-01\n",
      3,
      "Did you mean `months`?",
    ],
    ["calendars:\n  reed:\n    months: [{ name: A, days: 0 }]\n    begins: 1800-01-01\n", 3, "Write them as `days`."],
    ["calendars:\n  julian: { kent: soon }\n", 2, "Write a day, such as 1752-09-02."],
    ["calendar: reed\n", 1, "write one that is known: julian"],
    ["calendar: [reed]\n", 1, "Write calendar: imperial"],
  ])("%j is refused at its place", (header, line, help) => {
    expect(() => loaded(header + noted("2388"))).toThrow(
      expect.objectContaining({
        code: "canon/header",
        at: expect.objectContaining({ line }),
        help: expect.stringContaining(help),
      }),
    );
  });

  test("Sweden's 30 February is a day of a calendar of its own", async () => {
    const sweden = `calendars:
  sweden-1712:
    months: [{ name: January, days: 31 }, { name: February, days: 30 }, { name: March, days: 31 }]
    eras: [{ name: AD, offset: -1711 }]
    begins: 1712-01-11
calendar: sweden-1712
`;
    expect(await dated(sweden + noted("30 February AD 1712"))).toBe("1712-03-11");
    // Then it was Julian again.
    expect(await dated(sweden + noted("1 March AD 1712"))).toBe(
      await dated(sweden + noted("{ calendar: julian, date: 1712-03-01 }")),
    );
  });

  test("one calendar that two files declare is fine, and refused where they differ", () => {
    const again = { path: "b.yaml", text: DECLARED };
    expect(loadCanon([{ path: "a.yaml", text: HEADER }, again]).issues).toEqual([]);
    const other = { path: "b.yaml", text: DECLARED.replace("days: 40", "days: 41") };
    expect(() => loadCanon([{ path: "a.yaml", text: HEADER }, other])).toThrow("declared otherwise elsewhere");
  });

  test("what is bare is recorded in full: a log reads it by a catalogue that has the calendar, and else says what is missing", async () => {
    const canon = loaded(HEADER + noted("3 Sowing AT 2"));
    const log = memoryLog({ now: () => 0 });
    await recordCanon(canon, log, { catalogue: canon.catalogue });
    const lines: string[] = [];
    for await (const line of exportEvents(log, "canon", { format: "ndjson", catalogue: canon.catalogue }))
      lines.push(line);
    expect(lines.join("")).toContain('"at":{"calendar":"reed","date":"3 Sowing AT 2"}');
    const known = await readChronicle(log, "canon", { catalogue: canon.catalogue });
    expect(formatSpan(known.event("seen")?.occurred ?? ALWAYS)).toBe("1800-03-19");
    const [issue] = (await readChronicle(log, "canon", { catalogue })).issues;
    expect(issue?.message).toBe(
      'There is no calendar "reed". Declare it under `calendars:` in valoris.config.yaml, or write one that is known: julian.',
    );
  });
});
