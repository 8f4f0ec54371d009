import { firstValueFrom, toArray } from "rxjs";
import { describe, expect, test } from "vitest";
import { chronicleOf, type Flat, WORLD } from "../../test/support/chronicles.ts";
import { power } from "./power/power.ts";
import { project } from "./project.ts";
import { replay, replayBatches, type ReplayOptions } from "./replay.ts";

const noted = (id: string, at: string): Flat => ({ id, type: "Noted", at, about: "x" });
const raise = (id: string, at: string): Flat => ({
  id,
  type: "ForceRaised",
  at,
  faction: "alpha",
  component: "hulls",
  by: 10,
});
const events = [noted("a", "2001-05-05"), noted("b", "2002"), noted("c", "2003-01-01")];

describe("a replay", () => {
  const replayed = (options: ReplayOptions, from: readonly Flat[] = events): string[] =>
    [...replayBatches(chronicleOf(from), options)].flatMap((batch) => batch.events.map(({ id }) => id));

  test.each<[string, ReplayOptions, string[]]>([
    ["everything", {}, ["a", "b", "c"]],
    ["from the start of a date", { from: { occurred: "2001-05" } }, ["a", "b", "c"]],
    ["from after a date", { from: { occurred: "2001-06" } }, ["b", "c"]],
    ["until the end of a date, included", { until: { occurred: "2002" } }, ["a", "b"]],
    [
      "from an event until an event, both included",
      { from: { occurred: "b" }, until: { occurred: { event: "c" } } },
      ["b", "c"],
    ],
    ["as it had been recorded", { recorded: "canon@2" }, ["a", "b"]],
    ["as it had been recorded, up to a date", { until: { recorded: 2, occurred: 2001 } }, ["a"]],
    ["nothing, where nothing lies between", { from: { occurred: "2004" } }, []],
  ])("reads %s", (_, options, expected) => expect(replayed(options)).toEqual(expected));

  test("does nothing before someone subscribes, and stops when they leave", () => {
    const seen: string[] = [];
    const subscription = replay(chronicleOf(events), { batchSize: 1 }).subscribe((batch) => {
      seen.push(...batch.events.map(({ id }) => id));
    });
    subscription.unsubscribe();
    expect(seen).toEqual(["a", "b", "c"]);
  });

  test("is a batch an instant, whatever is read at once; or as many events as one likes", () => {
    const crowd = Array.from({ length: 9000 }, (_, i) => noted(`n${i}`, i < 4095 ? "2001-01-01" : "2001-01-02"));
    const chronicle = chronicleOf([...WORLD, ...crowd, ...events]);
    const batches = (options: ReplayOptions) => [...replayBatches(chronicle, options)];
    const instants = new Set(chronicle.events.slice(0, chronicle.events.length).map(({ placed }) => placed));
    expect(batches({}).map(({ at }) => at)).toEqual([...instants]);
    for (const batchSize of [1, 100, 4096, 100_000]) {
      const sized = batches({ batchSize });
      expect(sized.map((batch) => batch.events.length)).toEqual(
        sized.map((_, i) => Math.min(batchSize, chronicle.events.length - i * batchSize)),
      );
    }
    for (const options of [{}, { batchSize: 7 }, { from: { occurred: "2001-01-02" } }]) {
      const all = batches(options);
      expect(all.map(({ index }) => index - (all[0]?.index ?? 0))).toEqual(
        all.map((_, i) => all.slice(0, i).reduce((sum, batch) => sum + batch.events.length, 0)),
      );
      expect(all.flatMap((batch) => batch.events.map(({ id }) => id))).toEqual(
        chronicle.events.slice(all[0]?.index ?? 0, chronicle.events.length).map(({ id }) => id),
      );
    }
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("of %d events a batch is refused", (batchSize) => {
    expect(() => replayed({ batchSize })).toThrow(expect.objectContaining({ code: "replay/batch-size" }));
  });

  test("a point that is no date and no event is refused", () => {
    expect(() => replayed({ until: { occurred: "nowhere" } })).toThrow(
      expect.objectContaining({ code: "point/occurred" }),
    );
    expect(() => replayed({ until: { occurred: "2001-13" } })).toThrow(expect.objectContaining({ code: "date/range" }));
    expect(() => replayed({ until: { occurred: { event: "nowhere" } } })).toThrow(
      expect.objectContaining({ code: "point/occurred" }),
    );
    expect(() => replayed({ recorded: "what-if/x@2" })).toThrow(expect.objectContaining({ code: "point/recorded" }));
  });
});

describe("a projection of a replay", () => {
  test("gives a view at each instant at which something happens, the last as of the end", async () => {
    const chronicle = chronicleOf([
      ...WORLD,
      raise("r1", "2001-01-01"),
      raise("r2", "2001-01-01"),
      raise("r3", "2002-01-01"),
    ]);
    const views = await firstValueFrom(replay(chronicle).pipe(project(power), toArray()));
    expect(views.map((view) => view["alpha"]?.components.hulls)).toEqual([10, 30, 40]);
    const empty = await firstValueFrom(replay(chronicleOf([])).pipe(project(power), toArray()));
    expect(empty).toHaveLength(1);
  });

  test("gives a view a batch; what lies before `from` is in it", async () => {
    const chronicle = chronicleOf([
      ...WORLD,
      raise("r1", "2001-01-01"),
      raise("r2", "2002-01-01"),
      raise("r3", "2003-01-01"),
    ]);
    const views = await firstValueFrom(
      replay(chronicle, { from: { occurred: "2002" }, batchSize: 1 }).pipe(project(power), toArray()),
    );
    expect(views.map((view) => view["alpha"]?.components.hulls)).toEqual([30, 40]);
  });
});
