import { describe, expect, test } from "vitest";
import type { ChronicleEvent } from "../events/envelope.ts";
import { encodeBlock, hashCommit } from "./commitBlock.ts";
import type { CommitBlock, EventLog, Timeline } from "./eventLog.ts";
import { memoryLog } from "./memory.ts";
import { verifyLog } from "./verifyLog.ts";

const noted = (id: string): ChronicleEvent => ({ id, type: "Noted", version: 1, at: 2001, data: { about: "x" } });

/** Three commits on canon, and a branch off the second with one of its own. */
async function sound(): Promise<EventLog> {
  const log = memoryLog({ now: () => 7 });
  for (const [i, ids] of [["a", "b"], ["c"], ["d", "e"]].entries())
    await log.append("canon", ids.map(noted), { commitId: `c${i + 1}` });
  await log.fork("what-if/x", "canon", { sequence: 3 });
  await log.append("what-if/x", [noted("own")], { commitId: "x1" });
  return log;
}

async function all(blocks: AsyncIterable<CommitBlock>): Promise<CommitBlock[]> {
  const found: CommitBlock[] = [];
  for await (const block of blocks) found.push(block);
  return found;
}

/** The same log, with its commits, and what it knows of a timeline, as somebody left them. */
function altered(
  log: EventLog,
  change: (blocks: CommitBlock[]) => readonly CommitBlock[],
  timeline: (of: Timeline) => Timeline = (of) => of,
): EventLog {
  return {
    ...log,
    async *blocks(name, range) {
      yield* change(await all(log.blocks(name, range)));
    },
    async timelines(request) {
      const page = await log.timelines(request);
      return { ...page, timelines: page.timelines.map(timeline) };
    },
  };
}

const replace = (id: string, by: (block: CommitBlock) => CommitBlock) => (blocks: CommitBlock[]) =>
  blocks.map((block) => (block.id === id ? by(block) : block));
const problemsOf = async (log: EventLog): Promise<string[]> =>
  (await verifyLog(log)).problems.map(({ timeline, sequence, commit }) => `${timeline}@${sequence} ${commit}`);
const forge = (block: CommitBlock, events: readonly ChronicleEvent[]): CommitBlock => {
  const forged = { ...block, block: encodeBlock(events) };
  return { ...forged, hash: hashCommit(forged, forged.block) };
};

