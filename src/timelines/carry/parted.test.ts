import { describe, expect, test } from "vitest";
import { type Flat, parseEvents } from "../../../test/support/chronicles.ts";
import type { EventLog } from "../../log/eventLog.ts";
import { memoryLog } from "../../log/memory.ts";
import type { Edit } from "../edit/edit.ts";
import { editTimeline } from "../edit/editTimeline.ts";
import { forkTimeline, timelineStates } from "../operations.ts";
import { openChronicle } from "../pages/openChronicle.ts";
import { pick } from "./pick.ts";
import { rebase, type RebaseOptions } from "./rebase.ts";

const noted = (id: string, at: string, more: Flat = {}): Flat => ({ id, type: "Noted", at, about: "x", ...more });
const CANON: readonly Flat[] = [noted("a", "2001"), noted("b", "2002"), noted("c", "2003")];

async function logOf(events: readonly Flat[] = CANON): Promise<EventLog> {
  let now = 0;
  const log = memoryLog({ now: () => (now += 1000) });
  await log.append("canon", parseEvents(events));
  await forkTimeline(log, "what-if");
  return log;
}

const retract = (event: string, reason = "r"): Edit => ({ kind: "retract", event, reason });
const amended = (event: string, set: Flat): Edit => ({ kind: "amend", event, set, reason: "r" });
const titled = (event: string, title: string): Edit => amended(event, { title });
const added = (fields: Flat): Edit => ({ kind: "add", fields });
const edit = async (log: EventLog, timeline: string, ...edits: readonly Edit[]): Promise<void> => {
  for (const one of edits) await editTimeline(log, timeline, one, { force: true });
};
const carry = (log: EventLog, options: RebaseOptions = {}) => rebase(log, "what-if", "canon", options);
const planned = async (log: EventLog, options: RebaseOptions = {}): Promise<string[]> => {
  const { steps } = await carry(log, { ...options, dryRun: true });
  return steps.map(({ event, kind, why }) => `${kind} ${event}${why === undefined ? "" : `: ${why}`}`);
};
const ids = async (log: EventLog, timeline: string): Promise<string[]> =>
  [...(await openChronicle(log, { timeline })).events].map(({ id }) => id);

describe("carried without a question is", () => {
  test("what refers to something that the branch recorded later", async () => {
    const log = await logOf();
    await edit(log, "what-if", added(noted("n", "2004", { causes: ["m"] })), added(noted("m", "2003")));
    expect(await planned(log)).toEqual(["picked n", "picked m"]);
  });

  test("an amendment of nothing, as it was", async () => {
    const log = await logOf();
    await log.append("what-if", parseEvents([{ id: "x", type: "EventRetracted", target: "nowhere", reason: "r" }]));
    expect(await planned(log)).toEqual(["picked x"]);
  });

  test("what the branch took back itself, with what took it back", async () => {
    const log = await logOf();
    await edit(log, "what-if", titled("b", "Ours"), { kind: "undo" }, retract("a"), { kind: "undo" });
    await edit(log, "canon", titled("b", "Theirs"), retract("a", "Theirs"));
    const { timeline } = await carry(log);
    const history = await openChronicle(log, { timeline });
    expect([history.event("b")?.title, history.event("a")]).toEqual(["Theirs", undefined]);
  });

  test("what is there already, but hidden by the cut of the branch", async () => {
    const log = await logOf();
    await forkTimeline(log, "short", { cut: Date.UTC(2002, 11, 31) });
    await edit(log, "short", added(noted("n", "2010")));
    await pick(log, ["n"], { from: "short", onto: "canon" }, { force: true });
    expect(await ids(log, (await rebase(log, "short", "canon")).timeline)).toEqual(["a", "b", "n"]);
  });

  test("an amendment of what a rebased parent recorded under another id", async () => {
    const log = await logOf();
    await edit(log, "what-if", amended("b", { text: "Ours" }));
    await forkTimeline(log, "deep", { of: "what-if" });
    await edit(log, "deep", { kind: "undo", event: "amend-b" });
    await edit(log, "canon", titled("b", "Theirs"));
    const { timeline: parent } = await carry(log);
    const { timeline } = await rebase(log, "deep", parent);
    const b = (await openChronicle(log, { timeline })).event("b");
    expect([b?.title, b?.text]).toEqual(["Theirs", undefined]);
  });
});

