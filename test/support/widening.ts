import fc from "fast-check";
import { expect } from "vitest";
import { checkText } from "./checkText.ts";

export type Fields = Readonly<Record<string, unknown>>;

const date = fc
  .tuple(fc.integer({ min: 2370, max: 2377 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, day]) => `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`);

const wider = fc.constantFrom(
  (day: string) => day.slice(0, 7),
  (day: string) => day.slice(0, 4),
  (day: string) => `${day.slice(0, 4)}~`,
  (day: string) => `${day}/..`,
  (day: string) => `../${day}`,
  () => "../..",
);

const certain = async (events: readonly Fields[]): Promise<string[]> => {
  const text = events.map((event) => JSON.stringify(event)).join("\n");
  const { findings } = await checkText([{ path: "canon.ndjson", text }]);
  return findings
    .filter(({ confidence }) => confidence !== "possible")
    .map(({ rule, message }) => `${rule}: ${message}`);
};

/**
 * Writes little histories, and of each without a certain finding makes one date vaguer: there must be none still. Returns how many
 * were clean to begin with. `world` is undated; what happens gets an id and a day between 2370 and 2377.
 */
export async function expectNoAlarmWhenVaguer(
  world: readonly Fields[],
  happening: fc.Arbitrary<Fields>,
  numRuns = 300,
): Promise<number> {
  let clean = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(happening, date), { minLength: 2, maxLength: 6 }),
      fc.nat(),
      wider,
      async (history, index, widen) => {
        const events = history.map(([fields, at], i) => ({ id: `e${i}`, at, ...fields }));
        if ((await certain([...world, ...events])).length > 0) return;
        clean++;
        const vaguer = events.map((event, i) =>
          i === index % events.length ? { ...event, at: widen(event.at) } : event,
        );
        expect(await certain([...world, ...vaguer])).toEqual([]);
      },
    ),
    { numRuns },
  );
  return clean;
}
