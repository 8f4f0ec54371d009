import { describe, expect, test } from "vitest";
import { findingsIn } from "../../../../test/support/checkText.ts";
import { formatSpan } from "../../../events/dates/civil.ts";
import { ALWAYS } from "../../../events/dates/span.ts";
import { catalogue } from "../../../events/catalogue/catalogue.ts";
import { readStardates } from "../../../events/dates/calendars.ts";
import { loadCanon } from "../../text/load/loadCanon.ts";
import { chronicleOf } from "./readCanon.ts";

const ORIGINAL = { from: "1000.0", to: "9999.9", begins: "2265-01-01", perYear: 1000 };
const span = readStardates({ stardate: [ORIGINAL] })("1312.4");

describe("canon with stardates of an era of its own", () => {
  const text = `
entities: { gor: { kind: person } }
events:
  - { id: seen, type: Noted, at: { stardate: "1312.4" }, about: gor }
  - { id: dies, type: PersonDied, at: 2387, person: gor }
`;
  test("is refused at the stardate, without its calendar", async () => {
    expect(await findingsIn(text)).toEqual(['identity/invalid-event | "1312.4": written here']);
  });

  test("is dated by its calendar", async () => {
    const loaded = loadCanon([{ path: "a.yaml", text }], {
      catalogue: catalogue.withCalendars({ stardate: [ORIGINAL] }),
    });
    expect(loaded.issues).toEqual([]);
    const chronicle = await chronicleOf(loaded);
    expect(chronicle.event("seen")?.occurred).toEqual(span);
    expect(chronicle.spanOf({ stardate: "1312.4" })).toEqual(span);
    expect(chronicle.compare("seen", "dies")).toBe("before");
  });
});

describe("canon with a calendar of its own", () => {
  const imperial = {
    months: [
      { name: "Frostmoon", days: 30 },
      { name: "Sun's Height", days: 30, leapDays: 31 },
    ],
    leap: { every: 4 },
    eras: [{ name: "3E", offset: 0 }],
    begins: "2100-03-01",
  };
  const ofOwn = catalogue.withCalendars({ own: { imperial } });
  const noted = (at: string, more = ""): string => `
entities: { gor: { kind: person } }
events:
  - { id: seen, type: Noted, at: ${at}, about: gor${more} }
  - { id: dies, type: PersonDied, at: 2101-01-01, person: gor }
`;
  const loadedFrom = (text: string) => loadCanon([{ path: "a.yaml", text }], { catalogue: ofOwn });

  test("is dated by it, beside civil dates", async () => {
    const chronicle = await chronicleOf(loadedFrom(noted("{ calendar: imperial, date: 12 Sun's Height 3E 4 }")));
    expect(formatSpan(chronicle.event("seen")?.occurred ?? ALWAYS)).toBe("2100-10-08");
    expect(chronicle.compare("seen", "dies")).toBe("before");
    expect(formatSpan(chronicle.spanOf([{ calendar: "imperial", date: "3E 4" }, { before: "2100-09-01" }]))).toBe(
      "2100-08-28/2100-09-01",
    );
  });

  test.each([
    ["a day that it does not have", "{ calendar: imperial, date: 31 Sun's Height 3E 5 }", "at.date", "has 30 days"],
    [
      "what is no date of it",
      "{ calendar: imperial, date: 12 Harvest 3E 5 }",
      "at.date",
      "Write it as 1 Frostmoon 3E 433",
    ],
    ["a calendar that there is not", "{ calendar: imperail, date: 3E 5 }", "at.calendar", "known: julian, imperial"],
    ["no calendar", "{ date: 1500-02-29 }", "at", "has both"],
    ["no date", "{ calendar: julian }", "at", "has both"],
  ])("is refused at its place: %s", (_, at, field, why) => {
    const [issue, ...more] = loadedFrom(noted(at)).issues;
    expect(more).toEqual([]);
    expect(issue?.message).toContain(`\`${field}\`: `);
    expect(issue?.message).toContain(why);
  });

  test("throws no event away for what a text claims", async () => {
    const text = noted("2100", ", states: { date: { calendar: elvish, date: 3 } }");
    expect(await findingsIn(text)).toEqual([expect.stringMatching(/^provenance\/not-checked/)]);
    const other = noted("2100", ", states: { date: { calendar: julian, date: 2098 } }");
    expect(await findingsIn(other)).toEqual([
      "lifespan/stated-date-disagrees | { calendar: julian, date: 2098 }: the text says 2098 (julian) | 2100: dated 2100",
    ]);
  });

  test("a leap day of the Julian calendar can be written, and the civil one is refused with how", async () => {
    const chronicle = await chronicleOf(loadedFrom(noted("{ calendar: julian, date: 1700-02-29 }")));
    expect(formatSpan(chronicle.event("seen")?.occurred ?? ALWAYS)).toBe("1700-03-11");
    expect(loadedFrom(noted("1700-02-29")).issues[0]?.message).toContain(
      "write { calendar: julian, date: 1700-02-29 }.",
    );
    expect(loadedFrom(noted("1712-02-30")).issues[0]?.message).toContain("{ calendar: its-name, date: … }");
    expect(loadedFrom(noted("1700-04-31")).issues[0]?.message).not.toContain("calendar");
  });
});