test("an event that both added in the same words is there already", async () => {
  const log = await logOf();
  for (const timeline of ["what-if", "canon"]) await edit(log, timeline, added(noted("n", "2004", { placed: "2004" })));
  expect(await planned(log)).toEqual(["already there n: the same is recorded there"]);
});

describe("a conflict that", () => {
  test("an amendment brings about is seen: what it now names is retracted there", async () => {
    const log = await logOf();
    await edit(log, "what-if", amended("c", { at: { after: "b" } }), amended("a", { causes: ["b"] }));
    await edit(log, "canon", retract("b"));
    expect(await planned(log)).toEqual([
      "conflict amend-c: it refers to b, which is retracted there",
      "conflict amend-a: it refers to b, which is retracted there",
    ]);
  });

  test("only dates have can be settled like any other", async () => {
    const log = await logOf([noted("x", "2001/2010"), noted("y", "2001/2010")]);
    await edit(log, "what-if", { kind: "move", event: "x", at: { after: "y" }, reason: "r" });
    await edit(log, "canon", { kind: "move", event: "y", at: { after: "x" }, reason: "r" });
    expect(await planned(log, { keepAll: "ours" })).toEqual(["conflict amend-x: with it, dates there cannot all hold"]);
    const { timeline } = await carry(log, { keepAll: "theirs" });
    expect(await ids(log, timeline)).toEqual(["x", "y"]);
  });

  test("would leave an event of the wrong shape can only be settled for theirs", async () => {
    const war = { id: "war", type: "ConflictBegun", at: "2380", conflict: "war", sides: ["breen", "cardassia"] };
    const log = await logOf([war]);
    await edit(log, "what-if", amended("war", { name: "The war" }));
    await edit(log, "canon", amended("war", { type: "Noted", about: "war", conflict: null, sides: null }));
    const why = "with what they amended, war would not be right";
    expect(await planned(log, { keepAll: "ours" })).toEqual([`conflict amend-war: ${why}`]);
    expect(await planned(log, { keepAll: "theirs" })).toEqual([`left out amend-war: ${why}`]);
  });

  test("is settled for theirs takes along what hangs on it, be it recorded before or after", async () => {
    const log = await logOf();
    const early = added(noted("early", "2003", { causes: ["n"] }));
    await edit(log, "what-if", early, added(noted("n", "2004", { guard: "x" })), titled("n", "N"));
    const guardFails = ({ timeline }: { timeline: string }, id: string): string | undefined =>
      timeline === "canon" && id === "n" ? "x is false" : undefined;
    expect(await planned(log, { guardFails, keepAll: "theirs" })).toEqual([
      "left out early: it refers to n, which is not seen there",
      "left out n: the guard of n does not hold there",
      "left out amend-n: n is not seen there",
    ]);
  });

  test("was settled by itself stays settled when all others are settled the other way", async () => {
    const log = await logOf();
    await edit(log, "what-if", titled("b", "Ours"), titled("c", "Ours"));
    await edit(log, "canon", titled("b", "Theirs"), titled("c", "Theirs"));
    await expect(carry(log, { keep: new Map([["amend-b", "ours"]]) })).rejects.toThrow(/One event .*amend-c/);
    const kinds = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/:.*/, ""));
    expect(kinds(await planned(log, { keepAll: "theirs" }))).toEqual(["picked amend-b", "left out amend-c"]);
    const changed = await planned(log, { keepAll: "ours", keep: new Map([["amend-b", "theirs"]]) });
    expect(kinds(changed)).toEqual(["left out amend-b", "picked amend-c"]);
  });

  test("was settled is asked anew where their side is another", async () => {
    const log = await logOf();
    await edit(log, "what-if", titled("b", "Ours"), titled("c", "Ours"));
    await edit(log, "canon", titled("b", "Theirs"), titled("c", "Theirs"));
    await expect(carry(log, { keep: new Map([["amend-b", "theirs"]]) })).rejects.toThrow(/One event .*amend-c/);
    expect(await planned(log)).toEqual([
      expect.stringMatching(/^left out amend-b/),
      expect.stringMatching(/^conflict/),
    ]);
    await edit(log, "canon", titled("b", "Theirs, once more"));
    expect(await planned(log)).toEqual([expect.stringMatching(/^conflict/), expect.stringMatching(/^conflict/)]);
  });
});

