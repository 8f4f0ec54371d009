import { describe, expect, test } from "vitest";
import { findingsIn } from "../../../../test/support/checkText.ts";
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
