import fc from "fast-check";
import { expect, test } from "vitest";
import { ValorisError } from "../../../events/valorisError.ts";
import { decodeText } from "../input/decodeText.ts";
import { loadCanon } from "./loadCanon.ts";

const CANON = `canon: alpha
order: date
documents:
  d: { title: D, rank: 1, present: { with: x }, sections: { One: 2 } }
entities:
  f: { kind: faction, standing: major, forces: { hulls: 40 }, invented: [forces] }
  s: &s { kind: system, position: [1, 2], value: { yards: 3 } }
  p: { <<: *s, region: r }
events:
  - id: x
    type: BorderBreached
    at: 2388-10-10
    by: f
    against: g
    systems: [s]
    source: { document: d, locator: ¶1 }
  - { id: y, type: ReportFiled, at: { after: x, offset: P3W }, report: r, by: f, reliability: 0.5, claim: { not: { type: ForceCrippled, faction: f, component: hulls } } }
  - { type: Unheard, at: 2390, of: [a, { b: c }] }
retract:
  - { event: y, reason: r }
amend:
  - event: x
    set: { systems: [t], title: null }
    reason: |
      Many
      lines
`;
const BRANCH = `extends: a.yaml
branch: { name: what-if/x, of: canon, cut: 2388-10-11 }
events:
- { id: z, type: Noted, at: 2390, about: f }
`;
const piece = fc.constantFrom(
  ": ",
  ":",
  "- ",
  "\n",
  "\n  ",
  "  ",
  "{",
  "}",
  "[",
  "]",
  ", ",
  "'",
  '"',
  "#",
  "&s ",
  "*s",
  "<<: ",
  "!!x ",
  "|",
  "---\n",
  "\t",
  "0",
  "1e400",
  ".nan",
  "null",
  "true",
  "\u0000",
  "é",
  "id: x",
  "kind: ",
  "type: ",
  "x",
  "__proto__: ",
  "constructor: ",
  "- ".repeat(120),
  "not: ",
);

const mutated = (text: string) =>
  fc
    .array(fc.tuple(fc.nat(), fc.nat(20), fc.string({ unit: piece, maxLength: 3 })), { minLength: 1, maxLength: 4 })
    .map((edits) =>
      edits.reduce((current, [at, cut, insert]) => {
        const from = at % (current.length + 1);
        return current.slice(0, from) + insert + current.slice(from + cut);
      }, text),
    );

/** Reads, and asks for every place; whatever is wrong has to be said in the one way that callers know. */
function readAll(canon: string, branch: string): "read" | "refused" {
  try {
    const loaded = loadCanon([
      { path: "a.yaml", text: canon },
      { path: "b.yaml", text: branch },
    ]);
    for (const { locations, message } of loaded.issues) {
      expect(message).not.toBe("");
      for (const { location } of locations) expect(loaded.sources.line(location.path, location.line)).toBeDefined();
    }
    for (const { events, name } of loaded.timelines)
      for (const { event } of events) {
        expect(loaded.sources.locate(event.id, ["at", "after"], name)).toBeDefined();
        JSON.stringify(event);
      }
    return "read";
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    expect(error.code).toMatch(/^canon\//);
    expect(error.help).toBeTruthy();
    expect(error.at?.line).toBeGreaterThan(0);
    return "refused";
  }
}

test("the file that is mutated below is right", () => {
  expect(readAll(CANON, BRANCH)).toBe("read");
  expect(loadCanon([{ path: "a.yaml", text: CANON }]).issues.map(({ rule }) => rule)).toEqual([
    "identity/unknown-type",
  ]);
});

test("canon that was damaged anywhere is read, with issues, or refused with its place", () => {
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(mutated(CANON), mutated(BRANCH), fc.boolean(), (canon, branch, both) => {
      outcomes.add(readAll(canon, both ? branch : BRANCH));
    }),
    { numRuns: 3000 },
  );
  // Otherwise the damage would be too small, or too great, to try anything.
  expect(outcomes).toEqual(new Set(["read", "refused"]));
}, 120_000);

test("any bytes are text, or refused with their place", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        readAll(decodeText(bytes, "a.yaml"), BRANCH);
      } catch (error) {
        if (!(error instanceof ValorisError)) throw error;
        expect(error.at?.line).toBeGreaterThan(0);
      }
    }),
    { numRuns: 3000 },
  );
}, 60_000);
