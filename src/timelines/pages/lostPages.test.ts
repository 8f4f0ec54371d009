import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Flat, parseEvents, WORLD } from "../../../test/support/chronicles.ts";
import { wovenHistories } from "../../../test/support/wovenHistories.ts";
import type { EventLog } from "../../log/eventLog.ts";
import { memoryLog } from "../../log/memory.ts";
import { readTimeline } from "../readTimeline.ts";
import { resolve } from "../resolve.ts";
import { openChronicle, type OpenChronicleOptions } from "./openChronicle.ts";
import type { ChronicleInPages } from "./chronicleInPages.ts";

const pageSize = 3;
const DAY = 86_400_000;
const instant = (day: number) => 946_684_800_000 + day * DAY;
const newLog = () => memoryLog({ now: () => 0 });
const append = (log: EventLog, timeline: string, events: readonly Flat[]) => log.append(timeline, parseEvents(events));

/** All that is read from pages, and what asks for one of them. */
const told = (history: ChronicleInPages, ids: readonly string[]) => ({
  events: [...history.events],
  last: history.events.at(-1),
  places: ids.map((id) => history.indexOf(id)),
  names: ["alpha", "f0", "s3", "war-0", "nobody"].map((id) => history.nameOf(id)),
  spans: [{ after: "e1" }, { during: "war-1" }].map((date) => history.spanOf(date)),
});

/** A log with some branches of canon, and of each other. */
async function branchedLog(events: readonly Flat[], forks: readonly (readonly [number, number | undefined])[]) {
  const log = newLog();
  await append(log, "canon", [...WORLD, ...events.slice(0, 20)]);
  const names = ["canon"];
  for (const [i, [of, cut]] of forks.entries()) {
    const name = `b${i}`;
    await log.fork(name, names[of % names.length] ?? "canon", cut === undefined ? {} : { cut: instant(cut) });
    const own = events.slice(20 + 4 * i, 24 + 4 * i).map((event, n) => ({ ...event, id: `${name}-${n}` }));
    if (own.length > 0) await append(log, name, own);
    names.push(name);
  }
  return { log, names };
}

const forks = fc.array(fc.tuple(fc.nat(), fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined })), {
  maxLength: 3,
});

describe("pages that the cache loses while a history is read", () => {
  test("are found again: what it says is what it would have said, of any timeline", async () => {
    await fc.assert(
      fc.asyncProperty(wovenHistories, forks, fc.nat(), async (events, branches, n) => {
        const { log, names } = await branchedLog(events, branches);
        const ids = [...WORLD, ...events].map(({ id }) => String(id));
        for (const timeline of names) {
          const pending = parseEvents([{ id: "as-if", type: "Noted", about: "x", at: "2000-06-01" }]);
          const asked: OpenChronicleOptions[] = [
            {},
            { keep: false },
            { recorded: { sequence: n % 40 } },
            { pending },
            { pending, cut: instant(300) },
          ];
          for (const options of asked) {
            const open = () => openChronicle(log, { timeline, pageSize, ...options });
            const expected = told(await open(), ids);
            const history = await open();
            await log.cache.clear();
            expect(told(history, ids)).toEqual(expected);
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  test("are made anew when it is opened again", async () => {
    const { log, names } = await branchedLog([], [[0, undefined]]);
    const kept = new Set<string>();
    const { put } = log.cache;
    Object.assign(log.cache, { put: (key: string, value: Uint8Array) => (kept.add(key), put(key, value)) });
    for (const timeline of names) await openChronicle(log, { timeline, pageSize });
    const pages = [...kept].filter((key) => key.startsWith("page:"));
    expect(pages.length).toBeGreaterThan(3);
    for (const key of pages) {
      await log.cache.remove(key);
      for (const timeline of names) {
        const history = await openChronicle(log, { timeline, pageSize });
        expect([...history.events]).toEqual([...resolve(await readTimeline(log, timeline), { timeline }).events]);
        expect(log.cache.has(key)).toBe(true);
      }
    }
  });

  test("are no matter where every page goes as soon as it is put", async () => {
    const { log } = await branchedLog([], []);
    const { get } = log.cache;
    const forgetful = (key: string) => (key.startsWith("page:") ? undefined : get(key));
    Object.assign(log.cache, { get: forgetful, has: (key: string) => forgetful(key) !== undefined });
    for (let i = 0; i < 3; i++) {
      await append(log, "canon", [{ id: `late-${i}`, type: "Noted", about: "x", at: "1990" }]);
      const history = await openChronicle(log, { pageSize });
      expect([...history.events]).toEqual([...resolve(await readTimeline(log, "canon")).events]);
    }
  });

  test("end the reading of a log that cannot be read at once, with a code", async () => {
    const { readNow: _readNow, ...log } = (await branchedLog([], [])).log;
    const history = await openChronicle(log, { pageSize });
    await log.cache.clear();
    expect(() => [...history.events]).toThrow(expect.objectContaining({ code: "log/cache-changed" }));
    expect([...(await openChronicle(log, { pageSize })).events]).toHaveLength(WORLD.length);
  });
});
