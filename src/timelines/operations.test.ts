import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEvents } from "../../test/support/chronicles.ts";
import type { EventLog } from "../log/eventLog.ts";
import { memoryLog } from "../log/memory.ts";
import {
  archiveTimeline,
  forkTimeline,
  namedPosition,
  protectTimeline,
  readOperations,
  removeTag,
  tagPosition,
  timelineStates,
} from "./operations.ts";
import { ancestry } from "./ancestry.ts";
import { openChronicle } from "./pages/openChronicle.ts";
import { readTimeline } from "./readTimeline.ts";
import { listTimelines, treesOf } from "./timelineTree.ts";

async function newLog(): Promise<EventLog> {
  const log = memoryLog({ now: () => 0 });
  await log.append("canon", parseEvents([{ id: "a", type: "Noted", at: 2000, about: "x" }]));
  return log;
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "nothing",
    ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
  );
const names = async (log: EventLog, options = {}): Promise<string[]> =>
  (await listTimelines(log, options)).timelines.map(({ name }) => name);

describe("timelines", () => {
  test("are listed with where they branch from; what is kept of operations is not one of them", async () => {
    const log = await newLog();
    await forkTimeline(log, "what-if/x", { sequence: 0, cut: 5 });
    const { timelines } = await listTimelines(log);
    expect(timelines).toEqual([
      { name: "canon", head: 1, own: 1, archived: false, protected: true, tags: [] },
      {
        name: "what-if/x",
        head: 0,
        own: 0,
        archived: false,
        protected: false,
        tags: [],
        branch: { parent: "canon", sequence: 0, cut: 5 },
      },
    ]);
  });

  test("that are archived are hidden, and still there", async () => {
    const log = await newLog();
    await forkTimeline(log, "a");
    await forkTimeline(log, "b");
    await archiveTimeline(log, "a");
    expect(await names(log)).toEqual(["b", "canon"]);
    expect(await names(log, { archived: true })).toEqual(["a", "b", "canon"]);
    expect((await log.timeline("a"))?.head).toBe(1);
    await archiveTimeline(log, "a", false);
    expect(await names(log)).toEqual(["a", "b", "canon"]);
  });

  test("come in pages that miss nothing and repeat nothing, whatever is archived", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        async (hidden, limit) => {
          const log = await newLog();
          for (const [i, isHidden] of hidden.entries()) {
            await forkTimeline(log, `b${i}`);
            if (isHidden) await archiveTimeline(log, `b${i}`);
          }
          const found: string[] = [];
          for (let after: string | undefined, more = true; more; more = after !== undefined) {
            const { timelines, next } = await listTimelines(log, { limit, ...(after === undefined ? {} : { after }) });
            found.push(...timelines.map(({ name }) => name));
            after = next;
          }
          expect(found).toEqual(await names(log, { limit: 1000 }));
          expect(found).toHaveLength(1 + hidden.filter((isHidden) => !isHidden).length);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("stand under what they branch from", async () => {
    const log = await newLog();
    await forkTimeline(log, "b", { of: "canon" });
    await forkTimeline(log, "a", { of: "b" });
    const { timelines } = await listTimelines(log);
    const [canon] = treesOf(timelines);
    expect([
      canon?.timeline.name,
      canon?.branches[0]?.timeline.name,
      canon?.branches[0]?.branches[0]?.timeline.name,
    ]).toEqual(["canon", "b", "a"]);
  });

  test("however deep they lie: a hundred within one another, and the rest as trees of their own", async () => {
    const log = await newLog();
    for (let i = 0; i < 12_000; i++) await log.fork(`b-${i}`, i === 0 ? "canon" : `b-${i - 1}`);
    await log.append("b-11999", parseEvents([{ id: "deep", type: "Noted", at: 2001, about: "x" }]));
    const { timelines } = await listTimelines(log, { limit: 20_000 });
    const trees = treesOf(timelines);
    expect(trees.map(({ timeline }) => timeline.branch?.parent)).toEqual([
      undefined,
      ...Array.from({ length: 120 }, (_, i) => `b-${100 * (i + 1) - 2}`),
    ]);
    expect(JSON.stringify(trees).split('"name"')).toHaveLength(12_002);
    expect((await readTimeline(log, "b-11999")).at(-1)?.id).toBe("deep");
    expect((await openChronicle(log, { timeline: "b-11999" })).events.at(-1)?.id).toBe("deep");
    expect((await ancestry(log, "b-11999")).length).toBe(12_001);
  });

  test.each([
    ["from nowhere", "x", { of: "cannon" }, /^log\/unknown-timeline: There is no timeline “cannon”/],
    ["at a position that is not there", "x", { sequence: 9 }, /^log\/position/],
    ["over another", "canon", {}, /^log\/timeline-exists/],
    ["under a name that is none", "What If", {}, /^log\/timeline-name/],
    ["under the name of what is kept of operations", "valoris/operations", {}, /^log\/timeline-name/],
  ])("are not forked %s", async (_, name, options, message) => {
    const log = await newLog();
    expect(await codeOf(forkTimeline(log, name, options))).toMatch(message);
    expect(await names(log)).toEqual(["canon"]);
  });
});

describe("tags", () => {
  test("name a position, and move", async () => {
    const log = await newLog();
    await tagPosition(log, "before", "canon", 0);
    expect(await namedPosition(log, "before", "other")).toEqual({ timeline: "canon", sequence: 0 });
    await tagPosition(log, "before", "canon");
    expect(await namedPosition(log, "before", "other")).toEqual({ timeline: "canon", sequence: 1 });
    await removeTag(log, "before");
    expect(await codeOf(removeTag(log, "before"))).toMatch(/^timeline\/tag/);
  });

  test("are told from positions", async () => {
    const log = await newLog();
    expect(await namedPosition(log, "canon@1", "x")).toEqual({ timeline: "canon", sequence: 1 });
    expect(await namedPosition(log, "1", "x")).toEqual({ timeline: "x", sequence: 1 });
    expect(await codeOf(namedPosition(log, "befor", "x"))).toMatch(/^timeline\/position/);
    expect(await codeOf(tagPosition(log, "12 monkeys", "canon"))).toMatch(/^timeline\/tag/);
    expect(await codeOf(tagPosition(log, "t", "canon", 2))).toMatch(/^log\/position/);
  });
});

describe("what is done to timelines", () => {
  test("is remembered in order", async () => {
    const log = await newLog();
    await forkTimeline(log, "a");
    await protectTimeline(log, "a");
    await archiveTimeline(log, "a");
    const kinds: string[] = [];
    for await (const { operation } of readOperations(log)) kinds.push(operation.kind);
    expect(kinds).toEqual(["forked", "protected", "archived"]);
  });

  test("comes to the same however much of it was kept", async () => {
    const log = await newLog();
    for (let i = 0; i < 1100; i++) await tagPosition(log, `t${i % 7}`, "canon", i % 2);
    const first = await timelineStates(log);
    await protectTimeline(log, "canon", false);
    const kept = await timelineStates(log);
    await log.cache.clear();
    expect(await timelineStates(log)).toEqual(kept);
    expect(kept.tags).toEqual(first.tags);
    expect([first.protected.has("canon"), kept.protected.has("canon")]).toEqual([true, false]);
  });
});
