import { expect, test } from "vitest";
import { type Flat, parseEvents, WORLD } from "../../../test/support/chronicles.ts";
import { memoryLog } from "../../log/memory.ts";
import { readChronicle } from "../../timelines/readTimeline.ts";
import { bindChronicle } from "../bindChronicle.ts";
import { openLog } from "../openLog.ts";
import { believed } from "./believed.ts";
import { gapOf } from "./gap.ts";

/** Pages of raids, of which the 600th is secret, and a rumour about one that never was. */
const events: readonly Flat[] = [
  ...WORLD,
  ...Array.from({ length: 900 }, (_, i) => ({
    id: `raid-${i}`,
    at: `${2001 + Math.floor(i / 100)}-03-04`,
    type: "BorderBreached",
    by: "beta",
    against: "gamma",
    systems: [],
    ...(i === 600 ? { known: [{ who: "gamma" }] } : {}),
  })),
  {
    id: "rumour",
    at: "2009-06-01",
    type: "ReportFiled",
    report: "r",
    by: "alpha",
    claim: { type: "ForceCrippled", faction: "delta", component: "hulls" },
    reliability: "medium",
  },
];

test("beliefs read from the pages of a log are those of the same events in memory", async () => {
  const log = memoryLog({ now: () => 0 });
  await log.append("canon", parseEvents(events));
  const [paged, whole] = [await openLog(log, { pageSize: 100 }), await readChronicle(log)];
  expect(paged.milestones?.length).toBeGreaterThan(8);
  for (const occurred of ["2003", "2008", "2010"]) {
    const worlds = [paged, whole].map((history) =>
      bindChronicle(believed(history, "alpha", { occurred })).worldAt({ occurred }),
    );
    expect(worlds[0]?.events).toBe(worlds[1]?.events);
    expect(worlds[0]?.stateHash).toBe(worlds[1]?.stateHash);
  }
  expect(gapOf(paged, "alpha")).toEqual(gapOf(whole, "alpha"));
  expect(gapOf(paged, "alpha")).toMatchObject({ false: [{ reports: ["rumour"] }], unknown: [{ event: "raid-600" }] });
});
