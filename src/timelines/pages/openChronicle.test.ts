import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Flat, parseEvents, WORLD } from "../../../test/support/chronicles.ts";
import { wovenHistories } from "../../../test/support/wovenHistories.ts";
import type { EventLog } from "../../log/eventLog.ts";
import { memoryLog } from "../../log/memory.ts";
import type { ChronicleInMemory } from "../chronicleInMemory.ts";
import { endPlace } from "../point.ts";
import { readTimeline } from "../readTimeline.ts";
import { resolve } from "../resolve.ts";
import { openChronicle } from "./openChronicle.ts";
import type { ChronicleInPages } from "./chronicleInPages.ts";

const pageSize = 5;
const open = (log: EventLog, timeline = "canon") => openChronicle(log, { timeline, pageSize });

async function append(log: EventLog, timeline: string, flat: readonly Flat[]): Promise<void> {
  const head = (await log.timeline(timeline))?.head ?? 0;
  await log.append(timeline, parseEvents(flat), { recordedAt: 1000 * (head + 1) });
}

/** What pages and resolving everything at once must both say. */
const told = ({ events, issues, impossible }: ChronicleInPages | ChronicleInMemory) => ({
  events: [...events],
  issues: issues.map(({ event, kind }) => `${event} ${kind}`).sort(),
  impossible: impossible.length,
});

const whole = async (log: EventLog, timeline = "canon") => resolve(await readTimeline(log, timeline), { timeline });