describe("verifying", () => {
  test("a sound log finds nothing, counts everything, and gives the heads to note", async () => {
    const log = await sound();
    expect(await verifyLog(log)).toEqual({
      timelines: 2,
      commits: 4,
      events: 6,
      heads: { canon: await log.headHash("canon"), "what-if/x": await log.headHash("what-if/x") },
      problems: [],
    });
  });

  test("finds every bit that is flipped in a block, and names the commit and its events", async () => {
    const log = await sound();
    const [first] = await all(log.blocks("canon"));
    for (let bit = 0; bit < (first?.block.byteLength ?? 0) * 8; bit += 5) {
      const flipped = (block: CommitBlock): CommitBlock => {
        const bytes = Uint8Array.from(block.block);
        bytes[bit >>> 3] = (bytes[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
        return { ...block, block: bytes };
      };
      const { problems } = await verifyLog(altered(log, replace("c1", flipped)));
      expect(problems.map(({ commit }) => commit)).toEqual(["c1"]);
    }
    const unread = altered(
      log,
      replace("c3", (block) => ({ ...block, recordedAt: 8 })),
    );
    expect((await verifyLog(unread)).problems[0]).toMatchObject({ sequence: 4, commit: "c3", events: ["d", "e"] });
  });

  test.each<[string, Partial<CommitBlock>, string[]]>([
    ["its time", { recordedAt: 8 }, ["canon@3 c2"]],
    ["its id", { id: "cx" }, ["canon@3 cx"]],
    ["its timeline", { timeline: "other" }, ["other@3 c2"]],
    ["its place", { sequence: 2 }, ["canon@2 c2", "canon@2 c2", "canon@4 c3"]],
    ["how many events it has", { count: 2 }, ["canon@3 c2", "canon@4 c3"]],
    ["what it follows", { previous: "" }, ["canon@3 c2", "canon@3 c2"]],
    ["its hash", { hash: "beef" }, ["canon@3 c2", "canon@4 c3", "what-if/x@4 x1"]],
    ["everything, so that nothing can be read", { hash: "", id: "", count: 0 }, ["canon@3 ", "what-if/x@4 x1"]],
  ])("finds a commit of which somebody altered %s", async (_, change, problems) => {
    expect(
      await problemsOf(
        altered(
          await sound(),
          replace("c2", (block) => ({ ...block, ...change })),
        ),
      ),
    ).toEqual(problems);
  });

  test("finds a commit that was written anew, hash and all, by the next one and by the branch", async () => {
    const log = altered(
      await sound(),
      replace("c2", (block) => forge(block, [noted("forged")])),
    );
    expect(await problemsOf(log)).toEqual(["canon@4 c3", "what-if/x@4 x1"]);
  });

  test("finds a commit whose hash is right and whose events are none", async () => {
    const forged = (block: CommitBlock): CommitBlock => forge(block, [noted("one"), noted("too many")]);
    const { problems } = await verifyLog(altered(await sound(), replace("x1", forged)));
    expect(problems[0]).toMatchObject({ commit: "x1", message: expect.stringContaining("2 events") as string });
  });

  test.each<[string, (blocks: CommitBlock[]) => readonly CommitBlock[], string[]]>([
    ["removed the first", (blocks) => blocks.filter(({ id }) => id !== "c1"), ["canon@3 c2", "canon@3 c2"]],
    [
      "removed one between",
      (blocks) => blocks.filter(({ id }) => id !== "c2"),
      ["canon@4 c3", "canon@4 c3", "what-if/x@4 x1"],
    ],
    ["removed the last", (blocks) => blocks.filter(({ id }) => id !== "c3"), ["canon@4 "]],
    ["removed all", () => [], ["canon@1 ", "what-if/x@4 "]],
    [
      "added one twice",
      (blocks) => blocks.flatMap((it) => (it.id === "c3" ? [it, it] : [it])),
      ["canon@4 c3", "canon@4 c3"],
    ],
  ])("finds that somebody %s", async (_, change, problems) => {
    expect(await problemsOf(altered(await sound(), change))).toEqual(problems);
  });

  test("finds commits that changed places", async () => {
    const swap = (blocks: CommitBlock[]): CommitBlock[] =>
      blocks.map((block, i) => {
        const other = block.timeline === "canon" ? blocks[i === 0 ? 1 : i === 1 ? 0 : i] : undefined;
        return other ?? block;
      });
    const found = await problemsOf(altered(await sound(), swap));
    expect(found).toContain("canon@3 c2");
    expect(found).toContain("canon@1 c1");
  });

  test.each([
    ["its position", { sequence: 2 }],
    ["its cut", { cut: 5 }],
    ["its parent's name", { parent: "other" }],
  ])("finds a branch point of which somebody altered %s", async (_, change) => {
    const log = altered(
      await sound(),
      (blocks) => blocks,
      (of) => (of.branch === undefined ? of : { ...of, branch: { ...of.branch, ...change } }),
    );
    const { problems } = await verifyLog(log);
    expect(problems.map(({ timeline }) => timeline)).toContain("what-if/x");
  });

  test("of a log to which others append meanwhile finds nothing", async () => {
    const log = await sound();
    const { problems, commits } = await verifyLog(log, {
      onProgress: ({ commits: done }) => void (done < 4 && log.append("canon", [noted(`more-${done}`)])),
    });
    expect(problems).toEqual([]);
    expect(commits).toBe(7);
  });

  test("comes to an end, whatever a commit says of itself", async () => {
    const log = await sound();
    for (const change of [
      { count: 0, hash: "x" },
      { count: 1, hash: "x" },
      { count: -5, hash: "" },
      { count: Number.NaN, hash: "x" },
    ])
      expect(
        (
          await verifyLog(
            altered(
              log,
              replace("c3", (block) => ({ ...block, ...change })),
            ),
          )
        ).problems,
      ).not.toEqual([]);
  });
});

describe("a head that somebody noted", () => {
  const missing = expect.stringContaining("cut off or rewritten") as string;

  test("is found, though there are commits after it", async () => {
    const log = await sound();
    const expectHead = { timeline: "canon", hash: await log.headHash("canon") };
    await log.append("canon", [noted("later")]);
    expect((await verifyLog(log, { expectHead })).problems).toEqual([]);
    await log.fork("what-if/y", "canon");
    const ofBranch = { timeline: "what-if/y", hash: await log.headHash("what-if/y") };
    expect((await verifyLog(log, { expectHead: ofBranch })).problems).toEqual([]);
  });

  test("is missed where the end was cut off cleanly", async () => {
    const expectHead = { timeline: "canon", hash: await (await sound()).headHash("canon") };
    const cut = memoryLog({ now: () => 7 });
    await cut.append("canon", ["a", "b"].map(noted), { commitId: "c1" });
    await cut.append("canon", [noted("c")], { commitId: "c2" });
    expect((await verifyLog(cut)).problems).toEqual([]);
    expect((await verifyLog(cut, { expectHead })).problems).toMatchObject([{ timeline: "canon", message: missing }]);
  });

  test("is missed where all was rewritten, and where it is another timeline's", async () => {
    const log = await sound();
    const hash = await log.headHash("canon");
    const rewritten = memoryLog({ now: () => 7 });
    for (const id of ["a", "b", "c", "d", "E"]) await rewritten.append("canon", [noted(id)]);
    expect((await verifyLog(rewritten, { expectHead: { timeline: "canon", hash } })).problems).toHaveLength(1);
    expect((await verifyLog(log, { expectHead: { timeline: "what-if/x", hash } })).problems).toHaveLength(1);
    expect((await verifyLog(log, { expectHead: { timeline: "nowhere", hash } })).problems).toHaveLength(1);
  });
});
