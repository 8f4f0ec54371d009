import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolders } from "../../../test/support/temporaryFolders.ts";
import { event } from "../../events/event.ts";
import type { NewEvent } from "../../events/envelope.ts";
import type { EventLog } from "../eventLog.ts";
import { lmdbLog } from "../lmdb.ts";
import { verifyLog } from "../verifyLog.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

const noted = (id: string): NewEvent => event("Noted", { id, at: 2001, about: "x" });
const many = (from: number, to: number): NewEvent[] =>
  Array.from({ length: to - from }, (_, i) => noted(`e${from + i}`));
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "taken",
    (error: { code?: string }) => error.code,
  );

/** As an import records them, or an older version did. */
async function fill(log: EventLog, timeline: string, from: number, to: number, size = 1000): Promise<void> {
  for (let next = from; next < to; next += size)
    await log.append(timeline, many(next, Math.min(to, next + size)), { unchecked: true });
}

describe("ids of events that were taken unchecked", () => {
  test("are known to whoever appends afterwards, however many there are, on whatever branch", async () => {
    const directory = folders.make();
    const log = lmdbLog(directory);
    await fill(log, "canon", 0, 50_000);
    await log.fork("a", "canon", { sequence: 30_500 });
    await fill(log, "a", 60_000, 60_010);
    await log.fork("b", "a");
    expect(await codeOf(log.append("b", [noted("e30499")]))).toBe("log/event-known");
    expect(await codeOf(log.append("b", [noted("e60009")]))).toBe("log/event-known");
    expect(await codeOf(log.append("b", [noted("e30500")]))).toBe("taken");
    expect(await codeOf(log.append("canon", [noted("e49999")]))).toBe("log/event-known");
    expect(await codeOf(log.append("canon", [noted("e60000")]))).toBe("taken");
    await fill(log, "b", 70_000, 70_010);
    await log.close();
    const again = lmdbLog(directory);
    expect(await codeOf(again.append("b", [noted("e70009")]))).toBe("log/event-known");
    expect(await codeOf(again.append("b", [noted("e70010")]))).toBe("taken");
    expect((await verifyLog(again)).problems).toEqual([]);
    await again.close();
  });

  test("are noted while others wait, and what was asked for first is done first", async () => {
    const log = lmdbLog(folders.make());
    await fill(log, "canon", 0, 50_000);
    const [known, added, fork, unchecked] = [
      log.append("canon", [noted("e3")]),
      log.append("canon", [noted("n1")]),
      log.fork("what-if", "canon"),
      log.append("canon", [noted("n2")], { unchecked: true }),
    ];
    expect(await codeOf(known)).toBe("log/event-known");
    expect([(await added).sequence, (await fork).head, (await unchecked).sequence]).toEqual([50_001, 50_001, 50_002]);
    await log.close();
  });

  test("cost a chain of branches no more than it has events", async () => {
    const log = lmdbLog(folders.make());
    await fill(log, "canon", 0, 1);
    const chain = Array.from({ length: 3000 }, (_, i) => `b${i}`);
    await log.transact(
      chain.map((timeline, i) => ({ kind: "fork" as const, timeline, of: i === 0 ? "canon" : `b${i - 1}` })),
    );
    expect(await codeOf(log.append("b2999", [noted("e0")]))).toBe("log/event-known");
    for (const [i, timeline] of chain.entries()) if (i % 3 === 0) void log.append(timeline, [noted(`n${i}`)]);
    expect(await codeOf(log.append("b2999", [noted("e1")]))).toBe("taken");
    await log.close();
  }, 20_000);

  test("may be such as no file has", async () => {
    const log = lmdbLog(folders.make());
    const odd = ["x".repeat(3000), "\u0000", "a\u0000b", "\u001e", "?"].map((id) => ({ ...noted(""), id }));
    await log.append("canon", odd, { unchecked: true });
    for (const { id } of odd.slice(1)) expect(await codeOf(log.append("canon", [noted(id)]))).toBe("log/event-known");
    expect(await codeOf(log.append("canon", [noted("a")]))).toBe("taken");
    await log.close();
  });
});
