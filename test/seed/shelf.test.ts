/** What the second canon is there to show: inequalities that its story gives, each with the reason; no value is a measurement. */
import { lastValueFrom } from "rxjs";
import { describe, expect, test } from "vitest";
import { checkFiles, coverageOf, readCanon } from "../../src/doors/canon.ts";
import { movingEvents } from "../../src/index.ts";
import { whatHangsOn } from "../../src/projections/hanging/whatHangsOn.ts";
import { simulate } from "../../src/sim/ensemble/simulate.ts";
import { planWhatIf } from "../../src/sim/plan.ts";

const FOLDER = "fixtures/shelf";
const shelf = await readCanon(FOLDER);
const branch = await readCanon(FOLDER, { timeline: "what-if/no-night-at-cassin" });

const nervousness = (occurred: string, who?: string): number => {
  const { quadrant, observers } = shelf.worldAt({ occurred }).nervousness;
  return who === undefined ? quadrant : (observers[who] ?? Number.NaN);
};
const share = (who: string, occurred: string): number => shelf.worldAt({ occurred }).power[who]?.share ?? Number.NaN;
const holds = (system: string, occurred: string) => {
  const { sovereign, controller } = shelf.worldAt({ occurred }).territory.systems[system] ?? {};
  return { sovereign, controller };
};

describe("the canon", () => {
  test("contradicts itself only where it says so, with a reason", async () => {
    // What is expected and not so would be a finding, too.
    expect((await checkFiles(FOLDER)).findings).toEqual([]);
    expect([...shelf.events].flatMap(({ expect: meant = [] }) => meant.map(({ rule }) => rule)).sort()).toEqual([
      "lifespan/acts-after-end", // a dead man's seal
      "lifespan/stated-date-disagrees", // two sources bury a king a year apart
    ]);
  });

  test("has events of sixty years, and cites every paragraph that it lists", () => {
    const told = [...shelf.events].filter(({ placed, invented }) => Number.isFinite(placed) && invented !== true);
    expect(told.length).toBeGreaterThanOrEqual(150);
    expect(told.every(({ source }) => source !== undefined)).toBe(true);
    for (const { uncovered, unknown } of coverageOf({ events: [...shelf.events] })) {
      expect(uncovered).toEqual([]);
      expect(unknown).toEqual([]);
    }
  });

  test("is heard by the numbers: well over half of its events move one", () => {
    const types = movingEvents(shelf);
    const sum = (of: "events" | "moving") => types.reduce((total, type) => total + type[of], 0);
    expect(sum("moving") / sum("events")).toBeGreaterThan(0.55);
  });
});

describe("over time, the numbers tell what happens", () => {
  test.each([
    ["the War of Cassin", "3124-04-16", "3124-05", "3131-07", "3133"],
    ["the Harbour War", "3140", "3141-08-30", "3144-01", "3145"],
    ["the Long Watch", "3152-06", "3152-09", "3155-04", "3156"],
  ])(
    "nervousness rises with %s, stands while it goes on, and falls after its peace",
    (_war, before, begun, last, after) => {
      const rise = nervousness(begun) - nervousness(before);
      expect(rise).toBeGreaterThan(10);
      // A war that stands fades to a floor, and not to nothing: above a quarter of what it began with, until its last month.
      expect(nervousness(last) - nervousness(before)).toBeGreaterThan(rise / 4);
      expect(nervousness(after)).toBeLessThan(nervousness(last) - rise / 4);
    },
  );

  test("each side and each neighbour of the War of Cassin is more nervous in every year of it than before", () => {
    for (const who of ["vessary", "kharrow", "ossen"])
      for (let year = 3124; year < 3131; year++)
        expect(nervousness(`${year}-12`, who), `${who} ${year}`).toBeGreaterThan(nervousness("3124-03", who));
  });

  test("Cassin stays occupied for seven years after the peace: ownership in law and rule in fact part, and meet again", () => {
    expect(holds("cassin", "3124-01")).toEqual({ sovereign: "vessary", controller: "vessary" });
    expect(holds("cassin", "3135")).toEqual({ sovereign: "vessary", controller: "kharrow" });
    expect(holds("cassin", "3139")).toEqual({ sovereign: "vessary", controller: "vessary" });
  });

  test("Kharrow grows by what it takes, and shrinks by what it gives back", () => {
    expect(share("kharrow", "3113")).toBeGreaterThan(share("kharrow", "3107"));
    expect(share("kharrow", "3140")).toBeLessThan(share("kharrow", "3123"));
  });

  test("Meridane rules nothing in exile, and comes home; the Holds end, and are founded again", () => {
    const territory = (who: string, occurred: string) => shelf.worldAt({ occurred }).territory.index[who] ?? 0;
    const ruled = (occurred: string) =>
      Object.values(shelf.worldAt({ occurred }).territory.systems).filter(
        ({ controller }) => controller === "meridane",
      );
    expect(ruled("3120")).toEqual([]);
    expect(ruled("3160").length).toBe(2);
    expect(territory("dravin", "3120")).toBe(0);
    expect(territory("dravin", "3140")).toBeGreaterThan(0);
  });
});

describe("without the night at Cassin", () => {
  const WAR = [
    "cassin-war-begins",
    "home-squadron-readied",
    "ossen-joins",
    "first-whitmoor",
    "arrack-fight",
    "second-whitmoor",
  ];

  test("a whole war hangs on it, though nothing is marked as necessary", () => {
    const { impossible, losesCause, losesFooting } = whatHangsOn(shelf, "cassin-struck");
    expect(impossible).toEqual([]);
    const lost = [...losesCause, ...losesFooting].map(({ event }) => event);
    const ofTheWar = [...shelf.events].filter(({ data }) => (data as { conflict?: string }).conflict === "cassin-war");
    expect(ofTheWar.length).toBeGreaterThan(10);
    expect(lost).toEqual(expect.arrayContaining(ofTheWar.map(({ id }) => id)));
    expect(lost).toEqual(expect.arrayContaining(["marn-regent", "peace-of-arrack-ratified", "stoun-ceded"]));
    // What was so before it stands.
    expect(lost).not.toContain("marches-fleet-readied");
  });

  test("that war is in under 5 % of runs", async () => {
    const plan = planWhatIf({ canon: shelf, timeline: branch, until: "3127", observedUntil: "3126-12" });
    const { events } = await lastValueFrom(simulate(plan, { runs: 64, seed: 7 }));
    const removed = new Map(events.map(({ event, removed }) => [event, removed.value]));
    for (const event of WAR) expect(removed.get(event), event).toBeGreaterThan(0.95);
  }, 60_000);
});
