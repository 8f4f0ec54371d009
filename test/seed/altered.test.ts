import { expect, test } from "vitest";
import { readCanon } from "../../src/doors/canon.ts";
import { bindChronicle, type ChronicleEvent, resolve } from "../../src/index.ts";
import { asTimeline, prepareScenario, simulateOne, type SimRun } from "../../src/doors/sim.ts";
import { FIXTURE } from "../support/workplace.ts";

const canon = await readCanon(FIXTURE);
const retraction: ChronicleEvent = {
  id: "without-treaty",
  type: "EventRetracted",
  version: 1,
  data: { target: "treaty-of-valoris-ratified", reason: "what if" },
};
const last = canon.recorded.at(-1)?.recorded;
if (last === undefined) throw new Error("the canon is empty");
const recorded = { ...retraction, recorded: { ...last, sequence: last.sequence + 1 } };
const timeline = bindChronicle(resolve([...canon.recorded, recorded], { catalogue: canon.catalogue }));
const scenario = prepareScenario({ timeline, canon, until: "2389" });

const BREACH = "second-and-fifth-orders-breach";
const CONFLICT = "cardassian-breen-conflict-begins";

type Altered = Extract<SimRun["fates"][number], { kind: "altered" }>;
const runs = Array.from({ length: 200 }, (_, run) => simulateOne(scenario, { seed: 7, run })).flatMap((run) =>
  run.fates.flatMap((fate): { run: SimRun; fate: Altered }[] =>
    fate.kind === "altered" && fate.event.id === BREACH ? [{ run, fate }] : [],
  ),
);
const happens = ({ fates }: SimRun, id: string): boolean =>
  fates.some(({ kind, event }) => event.id === id && kind !== "removed");

test("a border that is crossed elsewhere begins no conflict with those who were left alone", () => {
  const elsewhere = runs.filter(({ fate }) => !fate.mark.startsWith("breen-confederacy/"));
  const there = runs.filter(({ fate }) => fate.mark.startsWith("breen-confederacy/"));
  expect(elsewhere.length).toBeGreaterThan(10);
  expect(there.length).toBeGreaterThan(0);
  expect(elsewhere.filter(({ run }) => happens(run, CONFLICT))).toEqual([]);
  expect(there.every(({ run }) => happens(run, CONFLICT))).toBe(true);
});

test("what follows from the way it came out, follows at the same instant, caused by it", () => {
  const repelled = runs.filter(({ fate }) => fate.mark.endsWith("/repelled"));
  expect(repelled.length).toBeGreaterThan(10);
  for (const { run, fate } of repelled) {
    const losses = run.added.filter(({ event }) => event.type === "ForceReduced" && event.placed === fate.event.placed);
    expect(losses.map(({ event, follows }) => [event.causes, follows])).toEqual([[[BREACH], true]]);
    expect(run.events.some((event) => event === losses[0]?.event)).toBe(true);
  }
});

test("it is told under another title, on the branch that it is recorded in, too", () => {
  const [one] = runs;
  if (one === undefined) throw new Error("no breach came out otherwise");
  const { title = "" } = one.fate.event;
  expect(one.fate.instead.title).not.toBe(title);
  const amended = asTimeline(one.run, "run", scenario.plan).find(({ type }) => type === "EventAmended");
  expect(amended?.data).toMatchObject({
    target: BREACH,
    set: { title: expect.stringContaining("Cardassian Union") as string },
  });
});
