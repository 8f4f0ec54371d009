import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { type Flat, histories, parseEvents, WORLD } from "../../test/support/chronicles.ts";
import { temporaryFolders } from "../../test/support/temporaryFolders.ts";
import type { EventLog } from "../log/eventLog.ts";
import { lmdbLog } from "../log/lmdb.ts";
import { memoryLog } from "../log/memory.ts";
import { readChronicle } from "../timelines/readTimeline.ts";
import { bindChronicle } from "./bindChronicle.ts";
import { type Because, because } from "./because.ts";
import { explainShare } from "./power/explainShare.ts";
import { power } from "./power/power.ts";
import type { Contribution } from "./defineProjection.ts";
import { openLog } from "./openLog.ts";
import { replayBatches } from "./replay.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

const adapters: readonly [string, () => EventLog, number][] = [
  ["memory", () => memoryLog({ now: () => 0 }), 60],
  ["LMDB", () => lmdbLog(folders.make(), { now: () => 0 }), 15],
];

describe.each(adapters)("a log in %s", (_, make, numRuns) => {
  test("gives the same world at any point, from whichever keyframe", async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(fc.nat(60), { maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        async (events, cuts, pageSize) => {
          const log = make();
          for (const part of partsOf(events, cuts)) {
            await log.append("canon", parseEvents(part));
            const paged = await openLog(log, { pageSize });
            const chronicle = bindChronicle(await readChronicle(log));
            for (const index of [0, chronicle.events.length >> 1, chronicle.events.length - 1]) {
              const occurred = { event: chronicle.events[index]?.id ?? "" };
              expect(paged.worldAt({ occurred })).toEqual(chronicle.worldAt({ occurred }));
            }
            expectSameReasons(paged.because("nervousness", "quadrant"), chronicle.because("nervousness", "quadrant"));
            for (const metric of ["power", "share"])
              expectSameLines(paged.because(metric, "alpha"), chronicle.because(metric, "alpha"));
            const ids = [...replayBatches(paged, { batchSize: 7 })].flatMap((batch) =>
              batch.events.map(({ id }) => id),
            );
            expect(ids).toEqual(chronicle.events.map(({ id }) => id));
          }
          await log.close();
        },
      ),
      { numRuns },
    );
  });

  test("leaves nothing in the cache that no reader needs", async () => {
    const log = make();
    const kept = new Set<string>();
    const { put, remove } = log.cache;
    Object.assign(log.cache, {
      put: (key: string, value: Uint8Array) => (kept.add(key), put(key, value)),
      remove: (prefix: string) => {
        for (const key of kept) if (key.startsWith(prefix)) kept.delete(key);
        return remove(prefix);
      },
    });
    const sizes: number[] = [];
    for (let i = 0; i < 40; i++) {
      await log.append("canon", parseEvents([{ id: `y${i}`, type: "Noted", about: "x", at: 2000 + ((i * 7) % 40) }]));
      await openLog(log, { pageSize: 4 });
      sizes.push(kept.size);
    }
    const pages = (await openLog(log, { pageSize: 4 })).milestones?.length ?? 0;
    // A page, its names and four states; twice as many for the one update whose readers may still be reading.
    await log.close();
    expect(sizes.at(-1)).toBeLessThan(2 * 6 * pages + 10);
  });

  test("makes pages and keyframes once, and only those that a late entry touches again", async () => {
    const log = make();
    const years = Array.from({ length: 200 }, (_, i) => ({ id: `y${i}`, type: "Noted", about: "x", at: 2000 + i }));
    await log.append("canon", parseEvents(years));
    const folded = async (): Promise<number> => {
      let steps = 0;
      await openLog(log, { pageSize: 10, onProgress: () => steps++ });
      return steps;
    };
    expect(await folded()).toBeGreaterThan(20);
    expect(await folded()).toBe(0);
    await log.append("canon", parseEvents([{ id: "late", type: "Noted", about: "x", at: "2150-10-10" }]));
    const steps = await folded();
    expect(steps).toBeGreaterThan(5);
    expect(steps).toBeLessThan(12);
    await log.close();
  });
});

