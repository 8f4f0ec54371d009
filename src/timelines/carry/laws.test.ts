import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Flat, parseEvents } from "../../../test/support/chronicles.ts";
import { wovenHistories } from "../../../test/support/wovenHistories.ts";
import type { ChronicleEvent } from "../../events/envelope.ts";
import { flatten } from "../../events/createCatalogue.ts";
import type { EventLog } from "../../log/eventLog.ts";
import { memoryLog } from "../../log/memory.ts";
import { forkTimeline } from "../operations.ts";
import { openChronicle } from "../pages/openChronicle.ts";
import { readChronicle } from "../readTimeline.ts";
import { merge } from "./merge.ts";
import { rebase } from "./rebase.ts";

/** A log in which what was recorded from a position on is a branch's own: dangling, looking ahead, amended twice, whatever. */
async function branchedAt(events: readonly Flat[], at: number, cut?: number): Promise<EventLog> {
  let now = 0;
  const log = memoryLog({ now: () => (now += 1000) });
  await log.append(
    "canon",
    parseEvents([{ id: "first", type: "Noted", at: "2000", about: "x" }, ...events.slice(0, at)]),
  );
  await forkTimeline(log, "what-if", cut === undefined ? {} : { cut });
  for (const event of parseEvents(events.slice(at))) await log.append("what-if", [event]);
  return log;
}

/** What an event says, whatever its id and that of what it amends. */
function saying(event: ChronicleEvent): Flat {
  const { recorded: _recorded, id: _id, target: _target, ...fields } = flatten(event);
  return fields;
}

const said = async (log: EventLog, timeline: string) => {
  const { events, retracted, amendments, issues, impossible } = await readChronicle(log, timeline);
  const plain = events.map(({ recorded: _recorded, ...event }) => event);
  return { plain, gone: [...retracted.keys()], amended: [...amendments], issues, impossible };
};
const paged = async (log: EventLog, timeline: string) =>
  [...(await openChronicle(log, { timeline, pageSize: 4 })).events].map(({ recorded: _recorded, ...event }) => event);
const everything = async (log: EventLog): Promise<unknown> => {
  const { timelines } = await log.timelines({ limit: 1000 });
  return Promise.all(timelines.map(async ({ name }) => [name, await log.headHash(name)]));
};
/** So that both sides often say something of the same events. */
const amending = (events: readonly Flat[], at: number, mark: string): Flat[] =>
  events.map((event, i) =>
    i < at || i % 3 === 0
      ? event
      : i % 3 === 1
        ? {
            id: `e${i}`,
            type: "EventAmended",
            target: `e${i % Math.max(1, Math.min(at, 5))}`,
            reason: mark,
            set: { title: i % 2 === 0 ? mark : "same" },
          }
        : i % 6 === 2
          ? { id: `e${i}`, type: "EventRetracted", target: `e${(i * 7) % (i + 1)}`, reason: mark }
          : event,
  );
const place = (events: readonly Flat[], part: number): number => Math.floor((events.length * part) / 100);

/** As another writer would have recorded it: events of its own have ids of their own. */
const renamed = (events: readonly Flat[], at: number): Flat[] =>
  JSON.parse(JSON.stringify(events.slice(at)).replaceAll(/"e(\d+)"/g, (id, n) => (Number(n) < at ? id : `"t${n}"`)));

const cuts = fc.option(
  fc.integer({ min: 2000, max: 2003 }).map((year) => Date.UTC(year, 5)),
  { nil: undefined },
);

describe("whatever a branch recorded", () => {
  test("a rebase onto where it is already is the identity", async () => {
    await fc.assert(
      fc.asyncProperty(wovenHistories, fc.nat(100), cuts, async (events, part, cut) => {
        const at = place(events, part);
        const log = await branchedAt(events, at, cut);
        const { timeline, steps } = await rebase(log, "what-if", "canon");
        expect(steps.map(({ kind }) => kind)).toEqual(steps.map(() => "picked"));
        expect(await said(log, timeline)).toEqual(await said(log, "what-if"));
        expect(await paged(log, timeline)).toEqual(await paged(log, "what-if"));
      }),
      { numRuns: 300 },
    );
  });

  test("a merge gives it to a parent that did not move", async () => {
    await fc.assert(
      fc.asyncProperty(wovenHistories, fc.nat(100), async (events, part) => {
        const at = place(events, part);
        const log = await branchedAt(events, at);
        await merge(log, "what-if", "canon", { force: true });
        expect(await said(log, "canon")).toEqual(await said(log, "what-if"));
      }),
      { numRuns: 100 },
    );
  });

  test("each event is carried as it was, is there already, or is said not to be", async () => {
    await fc.assert(
      fc.asyncProperty(
        wovenHistories,
        wovenHistories,
        fc.nat(100),
        cuts,
        fc.constantFrom("ours", "theirs"),
        fc.boolean(),
        async (drawn, others, part, cut, keepAll, isRenamed) => {
          const at = place(drawn, part);
          const [mine, theirs] = [amending(drawn, at, "ours"), amending(others, at, "theirs")];
          const log = await branchedAt(mine, at, cut);
          const tail = isRenamed ? renamed(theirs, at) : theirs.slice(at);
          if (tail.length > 0) await log.append("canon", parseEvents(tail));
          const before = await everything(log);
          const result = await rebase(log, "what-if", "canon", { keepAll }).catch((error: { code?: string }) => error);
          if (!("steps" in result)) {
            if (result.code !== "carry/conflict") throw result;
            expect(keepAll).toBe("ours");
            expect(await everything(log)).toEqual(before);
            return;
          }
          const own = parseEvents(mine.slice(at));
          expect(result.steps.map(({ event }) => event)).toEqual(own.map(({ id }) => id));
          const there = await readChronicle(log, result.timeline);
          for (const [i, { event, kind, as }] of result.steps.entries()) {
            const found = there.recordedEvent(as ?? event);
            if (kind === "picked") {
              const original = own[i];
              expect(found && saying(found)).toEqual(original && saying(original));
            }
            if (kind === "already there") expect(found).toBeDefined();
          }
          const done = await everything(log);
          expect((await rebase(log, "what-if", "canon", { keepAll })).timeline).toBe(result.timeline);
          expect(await everything(log)).toEqual(done);
        },
      ),
      { numRuns: 400 },
    );
  });
});
