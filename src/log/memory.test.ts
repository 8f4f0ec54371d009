import { describe, expect, test } from "vitest";
import type { ChronicleEvent } from "../events/envelope.ts";
import type { Commit } from "./eventLog.ts";
import { memoryLog } from "./memory.ts";

const noted = (id: string): ChronicleEvent => ({ id, type: "Noted", version: 1, at: 2001, data: { about: "x" } });
const ids = ({ events }: Commit): string[] => events.map(({ id }) => id);

async function collect(commits: AsyncIterable<Commit>): Promise<Commit[]> {
  const all: Commit[] = [];
  for await (const commit of commits) all.push(commit);
  return all;
}

async function logOf(...commits: readonly string[][]) {
  const log = memoryLog({ now: () => 7 });
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
    expect(await log.append("canon", [noted("a")], { commitId: "c1" })).toBe(once);
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
    expect(seen).toEqual(["a", "b", "c"]);
  });

  test("a position that is not there yet is waited for", async () => {
    const log = await logOf(["a"]);
    const seen: string[] = [];
    log.follow("canon", 3).subscribe((commit) => seen.push(...ids(commit)));
    await log.append("canon", [noted("b"), noted("c")]);
    expect(seen).toEqual(["c"]);
  });

  test("ends when the log is closed", async () => {
    const log = await logOf(["a"]);
    let isComplete = false;
    log.follow("canon").subscribe({ complete: () => (isComplete = true) });
    await log.close();
    expect(isComplete).toBe(true);
    await expect(log.append("canon", [])).rejects.toMatchObject({ code: "log/closed" });
  });
});