test("of a long history, what happened before twenty half-lives is one line of an explanation", async () => {
  const log = memoryLog({ now: () => 0 });
  const years = Array.from({ length: 60 }, (_, i) => 2000 + i);
  // The longest half-life there is: a year.
  const conquest = { type: "TerritoryTransferred", systems: ["s2"], from: "beta", to: "alpha", procedure: 1 };
  await log.append("canon", parseEvents([...WORLD, ...years.map((at) => ({ ...conquest, id: `in-${at}`, at }))]));
  const explained = (await openLog(log, { pageSize: 4 })).because("nervousness", "beta");
  const whole = bindChronicle(await readChronicle(log)).because("nervousness", "beta");
  expectSameReasons(explained, whole);
  const all = explained.contributions.filter(({ note }) => note?.startsWith("all ") === true);
  expect(all.map(({ note }) => note)).toEqual([expect.stringMatching(/^all \d+ events/)]);
  expect(explained.contributions.length).toBeLessThan(whole.contributions.length / 2);
});

/** What is older than the horizon may be one line: then it is what the lines that are missing sum to. */
function expectSameReasons(paged: Because, whole: Because): void {
  expect(paged.value).toBe(whole.value);
  const isEarlier = ({ note }: Contribution): boolean => note?.startsWith("all ") === true;
  const own = paged.contributions.filter((line) => !isEarlier(line));
  const key = ({ event, note }: Contribution): string => `${event} ${note}`;
  const kept = new Set(own.map(key));
  // Of what stands, no more is seen in the newer part than what does not fade; what does is next to nothing by then.
  const rounded = (lines: readonly Contribution[]) =>
    lines.map((line) => ({ ...line, value: Number(line.value.toPrecision(11)) }));
  expect(rounded(own)).toEqual(rounded(whole.contributions.filter((line) => kept.has(key(line)))));
  const missing = whole.contributions.filter((line) => !kept.has(key(line)));
  const earlier = paged.contributions.filter(isEarlier);
  expect(earlier.length).toBeLessThanOrEqual(1);
  const sum = (lines: readonly Contribution[]): number => lines.reduce((total, { value }) => total + value, 0);
  expect(sum(earlier)).toBeCloseTo(sum(missing), 9);
}

/** Of power: each line that is there is the same, and those that are not sum to the line of all that came before. */
function expectSameLines(paged: Because, whole: Because): void {
  const key = ({ event, note }: Contribution): string => `${event} ${note}`;
  const earlier = paged.contributions.find(({ note }) => note?.startsWith("all ") === true);
  const own = new Map(paged.contributions.filter((line) => line !== earlier).map((line) => [key(line), line.value]));
  const missing = whole.contributions.filter((line) => !own.has(key(line)));
  const rest = missing.reduce((sum, { value }) => sum + value, 0);
  expect(Math.abs(paged.value - whole.value)).toBeLessThan(1e-12);
  expect(Math.abs(rest - (earlier?.value ?? 0))).toBeLessThan(1e-11);
  for (const line of whole.contributions) {
    const value = own.get(key(line));
    if (value !== undefined) expect(Math.abs(value - line.value)).toBeLessThan(1e-12);
    own.delete(key(line));
  }
  // What cancels out in one way to sum is next to nothing in the other.
  expect(Math.max(0, ...[...own.values()].map(Math.abs))).toBeLessThan(1e-12);
}

test("of a long history, what a power won and lost more than eight years before is one line", async () => {
  const log = memoryLog({ now: () => 0 });
  const conquests = Array.from({ length: 90 }, (_, i) => ({
    id: `in-${i}`,
    type: "TerritoryTransferred",
    systems: ["s2"],
    from: i % 2 === 0 ? "beta" : "alpha",
    to: i % 2 === 0 ? "alpha" : "beta",
    procedure: 1,
    at: 2000 + i,
  }));
  await log.append("canon", parseEvents([...WORLD, ...conquests]));
  const paged = await openLog(log, { pageSize: 4 });
  const whole = bindChronicle(await readChronicle(log));
  // As if this were a long one; of one that is not, every event is told.
  const long = { ...power, wholeUpTo: 0 };
  for (const who of ["alpha", "beta"])
    for (const explained of [because(paged, [long], "power", who), explainShare(paged, who, {}, long)]) {
      expectSameLines(paged.because(explained.metric, who), whole.because(explained.metric, who));
      expectSameLines(explained, whole.because(explained.metric, who));
      expect(paged.because(explained.metric, who).contributions.some(({ note }) => note?.startsWith("all "))).toBe(
        false,
      );
      expect(explained.contributions.filter(({ note }) => note?.startsWith("all ") === true)).toHaveLength(1);
      expect(explained.contributions.length).toBeLessThan(40);
    }
});

function partsOf(events: readonly Flat[], cuts: readonly number[]): (readonly Flat[])[] {
  const ends = [...new Set([...cuts.map((cut) => Math.min(cut, events.length)), events.length])].sort((a, b) => a - b);
  return ends.map((end, i) => events.slice(ends[i - 1] ?? 0, end)).filter((part) => part.length > 0);
}
