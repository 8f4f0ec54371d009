import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChronicleEvent } from "../../src/events/envelope.ts";
import type { Commit, EventLog } from "../../src/log/eventLog.ts";
import { verifyLog } from "../../src/log/verifyLog.ts";

const noted = (id: string): ChronicleEvent => ({ id, type: "Noted", version: 1, at: 2001, data: { about: "x" } });
const ids = ({ events }: Commit): string[] => events.map(({ id }) => id);

async function collect(commits: AsyncIterable<Commit>): Promise<Commit[]> {
  const all: Commit[] = [];
  for await (const commit of commits) all.push(commit);
  return all;
}

/** What every adapter of the port must do. `open` makes an empty log with this clock. */
export function eventLogConformance(open: (now: () => number) => EventLog): void {
  async function logOf(...commits: readonly string[][]) {
    const log = open(() => 7);
    for (const commit of commits) await log.append("canon", commit.map(noted));
    return log;
  }

  describe("a log", () => {
    test("gives every event its position and the time at which it was recorded", async () => {
      const log = await logOf(["a", "b"], ["c"]);
      const [first, second] = await collect(log.read("canon"));
      expect(first?.events.map(({ recorded }) => [recorded.sequence, recorded.recordedAt])).toEqual([
        [1, 7],
        [2, 7],
      ]);
      expect(second).toMatchObject({ sequence: 3, timeline: "canon" });
    });

    test("reads a range, cut to it", async () => {
      const log = await logOf(["a", "b", "c"], ["d", "e"]);
      expect((await collect(log.read("canon", { from: 2, to: 4 }))).map(ids)).toEqual([["b", "c"], ["d"]]);
    });

    test("refuses to append to a head that has moved on, and stays as it was", async () => {
      const log = await logOf(["a"]);
      await expect(log.append("canon", [noted("b")], { expected: 0 })).rejects.toMatchObject({ code: "log/conflict" });
      expect((await log.timeline("canon"))?.head).toBe(1);
    });

    test("stores a commit once, however often it is appended", async () => {
      const log = await logOf();
      const once = await log.append("canon", [noted("a")], { commitId: "c1" });
      expect(await log.append("canon", [noted("a")], { commitId: "c1" })).toEqual(once);
      expect((await log.timeline("canon"))?.head).toBe(1);
    });

    test("gives an event without an id one", async () => {
      const log = await logOf([""]);
      const [commit] = await collect(log.read("canon"));
      expect(commit?.events[0]?.id).toMatch(/^[a-z0-9]{21}$/);
    });
  });

  describe("a fork", () => {
    test("reads its parent up to the branch point, then its own", async () => {
      const log = await logOf(["a", "b"], ["c"]);
      await log.fork("what-if/x", "canon", { sequence: 2 });
      await log.append("canon", [noted("later")]);
      await log.append("what-if/x", [noted("own")]);
      expect((await collect(log.read("what-if/x"))).map(ids)).toEqual([["a", "b"], ["own"]]);
      expect((await log.timeline("what-if/x"))?.head).toBe(3);
    });

    test("of a fork reads all three", async () => {
      const log = await logOf(["a"]);
      await log.fork("b1", "canon");
      await log.append("b1", [noted("b")]);
      await log.fork("b2", "b1");
      await log.append("b2", [noted("c")]);
      expect((await collect(log.read("b2"))).flatMap(ids)).toEqual(["a", "b", "c"]);
    });

    test.each([
      ["a name that is taken", "canon", "log/timeline-exists"],
      ["a name that cannot be one", "What If?", "log/timeline-name"],
    ])("refuses %s", async (_, name, code) => {
      await expect((await logOf(["a"])).fork(name, "canon")).rejects.toMatchObject({ code });
    });

    test("lists timelines by page", async () => {
      const log = await logOf(["a"]);
      for (const name of ["c", "a", "b"]) await log.fork(name, "canon");
      const first = await log.timelines({ limit: 2 });
      expect(first.timelines.map(({ name }) => name)).toEqual(["a", "b"]);
      const second = await log.timelines({ limit: 2, ...(first.next === undefined ? {} : { after: first.next }) });
      expect(second.timelines.map(({ name }) => name)).toEqual(["c", "canon"]);
      expect(second.next).toBeUndefined();
    });
  });

  describe("following", () => {
    test("gives history, then what is appended: nothing twice, nothing missed", async () => {
      const log = await logOf(["a"], ["b", "c"]);
      const seen: string[] = [];
      const subscription = log.follow("canon", 2).subscribe((commit) => seen.push(...ids(commit)));
      await log.append("canon", [noted("d")]);
      await until(() => seen.length === 3);
      subscription.unsubscribe();
      await log.append("canon", [noted("e")]);
      expect(seen).toEqual(["b", "c", "d"]);
    });

    test("keeps the order when a subscriber appends while it reads history", async () => {
      const log = await logOf(["a"], ["b"]);
      const seen: string[] = [];
      log.follow("canon").subscribe((commit) => {
        seen.push(...ids(commit));
        if (seen.length === 1) void log.append("canon", [noted("c")]);
      });
      await until(() => seen.length === 3);
      expect(seen).toEqual(["a", "b", "c"]);
    });

    test("a position that is not there yet is waited for", async () => {
      const log = await logOf(["a"]);
      const seen: string[] = [];
      log.follow("canon", 3).subscribe((commit) => seen.push(...ids(commit)));
      await log.append("canon", [noted("b"), noted("c")]);
      await until(() => seen.length > 0);
      expect(seen).toEqual(["c"]);
    });

    test("ends when the log is closed", async () => {
      const log = await logOf(["a"]);
      let isComplete = false;
      log.follow("canon").subscribe({ complete: () => (isComplete = true) });
      await log.close();
      await until(() => isComplete);
      await expect(log.append("canon", [])).rejects.toMatchObject({ code: "log/closed" });
    });
  });

  describe("histories of any shape", () => {
    const history = fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.record({ do: fc.constant("append" as const), on: fc.nat(5), count: fc.nat(6) }) },
        {
          weight: 1,
          arbitrary: fc.record({
            do: fc.constant("fork" as const),
            on: fc.nat(5),
            part: fc.double({ min: 0, max: 1, noNaN: true }),
          }),
        },
      ),
      { minLength: 1, maxLength: 25 },
    );

    test("are read as they were appended, in any range, and are proved by their hashes", async () => {
      await fc.assert(
        fc.asyncProperty(history, fc.nat(40), fc.nat(40), async (steps, a, b) => {
          const log = open(() => 7);
          const model = new Map([["canon", [] as string[]]]);
          await log.append("canon", []);
          let made = 0;
          for (const step of steps) {
            const [name, events] = [...model][step.on % model.size] ?? ["canon", []];
            if (step.do === "append") {
              const added = Array.from({ length: step.count }, () => `e${made++}`);
              await log.append(name, added.map(noted), { expected: events.length });
              model.set(name, [...events, ...added]);
            } else {
              const sequence = Math.floor(step.part * events.length);
              await log.fork(`b${model.size}`, name, { sequence });
              model.set(`b${model.size}`, events.slice(0, sequence));
            }
          }
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          for (const [name, events] of model) {
            expect((await collect(log.read(name))).flatMap(ids)).toEqual(events);
            expect((await collect(log.read(name, { from, to }))).flatMap(ids)).toEqual(
              events.slice(Math.max(0, from - 1), to),
            );
          }
          expect((await verifyLog(log)).problems).toEqual([]);
          await log.close();
        }),
        { numRuns: 40 },
      );
    });

    test("are followed from any moment on: nothing twice, nothing missed", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 25 }),
          fc.array(fc.tuple(fc.nat(24), fc.nat(30)), { minLength: 1, maxLength: 5 }),
          async (sizes, readers) => {
            const log = open(() => 7);
            const total = sizes.reduce((sum, size) => sum + size, 0);
            const all = Array.from({ length: total }, (_, i) => `e${i}`);
            await log.append("canon", []);
            const seen: Promise<{ from: number; got: string[] }>[] = [];
            let done = 0;
            for (const [at, size] of sizes.entries()) {
              // Half of the appends are not waited for: readers begin in the midst of them.
              const appending = log.append("canon", all.slice(done, done + size).map(noted));
              done += size;
              for (const [when, start] of readers) {
                const from = 1 + (start % total);
                if (when % sizes.length === at) seen.push(follow(log, from, total));
              }
              if (at % 2 === 0) await appending;
            }
            for (const { from, got } of await Promise.all(seen)) expect(got).toEqual(all.slice(from - 1));
            await log.close();
          },
        ),
        { numRuns: 20 },
      );
    });
  });

  describe("recorded times", () => {
    test("never go back, whatever the clock does", async () => {
      let time = 10;
      const log = open(() => time);
      await log.append("canon", [noted("a")]);
      time = 5;
      expect((await log.append("canon", [noted("b")])).recordedAt).toBe(10);
      await expect(log.append("canon", [noted("c")], { recordedAt: 9 })).rejects.toMatchObject({
        code: "log/recorded-order",
      });
      await log.fork("b", "canon", { sequence: 1 });
      await expect(log.append("b", [noted("c")], { recordedAt: 9 })).rejects.toMatchObject({
        code: "log/recorded-order",
      });
      expect((await log.timeline("canon"))?.head).toBe(2);
    });
  });

  describe("the hash of a head", () => {
    test("is another after every commit, and for every branch point", async () => {
      const log = await logOf(["a", "b"], ["c"]);
      const hashes = [await log.headHash("canon")];
      await log.append("canon", [noted("d")]);
      hashes.push(await log.headHash("canon"));
      for (const [name, at] of Object.entries({ x: { sequence: 2 }, y: { sequence: 1 }, z: { sequence: 2, cut: 5 } })) {
        await log.fork(name, "canon", at);
        hashes.push(await log.headHash(name));
      }
      expect(new Set(hashes).size).toBe(5);
    });

    test("is the same wherever the same was recorded", async () => {
      const log = await logOf();
      await log.append("canon", [noted("a")], { commitId: "c1", recordedAt: 7 });
      expect(await log.headHash("canon")).toBe("3e828cd2e42c8a861bf6a4eca85572c8ab9ef6d5fffabc207d9124bd4b23f1bc");
    });
  });
}

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 2000 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(holds()).toBe(true);
}

/** Follows until the last of `total` events. */
async function follow(log: EventLog, from: number, total: number): Promise<{ from: number; got: string[] }> {
  const got: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const subscription = log.follow("canon", from).subscribe({
      next: (commit) => {
        got.push(...ids(commit));
        if (commit.sequence + commit.events.length - 1 >= total) {
          setTimeout(() => subscription.unsubscribe());
          resolve();
        }
      },
      error: reject,
    });
  });
  return { from, got };
}
