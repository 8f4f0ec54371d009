import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Flat, parseEvents } from "../../../test/support/chronicles.ts";
import { wovenHistories } from "../../../test/support/wovenHistories.ts";
import type { EventLog } from "../../log/eventLog.ts";
import { memoryLog } from "../../log/memory.ts";
import type { Edit } from "../edit/edit.ts";
import { editTimeline } from "../edit/editTimeline.ts";
import { forkTimeline, timelineStates } from "../operations.ts";
import { openChronicle } from "../pages/openChronicle.ts";
import { readChronicle } from "../readTimeline.ts";
import type { Carried } from "./carrying.ts";
import { merge } from "./merge.ts";
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
const titled = (event: string, title: string): Edit => ({ kind: "amend", event, set: { title }, reason: "r" });
const added = (fields: Flat): Edit => ({ kind: "add", fields });
const edit = async (log: EventLog, timeline: string, ...edits: readonly Edit[]): Promise<void> => {
  for (const one of edits) await editTimeline(log, timeline, one, { force: true });
};
const carry = (log: EventLog, options: RebaseOptions = {}): Promise<Carried> =>
  rebase(log, "what-if", "canon", options);
const kinds = ({ steps }: Pick<Carried, "steps">): string[] =>
  steps.map(({ event, kind, why }) => `${kind} ${event}${why === undefined ? "" : `: ${why}`}`);
const said = async (log: EventLog, timeline: string): Promise<string[]> =>
  [...(await openChronicle(log, { timeline })).events].map(({ id, title, placed }) => `${id} ${title ?? ""} ${placed}`);
const everything = async (log: EventLog): Promise<unknown> => {
  const { timelines } = await log.timelines({ limit: 1000 });
  return Promise.all(timelines.map(async ({ name }) => [name, await log.headHash(name)]));
};
const failure = (
  work: Promise<unknown>,
): Promise<{ code: string; message: string; help: string; details: { conflicts?: unknown[] } }> =>
  work.then(
    () => ({ code: "nothing", message: "", help: "", details: {} }),
    (error: { code: string; message: string; help: string; details: object }) => error,
  );

describe("a rebase", () => {
  test("carries what the branch did over to where its parent is now, and leaves the branch readable", async () => {
    const log = await logOf();
    await edit(log, "what-if", retract("a"), titled("b", "B"), added(noted("n", "2004")));
    await edit(log, "canon", added(noted("late", "2005")));
    const { timeline, steps, head } = await carry(log);
    expect([timeline, head, kinds({ steps })]).toEqual([
      "what-if-2",
      7,
      ["picked retract-a", "picked amend-b", "picked n"],
    ]);
    expect((await said(log, "what-if-2")).map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
      "b B",
      "c ",
      "n ",
      "late ",
    ]);
    expect((await timelineStates(log)).archived.has("what-if")).toBe(true);
    expect(await said(log, "what-if")).toHaveLength(3);
  });

  test("leaves out what is there already, by its stable id or by what it says", async () => {
    const log = await logOf();
    await edit(log, "what-if", retract("a"), added(noted("n", "2004")), titled("b", "B"));
    await pick(log, ["n"], { from: "what-if", onto: "canon" }, { force: true });
    await edit(log, "canon", retract("a", "We think so, too."));
    expect(kinds(await carry(log))).toEqual([
      "already there retract-a: the same is recorded there",
      "already there n: the same is recorded there",
      "picked amend-b",
    ]);
  });

  test("finds an amendment there that sets the same, whatever its reason, as long as it counts on both sides", async () => {
    const told = async (ours: readonly string[], theirs: readonly string[]): Promise<readonly string[]> => {
      const log = await logOf();
      for (const title of ours) await edit(log, "what-if", titled("b", title));
      for (const title of theirs)
        await edit(log, "canon", { kind: "amend", event: "b", set: { title }, reason: "Theirs." });
      return (await carry(log, { dryRun: true })).steps.map(({ kind, as }) => `${kind} ${as ?? "-"}`);
    };
    expect(await told(["A"], ["A"])).toEqual(["already there -"]);
    expect(await told(["A"], ["B", "A"])).toEqual(["already there amend-b-2"]);
    // They changed their minds.
    expect(await told(["A"], ["A", "B"])).toEqual(["conflict -"]);
    // We did, and came back to it: whoever left the last out would end with another title.
    expect(await told(["A", "B", "A"], ["A"])).toEqual(["already there -", "picked -", "picked -"]);
    expect(await told(["B", "A"], ["A"])).toEqual(["picked amend-b-2", "picked amend-b-3"]);
  });

  test("gives an amendment another id where its own is taken, and what undoes it follows", async () => {
    const log = await logOf();
    await edit(log, "what-if", { kind: "amend", event: "b", set: { text: "t" }, reason: "r" }, { kind: "undo" });
    await edit(log, "canon", titled("b", "Theirs"));
    const { steps } = await carry(log);
    expect(steps.map(({ event, as }) => [event, as])).toEqual([
      ["amend-b", "amend-b-2"],
      ["retract-amend-b", undefined],
    ]);
    const history = await openChronicle(log, { timeline: "what-if-2" });
    expect([history.event("b")?.text, history.event("b")?.title]).toEqual([undefined, "Theirs"]);
  });

  test("keeps the cut of the branch", async () => {
    const log = await logOf();
    await forkTimeline(log, "short", { cut: Date.UTC(2002, 11, 31) });
    await edit(log, "short", added(noted("n", "2010")));
    await edit(log, "canon", added(noted("early", "2000")));
    await rebase(log, "short", "canon");
    expect((await said(log, "short-2")).map((line) => line.split(" ")[0])).toEqual(["early", "a", "b", "n"]);
  });

  test("run again changes nothing, and of a rebased branch is numbered on", async () => {
    const log = await logOf();
    await edit(log, "what-if", retract("a"));
    await carry(log);
    const before = await everything(log);
    expect((await carry(log)).timeline).toBe("what-if-2");
    expect(await everything(log)).toEqual(before);
    await edit(log, "canon", added(noted("late", "2005")));
    expect((await rebase(log, "what-if-2", "canon")).timeline).toBe("what-if-3");
  });
});