describe("a history in pages", () => {
  test("is the chronicle, however it was appended and whenever it was opened", async () => {
    await fc.assert(
      fc.asyncProperty(
        wovenHistories,
        fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.boolean())),
        async (events, cuts) => {
          const log = memoryLog({ now: () => 0 });
          await append(log, "canon", WORLD);
          let done = 0;
          for (const [size, isOpened] of [...cuts, [events.length, true] as const]) {
            await append(log, "canon", events.slice(done, done + size));
            done += size;
            const opened = isOpened ? [await open(log)] : [];
            for (const paged of opened) expect(told(paged)).toEqual(told(await whole(log)));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("can be read as it had been recorded at any position", async () => {
    await fc.assert(
      fc.asyncProperty(wovenHistories, fc.nat(60), async (events, n) => {
        const log = memoryLog({ now: () => 0 });
        for (const event of [...WORLD.slice(0, 6), ...events]) await append(log, "canon", [event]);
        await open(log);
        const chronicle = await whole(log);
        const sequence = Math.min(n, chronicle.recorded.length);
        expect(told(await openChronicle(log, { recorded: { sequence }, pageSize }))).toEqual(
          told(chronicle.asOf({ sequence })),
        );
        const instant = 1000 * sequence + 500;
        expect(told(await openChronicle(log, { recorded: { instant }, pageSize }))).toEqual(
          told(chronicle.asOf({ instant })),
        );
      }),
      { numRuns: 200 },
    );
  });

  test("of branches, and of branches of branches, with and without a cut", async () => {
    const instant = (n: number) => 946_684_800_000 + n * 86_400_000;
    await fc.assert(
      fc.asyncProperty(
        wovenHistories,
        fc.array(
          fc.tuple(fc.nat(), fc.nat(), fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined }), fc.nat(8)),
          { minLength: 1, maxLength: 3 },
        ),
        async (events, forks) => {
          const log = memoryLog({ now: () => 0 });
          await append(log, "canon", [...WORLD.slice(0, 5), ...events.slice(0, 20)]);
          const names = ["canon"];
          for (const [i, [of, at, cut, own]] of forks.entries()) {
            const parent = names[of % names.length] ?? "canon";
            const head = (await log.timeline(parent))?.head ?? 0;
            await log.fork(`b${i}`, parent, {
              sequence: at % (head + 1),
              ...(cut === undefined ? {} : { cut: instant(cut) }),
            });
            names.push(`b${i}`);
            const ownEvents = events
              .slice(20 + i * 5, 20 + i * 5 + own)
              .map((event, n) => ({ ...event, id: `b${i}-${n}` }));
            if (ownEvents.length > 0) await append(log, `b${i}`, ownEvents);
            if (own % 2 === 0)
              await append(log, "canon", [{ id: `late-${i}`, type: "Noted", about: "x", at: "2000-05-05" }]);
          }
          for (const name of names) {
            const expected = told(await whole(log, name));
            expect(told(await openChronicle(log, { timeline: name, pageSize, keep: false }))).toEqual(expected);
            expect(told(await open(log, name))).toEqual(expected);
            expect(told(await openChronicle(log, { timeline: name, pageSize, keep: false }))).toEqual(expected);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test("as it would be with more events, and with a cut, of which nothing is kept", async () => {
    await fc.assert(
      fc.asyncProperty(wovenHistories, fc.nat(), fc.integer({ min: 0, max: 900 }), async (events, n, day) => {
        const [log, grown] = [memoryLog({ now: () => 0 }), memoryLog({ now: () => 0 })];
        const at = n % (events.length + 1);
        const cut = 946_684_800_000 + day * 86_400_000;
        for (const one of [log, grown]) await append(one, "canon", events.slice(0, at));
        await grown.fork("cut", "canon", { cut });
        for (const timeline of ["canon", "cut"]) await grown.append(timeline, parseEvents(events.slice(at)));
        const pending = parseEvents(events.slice(at));
        await open(log);
        expect(told(await openChronicle(log, { pending, pageSize })).events.map(({ id }) => id)).toEqual(
          told(await open(grown)).events.map(({ id }) => id),
        );
        const asCut = await openChronicle(log, { pending, cut, pageSize });
        const seen = ({ id, placed, occurred }: { id: string; placed: number; occurred: object }) => [
          id,
          placed,
          occurred,
        ];
        expect([...asCut.events].map(seen)).toEqual([...(await open(grown, "cut")).events].map(seen));
        expect(told(await open(log))).toEqual(told(await whole(log)));
      }),
      { numRuns: 100 },
    );
  });

  test("finds events and entities by their ids", async () => {
    await fc.assert(
      fc.asyncProperty(wovenHistories, async (events) => {
        const log = memoryLog({ now: () => 0 });
        const dated = { id: "2000", type: "Noted", about: "an event whose id is a date", at: "2001-01-01" };
        const renamed = (entity: string, at: string, name: string): Flat => ({
          id: `${entity}-${at}`,
          type: "EntityRenamed",
          entity,
          at,
          name,
        });
        const names = [
          renamed("alpha", "2001-02-01", "Omega"),
          renamed("s3", "2001-04-01", "Port"),
          renamed("alpha", "2000", "Psi"),
        ];
        await append(log, "canon", [...WORLD, ...events, dated, ...names]);
        const [paged, chronicle] = [await open(log), await whole(log)];
        for (const id of [...chronicle.events.map((event) => event.id), "nobody"]) {
          expect(paged.indexOf(id)).toBe(chronicle.indexOf(id));
          expect(paged.event(id)).toEqual(chronicle.event(id));
        }
        for (const occurred of ["2001-05", "2000"])
          expect(endPlace(paged, occurred)).toEqual(endPlace(chronicle, occurred));
        for (const id of ["alpha", "f0", "f1", "s3", "war-0", "nobody"]) {
          for (const at of [undefined, Date.UTC(2001, 2)]) expect(paged.nameOf(id, at)).toBe(chronicle.nameOf(id, at));
          expect(paged.namesOf(id)).toEqual(chronicle.namesOf(id));
          expect(paged.kindOf(id)).toBe(chronicle.kindOf(id));
        }
        for (const date of [
          "2001-05",
          { after: "e1" },
          { during: "war-1" },
          { after: "war-0", offset: "P3D" },
          { with: "f1" },
        ])
          expect(paged.spanOf(date)).toEqual(chronicle.spanOf(date));
      }),
      { numRuns: 100 },
    );
  });

  test("a late entry costs the page that it falls in, and no other", async () => {
    const log = memoryLog({ now: () => 0 });
    const years = Array.from({ length: 100 }, (_, i) => ({ id: `y${i}`, type: "Noted", about: "x", at: 2000 + i }));
    await append(log, "canon", years);
    const before = await openChronicle(log, { pageSize: 10 });
    await append(log, "canon", [{ id: "late", type: "Noted", about: "x", at: "2050-10-10" }]);
    const written: string[] = [];
    const { put } = log.cache;
    Object.assign(log.cache, { put: (key: string, value: Uint8Array) => (written.push(key), put(key, value)) });
    const after = await openChronicle(log, { pageSize: 10 });
    expect(written.filter((key) => key.startsWith("page:")).length).toBe(2);
    expect(after.milestones?.slice(0, 5)).toEqual(before.milestones?.slice(0, 5));
    expect(after.indexOf("late")).toBe(51);
  });
});
