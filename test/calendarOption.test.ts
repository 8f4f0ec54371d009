import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { valorisAt } from "./support/inThisProcess.ts";

const CANON = join(import.meta.dirname, "../fixtures/cardassian-advance.yaml");
const OWN = `calendars:
  reed:
    months: [{ name: Sowing, days: 40 }, { name: "Low & High", days: 35 }]
    eras: [{ name: AT, offset: 0 }]
    begins: 2380-01-01
calendar: reed
`;

let cwd = "";
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "valoris-calendar-"));
  mkdirSync(join(cwd, "other"));
  writeFileSync(join(cwd, "reed.yaml"), OWN + readFileSync(CANON, "utf8"));
  writeFileSync(
    join(cwd, "branch.yaml"),
    "branch: { name: what-if/x, of: canon }\nretract: [{ event: gor-becomes-domo, reason: What if }]\n",
  );
  writeFileSync(join(cwd, "valoris.config.yaml"), `${OWN.replace("calendar: reed\n", "")}canon: reed.yaml\n`);
});
afterAll(() => rmSync(cwd, { recursive: true }));

const valoris = async (...words: string[]): Promise<string> => {
  const { code, out, err } = await valorisAt({ cwd }, words);
  expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
  return out;
};
const ISO = /\b23\d\d-\d\d-\d\d\b/;
const REED = /\d+ (?:Sowing|Low & High) AT \d+/;

describe("dates are shown in a calendar", () => {
  const BRANCH = ["reed.yaml", "branch.yaml"];
  test.each([
    ["replay", ["replay", "reed.yaml", "--from", "2388"]],
    ["explain", ["explain", "power", "breen-confederacy", "reed.yaml"]],
    ["explain of a territory", ["explain", "territory", "dozaria", "reed.yaml"]],
    ["timeline diff", ["timeline", "diff", "canon", "what-if/x", ...BRANCH]],
    ["timeline blame", ["timeline", "blame", "power", "breen-confederacy", "reed.yaml"]],
    ["timeline bisect", ["timeline", "bisect", "nervousness.quadrant > 12", "reed.yaml", "--from", "2380"]],
    ["surprise", ["surprise", "canon", "reed.yaml"]],
    ["simulate", ["simulate", "canon", "reed.yaml", "--until", "2390", "--runs", "8"]],
  ])("%s: that of the canon's header, unless another is asked for", async (_, words) => {
    const usual = await valoris(...words);
    expect([REED.test(usual), ISO.test(usual)]).toEqual([true, false]);
    const iso = await valoris(...words, "--calendar", "iso");
    expect([REED.test(iso), ISO.test(iso)]).toEqual([false, true]);
    expect(await valoris(...words, "--calendar", "julian")).toMatch(/\d+ [A-Z][a-z]+ AD 23\d\d/);
    const json = await valoris(...words, "--format", "json");
    expect(json).toBe(await valoris(...words, "--format", "json", "--calendar", "julian"));
  });

  test("a point may be asked for in it", async () => {
    const at = async (...words: string[]): Promise<unknown> =>
      JSON.parse(await valoris("replay", "reed.yaml", "--format", "json", ...words)).at;
    expect(await at("--at", "3 Low & High AT 2")).toBe("2380-04-27");
    expect(await at("--at", "AT 2")).toBe("2380-05-29");
    expect(await at("--at", "3 March 2380", "--calendar", "julian")).toBe("2380-03-19");
    const all = await valoris("replay", "reed.yaml", "--from", "2386-02-28");
    expect(await valoris("replay", "reed.yaml", "--from", "1 Sowing AT 31")).toBe(all);
    const { code, err } = await valorisAt({ cwd }, ["replay", "reed.yaml", "--at", "41 Sowing AT 2"]);
    expect([code, err.includes("Sowing of that year has 40 days")]).toEqual([2, true]);
  });

  test("of a log: ISO dates, unless one is asked for that the configuration declares", async () => {
    await valoris("log", "sync", "reed.yaml", "--log", "log");
    const words = ["replay", "--log", "log", "--from", "2388"];
    expect(REED.test(await valoris(...words))).toBe(false);
    expect(await valoris(...words, "--calendar", "reed")).toMatch(REED);
  });

  test("pictures are drawn in it, with names as text", async () => {
    await valoris("simulate", "canon", "reed.yaml", "--until", "2390", "--runs", "8", "--svg", "fan.svg");
    await valoris("timeline", "diff", "canon", "what-if/x", "reed.yaml", "branch.yaml", "--svg", "apart.svg");
    for (const file of ["fan.svg", "apart.svg"]) {
      const svg = readFileSync(join(cwd, file), "utf8");
      expect([/>(?:[^<]* )?AT \d+</.test(svg), ISO.test(svg), svg.includes("Low & High")]).toEqual([
        true,
        false,
        false,
      ]);
    }
  });

  test("a calendar that there is not is refused, and those that there are, are named", async () => {
    const { code, err } = await valorisAt({ cwd }, ["replay", "reed.yaml", "--calendar", "elvish"]);
    expect(code).toBe(2);
    expect(err).toContain('There is no calendar "elvish"');
    expect(err).toContain("julian, reed");
  });
});

test.each([
  ["simulate", ["simulate", "canon", "reed.yaml", "--until", "1 Sowing AT 60", "--runs", "8"]],
  ["surprise", ["surprise", "canon", "reed.yaml", "--until", "Sowing AT 43"]],
])("%s may be asked until a date of it", async (_, words) => {
  expect(REED.test(await valoris(...words))).toBe(true);
});

test("what a date would have to be is said in it", async () => {
  const acts = [2391, 2392].map(
    (at) => `{ id: a${at}, type: StatementMade, at: ${at}, speaker: gor, about: league, stance: calm }`,
  );
  const canon = `${OWN}entities: { gor: { kind: person }, league: { kind: faction, standing: minor } }
events: [{ id: gor-dies, type: PersonDied, at: 2380-03-01, person: gor }, ${acts.join(", ")}]
`;
  writeFileSync(join(cwd, "gor.yaml"), canon);
  const culprits = async (...words: string[]) =>
    (await valorisAt({ cwd }, ["check", "gor.yaml", "--culprits", ...words])).out;
  expect(await culprits()).toMatch(/any day after \d+ (?:Sowing|Low & High) AT \d+ clears 2/);
  expect(await culprits("--calendar", "iso")).toMatch(/any day after 2392-12-31 clears 2/);
});
