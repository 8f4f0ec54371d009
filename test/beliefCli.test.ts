import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { valorisHere as valoris } from "./support/inThisProcess.ts";

const FIXTURE = "fixtures/cardassian-advance.yaml";
const SPY = "starfleet-intelligence";

const json = async (...args: string[]) => JSON.parse((await valoris(...args, "--format", "json")).out);

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "valoris-belief-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("replay --as-known-to", () => {
  const seenOn = (at: string, ...more: string[]) => json("replay", FIXTURE, "--as-known-to", SPY, "--at", at, ...more);

  test("gives the world as it was believed, who believed it, and how far", async () => {
    const world = await seenOn("2388-05-31");
    expect(world).toMatchObject({
      at: "2388-05-31",
      observer: SPY,
      beliefs: [{ question: "order-of-twelve-recruits", settledBy: null }],
    });
    const [{ options }] = world.beliefs;
    expect(options[0]).toMatchObject({ option: "Cardassians from every part of the Union", p: expect.closeTo(0.6, 9) });
    expect(options[0].because).toEqual([{ event: "early-reports-on-recruits", value: options[0].logOdds }]);
    expect((await seenOn("2388-06-30")).beliefs[0].options[0].p).toBeCloseTo(0.2, 9);
  });

  test("moves the numbers by what is wrongly believed", async () => {
    const [seen, so] = [await seenOn("2388-10-31"), await json("replay", FIXTURE, "--at", "2388-10-31")];
    expect(seen.power["breen-confederacy"].components.hulls).toBeLessThan(
      so.power["breen-confederacy"].components.hulls,
    );
    expect(so).not.toHaveProperty("observer");
    expect(seen.claims).toContainEqual(
      expect.objectContaining({
        claim: { type: "ForceCrippled", faction: "breen-confederacy", component: "military" },
      }),
    );
  });

  test("lists the events that were known", async () => {
    const { out } = await valoris("replay", FIXTURE, "--as-known-to", SPY, "--from", "2386", "--format", "ndjson");
    expect(out).toContain('"id":"believed-militia-reported-crippled"');
    expect(out).not.toContain("gor-lets-it-run");
  });

  test("reads a branch, and canon as it had been recorded", async () => {
    const log = join(folder, "log");
    const branch = join(folder, "branch.yaml");
    writeFileSync(
      branch,
      "branch: { name: what-if/trusted, of: canon }\nretract: [{ event: recruits-report-distrusted, reason: What if nobody noticed? }]\n",
    );
    expect((await valoris("log", "import", FIXTURE, branch, "--log", log)).code).toBe(0);
    const on = async (...more: string[]) =>
      (await json("replay", "--log", log, "--as-known-to", SPY, "--at", "2388-06-30", ...more)).beliefs[0].options[0].p;
    expect(await on()).toBeCloseTo(0.2, 9);
    expect(await on("--timeline", "what-if/trusted")).toBeCloseTo(0.6, 9);
    const early = await valoris("replay", "--log", log, "--as-known-to", SPY, "--recorded-before", "1990-01-01");
    expect([early.code, early.err]).toEqual([2, expect.stringContaining("belief/unknown-observer")]);
  });

  test("news takes its time where a speed is given", async () => {
    const on = (...more: string[]) =>
      json("replay", FIXTURE, "--as-known-to", "romulan-empire", "--at", "2388-10-11", ...more);
    expect((await on()).territory.systems.dozaria.controller).toBe("cardassian-union");
    expect((await on("--news-speed", "1")).territory.systems.dozaria.controller).toBe("breen-confederacy");
  });

  test("refuses whom nobody knows, with the nearest name", async () => {
    const { code, err } = await valoris("replay", FIXTURE, "--as-known-to", "starfleet-inteligence");
    expect([code, err]).toEqual([2, expect.stringContaining("Did you mean starfleet-intelligence?")]);
  });
});

describe("gap", () => {
  test("names what is false, what is not known, and what it would change", async () => {
    const gap = await json("gap", SPY, FIXTURE, "--at", "2388-10-31");
    expect(gap).toMatchObject({
      observer: SPY,
      at: "2388-10-31",
      false: [{ reports: ["militia-reported-crippled"], verdict: "false" }],
      undecided: [{ question: "order-of-twelve-in-government" }],
      unknown: [{ event: "gor-lets-it-run" }],
      nervousness: [{ power: "united-federation-of-planets" }],
    });
    expect(gap.open).toEqual(expect.arrayContaining(["order-of-twelve-starships", "cardassian-militarism"]));
  });
});
