import { describe, expect, test } from "vitest";
import type { EventLog } from "../../../log/eventLog.ts";
import { memoryLog } from "../../../log/memory.ts";
import { loadCanon } from "../../text/load/loadCanon.ts";
import { importCanon } from "./importCanon.ts";

const newLog = () => memoryLog({ now: () => 0 });
const many = (count: number, fields: (i: number) => object = () => ({})) =>
  loadCanon([
    {
      path: "a.ndjson",
      text: Array.from({ length: count }, (_, i) =>
        JSON.stringify({ id: `e${i}`, type: "Noted", at: 2001, about: "x", ...fields(i) }),
      ).join("\n"),
    },
  ]);
async function commitsIn(log: EventLog, timeline = "canon") {
  const commits = [];
  for await (const { id, events, recordedAt } of log.read(timeline))
    commits.push({ id, count: events.length, recordedAt });
  return commits;
}

/** A log that fails at the third append, as a process does that is killed. */
function failing(log: EventLog): EventLog {
  let appends = 0;
  return {
    ...log,
    append: (...given) => (++appends > 2 ? Promise.reject(new Error("killed")) : log.append(...given)),
  };
}

describe("import", () => {
  test("appends in commits of at most 1000 events", async () => {
    const log = newLog();
    expect(await importCanon(many(2500), log)).toEqual([
      { timeline: "canon", events: 2500, commits: 3, head: 2500, raised: 0 },
    ]);
    expect((await commitsIn(log)).map(({ count }) => count)).toEqual([1000, 1000, 500]);
  });

  test("that broke off goes on when it is run again, and nothing is there twice", async () => {
    const log = newLog();
    await expect(importCanon(many(2500), failing(log))).rejects.toThrow("killed");
    expect((await log.timeline("canon"))?.head).toBe(2000);
    expect(await importCanon(many(2500), log)).toMatchObject([{ events: 500, commits: 1, head: 2500 }]);
    expect(await importCanon(many(2500), log)).toMatchObject([{ events: 0, commits: 0, head: 2500 }]);
    const whole = newLog();
    await importCanon(many(2500), whole);
    expect(await log.headHash("canon")).toBe(await whole.headHash("canon"));
  });

  test("of events that are there already is refused, and appends nothing", async () => {
    const log = newLog();
    await importCanon(many(3), log);
    await expect(importCanon(many(4), log)).rejects.toMatchObject({
      code: "import/known-events",
      help: expect.stringContaining("valoris log sync"),
    });
    expect((await log.timeline("canon"))?.head).toBe(3);
  });

  test("restores commits that an export tells, whatever their size, in the order recorded", async () => {
    const log = newLog();
    const recorded = (i: number) => ({ commit: i < 2 ? "late" : "early", recordedAt: i < 2 ? 2000 : 1000 });
    await importCanon(
      many(1500, (i) => ({ recorded: recorded(i) })),
      log,
    );
    expect(await commitsIn(log)).toEqual([
      { id: "early", count: 1498, recordedAt: 1000 },
      { id: "late", count: 2, recordedAt: 2000 },
    ]);
  });

  test("of a commit that another timeline has is refused", async () => {
    const log = newLog();
    const loaded = many(2, () => ({ recorded: { commit: "c", recordedAt: 0 } }));
    await importCanon(loaded, log);
    await expect(importCanon(loaded, log, { timeline: "copy" })).rejects.toMatchObject({ code: "log/commit-known" });
  });

  test("into a timeline of another name", async () => {
    const log = newLog();
    await importCanon(many(2), log, { timeline: "drafts/one" });
    expect((await log.timelines()).timelines).toEqual([{ name: "drafts/one", head: 2 }]);
  });
});