describe("refused is", () => {
  test("a decision about what is not carried, with what was meant", async () => {
    const log = await logOf();
    await edit(log, "what-if", titled("a", "A"));
    const error = carry(log, { keep: new Map([["amend-aa", "ours"]]) });
    await expect(error).rejects.toMatchObject({ code: "carry/unknown-event", help: "Did you mean amend-a?" });
  });

  test("carrying a branch over to itself or to its own branch", async () => {
    const log = await logOf();
    await edit(log, "what-if", added(noted("n", "2004")));
    await forkTimeline(log, "deep", { of: "what-if" });
    for (const onto of ["what-if", "deep"])
      await expect(rebase(log, "what-if", onto)).rejects.toMatchObject({ code: "carry/nothing-to-carry" });
  });

  test("the name under which operations are kept", async () => {
    const log = memoryLog({ now: () => 0 });
    await log.append("canon", parseEvents(CANON));
    await log.fork("what-if", "canon");
    await expect(carry(log, { as: "valoris/operations" })).rejects.toMatchObject({ code: "log/timeline-name" });
  });
});

describe("while somebody else writes", () => {
  test("to the branch, it is not archived, and one is told", async () => {
    const log = await logOf();
    await edit(log, "what-if", titled("a", "A"));
    const fork: EventLog["fork"] = async (...args) => {
      await edit(log, "what-if", titled("b", "B"));
      return log.fork(...args);
    };
    await expect(rebase({ ...log, fork }, "what-if", "canon")).rejects.toThrow(/what-if meanwhile.*was at 4.*at 5/);
    expect((await timelineStates(log)).archived.has("what-if")).toBe(false);
    const { timeline, steps } = await carry(log);
    expect([timeline, steps.length]).toEqual(["what-if-3", 2]);
  });

  test("to where it is carried, nothing is taken for there that is not", async () => {
    const log = await logOf();
    await edit(log, "what-if", added(noted("n", "2004")));
    let isFirst = true;
    const timeline: EventLog["timeline"] = async (name) => {
      const found = await log.timeline(name);
      if (name === "canon" && isFirst) {
        isFirst = false;
        await pick(log, ["n"], { from: "what-if", onto: "canon" }, { force: true });
      }
      return found;
    };
    await expect(rebase({ ...log, timeline }, "what-if", "canon")).rejects.toThrow(/canon meanwhile/);
    expect(await ids(log, (await carry(log)).timeline)).toContain("n");
  });

  test("a fork of that name with another cut is not taken for the result", async () => {
    const log = await logOf();
    await edit(log, "what-if", titled("a", "A"));
    await forkTimeline(log, "what-if-2", { cut: Date.UTC(2001, 11, 31) });
    const { timeline } = await carry(log);
    expect([timeline, await ids(log, timeline)]).toEqual(["what-if-3", ["a", "b", "c"]]);
  });
});

test("a commit may hold more events than a call may have arguments", async () => {
  const log = await logOf();
  await log.append("canon", parseEvents(Array.from({ length: 150_000 }, (_, i) => noted(`e${i}`, "2005"))));
  await edit(log, "what-if", titled("a", "A"));
  expect(await planned(log)).toEqual(["picked amend-a"]);
}, 30_000);
