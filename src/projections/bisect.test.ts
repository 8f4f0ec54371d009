import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chronicleOf, type Flat, FACTIONS, histories, parseEvents, SYSTEMS } from "../../test/support/chronicles.ts";
import { memoryLog } from "../log/memory.ts";
import type { Chronicle } from "../timelines/chronicle.ts";
import { bisect } from "./bisect.ts";
import type { Bound } from "./bindChronicle.ts";
import type { ChronicleInMemory } from "../timelines/chronicleInMemory.ts";
import { openLog } from "./openLog.ts";

const eventIn = async (history: Chronicle, text: string, options = {}): Promise<string | undefined> =>
  (await bisect(history, text, options))?.event.id;

async function paged(events: readonly Flat[]): Promise<Chronicle> {
  const log = memoryLog({ now: () => 0 });
  await log.append("canon", parseEvents(events));
  return openLog(log, { pageSize: 8 });
}

/** What is asked, and how it is read off the world. */
const questions = fc.oneof(
  fc
    .tuple(fc.constantFrom("quadrant", ...FACTIONS), fc.integer({ min: 0, max: 60 }), fc.constantFrom(">", "<="))
    .map(([who, n, operator]) => ({
      text: `nervousness.${who} ${operator} ${n}`,
      holds: ({ nervousness: { quadrant, observers } }: World) =>
        compare(who === "quadrant" ? quadrant : (observers[who] ?? 0), operator, n),
    })),
  fc.tuple(fc.constantFrom(...FACTIONS), fc.double({ min: 0.1, max: 0.6, noNaN: true })).map(([who, x]) => ({
    text: `share.${who} < ${x.toFixed(3)}`,
    holds: ({ power }: World) => (power[who]?.share ?? 0) < Number(x.toFixed(3)),
  })),
  fc.tuple(fc.constantFrom(...SYSTEMS), fc.constantFrom(...FACTIONS)).map(([system, who]) => ({
    text: `control(${system}) = ${who} and not (status(${system}) = held)`,
    holds: ({ territory: { systems } }: World) =>
      (systems[system]?.controllers ?? [systems[system]?.controller]).includes(who) &&
      systems[system]?.status !== "held",
  })),
  fc.tuple(fc.constantFrom(...FACTIONS), fc.integer({ min: 5, max: 20 })).map(([who, n]) => ({
    text: `hulls.${who} + crews.${who} >= ${n} and territory.${who} > 3`,
    holds: ({ power, territory }: World) => {
      const { hulls = 0, crews = 0 } = power[who]?.components ?? {};
      return hulls + crews >= n && (territory.index[who] ?? 0) > 3;
    },
  })),
);

type World = ReturnType<Bound<ChronicleInMemory>["worldAt"]>;
const compare = (a: number, operator: string, b: number): boolean => (operator === ">" ? a > b : a <= b);

describe("bisect", () => {
  test("finds what looking at every event finds, in memory, in pages, and again from the extremes that were kept", async () => {
    await fc.assert(
      fc.asyncProperty(histories, questions, async (events, { text, holds }) => {
        const chronicle = chronicleOf(events);
        const { events: all } = chronicle;
        const first = all.find(
          ({ id, placed }, i) =>
            (Number.isFinite(placed) || Number.isFinite(all[i + 1]?.placed ?? 0)) &&
            holds(chronicle.worldAt({ occurred: { event: id } })),
        );
        const pages = await paged(events);
        expect(await eventIn(chronicle, text)).toBe(first?.id);
        expect(await eventIn(pages, text)).toBe(first?.id);
        expect(await eventIn(pages, text)).toBe(first?.id);
      }),
      { numRuns: 100 },
    );
  });

  test("reads no page twice in which a number stays on one side", async () => {
    const events = Array.from({ length: 40 }, (_, i): Flat => {
      return {
        id: `e${i}`,
        type: "ForceReported",
        at: String(2000 + i),
        faction: "alpha",
        component: "hulls",
        value: i,
      };
    });
    const alpha: Flat = { id: "alpha", type: "FactionFounded", faction: "alpha", name: "A", standing: "major" };
    const pages = await paged([alpha, ...events]);
    let read = 0;
    const counted = {
      ...pages,
      events: {
        ...pages.events,
        at: (index: number) => pages.events.at(index),
        length: pages.events.length,
        slice: (from: number, to: number) => {
          read += to - from;
          return pages.events.slice(from, to);
        },
      },
    };
    expect(await eventIn(counted, "hulls.alpha > 35")).toBe("e36");
    const once = read;
    read = 0;
    expect(await eventIn(counted, "hulls.alpha > 33")).toBe("e34");
    expect([once > 36, read < 20]).toEqual([true, true]);
  });
});