describe("a conflict", () => {
  const cases: readonly [string, readonly Edit[], readonly Edit[], string][] = [
    [
      "an event that both amended in one field",
      [titled("b", "Ours")],
      [titled("b", "Theirs")],
      "conflict amend-b: b is amended twice in title",
    ],
    [
      "an amendment of what they retracted",
      [titled("b", "Ours")],
      [retract("b")],
      "conflict amend-b: b is retracted there",
    ],
    [
      "a retraction of what they amended",
      [retract("b")],
      [titled("b", "Theirs")],
      "conflict retract-b: b is amended there",
    ],
    [
      "an id that they gave to another event",
      [added(noted("n", "2004"))],
      [added(noted("n", "2009"))],
      "conflict n: n is another event there",
    ],
    [
      "a cause that they retracted",
      [added(noted("n", "2004", { causes: ["b"] }))],
      [retract("b")],
      "conflict n: it refers to b, which is retracted there",
    ],
    [
      "a date that hangs on what they retracted",
      [added(noted("n", "2004", { at: { after: "b" } }))],
      [retract("b")],
      "conflict n: it refers to b, which is retracted there",
    ],
  ];

  test.each(cases)("is %s: nothing is changed", async (_, ours, theirs, expected) => {
    const log = await logOf();
    await edit(log, "what-if", ...ours);
    await edit(log, "canon", ...theirs);
    const before = await everything(log);
    const { steps } = await carry(log, { dryRun: true });
    expect(kinds({ steps })).toEqual([expected]);
    const [step] = steps;
    expect([step?.ours, step?.theirs]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
    const { code, help, details } = await failure(carry(log));
    expect([code, help, details.conflicts]).toEqual(["carry/conflict", expect.stringContaining("--keep ours="), steps]);
    expect(await everything(log)).toEqual(before);
  });

  test("that is settled for ours is carried over; for theirs, left out", async () => {
    for (const [keep, title] of [
      ["ours", "Ours"],
      ["theirs", "Theirs"],
    ] as const) {
      const log = await logOf();
      await edit(log, "what-if", titled("b", "Ours"), retract("a"));
      await edit(log, "canon", titled("b", "Theirs"));
      const { steps } = await carry(log, { keepAll: keep });
      expect(kinds({ steps })).toEqual([
        `${keep === "ours" ? "picked" : "left out"} amend-b: b is amended twice in title`,
        "picked retract-a",
      ]);
      const history = await openChronicle(log, { timeline: "what-if-2" });
      expect([history.event("b")?.title, history.event("a")]).toEqual([title, undefined]);
    }
  });

  test("is settled one by one, and what was decided is remembered", async () => {
    const log = await logOf();
    await edit(log, "what-if", titled("b", "Ours"), titled("c", "Ours"));
    await edit(log, "canon", titled("b", "Theirs"), titled("c", "Theirs"));
    const first = await failure(carry(log, { keep: new Map([["amend-b", "ours"]]) }));
    expect(first.details.conflicts).toHaveLength(1);
    const { steps } = await carry(log, { keep: new Map([["amend-c", "theirs"]]) });
    expect(steps.map(({ kind }) => kind)).toEqual(["picked", "left out"]);
  });

  test("cannot be settled for ours where there is nothing to put it on", async () => {
    const log = await logOf();
    await edit(log, "what-if", added(noted("n", "2004")), titled("n", "N"));
    await edit(log, "canon", added(noted("n", "2009")));
    expect((await failure(carry(log, { keepAll: "ours" }))).code).toBe("carry/conflict");
    expect(kinds(await carry(log, { keepAll: "theirs" }))[0]).toMatch(/^left out n/);
  });

  test("is a guard that does not hold there", async () => {
    const log = await logOf();
    await edit(log, "what-if", added(noted("n", "2004", { guard: "x" })));
    const guardFails = (history: { timeline: string }): string | undefined =>
      history.timeline === "canon" ? "x is false" : undefined;
    const { details } = await failure(carry(log, { guardFails }));
    expect(details.conflicts).toMatchObject([
      { event: "n", why: "the guard of n does not hold there", theirs: "x is false" },
    ]);
    expect(kinds(await carry(log, { guardFails, keepAll: "theirs" }))).toEqual([
      "left out n: the guard of n does not hold there",
    ]);
  });
});

describe("whatever breaks off goes on when it is run again", () => {
  test.each([0, 1, 2])("after %i writes", async (writes) => {
    const log = await logOf();
    await edit(log, "what-if", retract("a"), titled("b", "B"));
    await edit(log, "canon", added(noted("late", "2005")));
    let left = writes;
    const write =
      <Args extends unknown[], Result>(work: (...args: Args) => Promise<Result>) =>
      (...args: Args): Promise<Result> => {
        if (left-- <= 0) throw new Error("The power went.");
        return work(...args);
      };
    const breaking: EventLog = {
      ...log,
      append: write(log.append),
      transact: write(log.transact),
      fork: write(log.fork),
    };
    await expect(rebase(breaking, "what-if", "canon")).rejects.toThrow("The power went.");
    const { timeline, head } = await carry(log);
    expect([timeline, head]).toEqual(["what-if-2", 6]);
    expect((await said(log, "what-if-2")).map((line) => line.split(" ")[0])).toEqual(["b", "c", "late"]);
    expect((await timelineStates(log)).archived.has("what-if")).toBe(true);
  });
});

describe("laws", () => {
  const drawn = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1990, max: 2010 })), {
    maxLength: 6,
  });

  async function editAtRandom(
    log: EventLog,
    timeline: string,
    draws: readonly (readonly [number, number, number])[],
  ): Promise<void> {
    for (const [n, kind, year] of draws) {
      const history = await openChronicle(log, { timeline });
      const id = history.events.at(n % Math.max(1, history.events.length))?.id ?? "none";
      const edits: readonly Edit[] = [
        retract(id),
        titled(id, `t${year}`),
        { kind: "move", event: id, at: String(year), reason: "r" },
        added(noted(`n${n % 50}-${year}`, String(year), n % 2 === 0 ? {} : { causes: [id] })),
        { kind: "undo" },
      ];
      const chosen = edits[kind];
      // What is refused is not there.
      if (chosen !== undefined) await edit(log, timeline, chosen).catch(() => {});
    }
  }

  test("a rebase onto the same parent, which did not move, is the identity", async () => {
    await fc.assert(
      fc.asyncProperty(wovenHistories, drawn, async (events, draws) => {
        const log = await logOf(events);
        await editAtRandom(log, "what-if", draws);
        await carry(log);
        expect(await said(log, "what-if-2")).toEqual(await said(log, "what-if"));
        const [a, b] = [await readChronicle(log, "what-if"), await readChronicle(log, "what-if-2")];
        expect(b.events.map(({ data, at, occurred }) => [data, at, occurred])).toEqual(
          a.events.map(({ data, at, occurred }) => [data, at, occurred]),
        );
      }),
      { numRuns: 60 },
    );
  });

  test("each event of a branch comes to exactly one end, and a rebase run twice is one", async () => {
    await fc.assert(
      fc.asyncProperty(
        wovenHistories,
        drawn,
        drawn,
        fc.constantFrom("ours", "theirs"),
        async (events, ours, theirs, keepAll) => {
          const log = await logOf(events);
          await editAtRandom(log, "what-if", ours);
          await editAtRandom(log, "canon", theirs);
          const own: string[] = [];
          const from = (await log.timeline("what-if"))?.branch?.sequence ?? 0;
          if (((await log.timeline("what-if"))?.head ?? 0) > from)
            for await (const commit of log.read("what-if", { from: from + 1 }))
              own.push(...commit.events.map(({ id }) => id));
          const { steps } = await carry(log, { keepAll, dryRun: true });
          expect(steps.map(({ event }) => event)).toEqual(own);
          const result = await failure(carry(log, { keepAll }));
          fc.pre(result.code === "nothing");
          const before = await everything(log);
          await carry(log, { keepAll });
          expect(await everything(log)).toEqual(before);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("what a timeline says does not depend on how its commits were batched", async () => {
    await fc.assert(
      fc.asyncProperty(wovenHistories, drawn, fc.integer({ min: 1, max: 9 }), async (events, draws, size) => {
        const log = await logOf(events);
        await editAtRandom(log, "what-if", draws);
        const own: Flat[] = [];
        const from = (await log.timeline("what-if"))?.branch?.sequence ?? 0;
        if (((await log.timeline("what-if"))?.head ?? 0) > from)
          for await (const commit of log.read("what-if", { from: from + 1 }))
            own.push(...commit.events.map(({ recorded: _r, ...event }) => event));
        await forkTimeline(log, "batched", { sequence: from });
        for (let next = 0; next < own.length; next += size)
          await log.append("batched", own.slice(next, next + size) as never);
        expect(await said(log, "batched")).toEqual(await said(log, "what-if"));
      }),
      { numRuns: 40 },
    );
  });

  test("a merge into a parent that did not move gives it the branch's history", async () => {
    await fc.assert(
      fc.asyncProperty(wovenHistories, drawn, async (events, draws) => {
        const log = await logOf(events);
        await editAtRandom(log, "what-if", draws);
        await merge(log, "what-if", "canon", { force: true });
        expect(await said(log, "canon")).toEqual(await said(log, "what-if"));
        const before = await everything(log);
        await merge(log, "what-if", "canon", { force: true });
        expect(await everything(log)).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });
});

test("what is merged counts as recorded when it was merged", async () => {
  const log = await logOf();
  await edit(log, "what-if", added(noted("n", "2004")));
  const written = (await log.timeline("what-if"))?.head ?? 0;
  const before = (await readChronicle(log, "what-if")).recordedEvent("n")?.recorded.recordedAt ?? 0;
  await merge(log, "what-if", "canon", { force: true });
  const merged = await readChronicle(log);
  const after = merged.recordedEvent("n")?.recorded;
  expect(after).toMatchObject({ timeline: "canon", sequence: written });
  expect(after?.recordedAt).toBeGreaterThan(before);
  expect(merged.asOf({ instant: before }).event("n")).toBeUndefined();
});

describe("a merge is refused", () => {
  test("where the other has moved on, hides something, or is no parent", async () => {
    const log = await logOf();
    await forkTimeline(log, "short", { cut: Date.UTC(2002, 0, 1) });
    expect((await failure(merge(log, "short", "canon", { force: true }))).message).toMatch(
      /does not know 2 events of canon/,
    );
    await edit(log, "canon", added(noted("late", "2005")));
    const moved = await failure(merge(log, "what-if", "canon", { force: true }));
    expect([moved.code, moved.message, moved.help]).toEqual([
      "merge/not-fast-forward",
      expect.stringMatching(/moved on since, from @3 to @4/),
      expect.stringMatching(/valoris timeline rebase what-if --onto canon.*not merged as states are/),
    ]);
    expect((await failure(merge(log, "what-if", "short"))).message).toMatch(/does not branch from it/);
    expect((await failure(merge(log, "what-if", "canon"))).code).toBe("timeline/protected");
  });
});

describe("a pick", () => {
  test("brings an event with all that the branch did to it, and nothing else", async () => {
    const log = await logOf();
    await edit(log, "what-if", added(noted("n", "2004")), retract("a"), titled("n", "N"));
    const { steps } = await pick(log, ["n"], { from: "what-if", onto: "canon" }, { force: true });
    expect(kinds({ steps })).toEqual(["picked n", "picked amend-n"]);
    expect((await openChronicle(log)).event("n")?.title).toBe("N");
    expect((await openChronicle(log)).event("a")).toBeDefined();
    expect((await failure(pick(log, ["b"], { from: "what-if", onto: "canon" }, { force: true }))).code).toBe(
      "carry/nothing-to-carry",
    );
    expect((await failure(pick(log, ["a"], { from: "what-if", onto: "canon" }))).code).toBe("timeline/protected");
  });
});
