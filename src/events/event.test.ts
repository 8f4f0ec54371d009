import { expect, test } from "vitest";
import { z } from "zod";
import { catalogue } from "./catalogue/catalogue.ts";
import { defineEvent } from "./defineEvent.ts";
import { event } from "./event.ts";
import { parseEnvelope } from "./parseEnvelope.ts";

test("an event that is written flat is what a file's comes to", () => {
  const fields = { id: "raid", at: 2388, by: "a", against: "b", systems: ["s"], violence: 3 as const, title: "A raid" };
  const parsed = catalogue.parse({ type: "BorderBreached", ...fields });
  expect(parsed.kind).toBe("event");
  expect(parseEnvelope(event("BorderBreached", fields), catalogue)).toEqual(parsed);
});

test("a field that every event may have stands beside the data, unless the type has one of that name", () => {
  expect(event("Noted", { about: "x", title: "T" })).toEqual({
    type: "Noted",
    version: 1,
    title: "T",
    data: { about: "x" },
  });
  expect(event("DocumentAdded", { document: "d", title: "T", rank: 1 }).data).toEqual({
    document: "d",
    title: "T",
    rank: 1,
  });
});

test("a type of one's own is given by its definition, with its version", () => {
  const GateFailed = defineEvent("GateFailed", {
    doc: "…",
    version: 2,
    upcasts: { 1: (data) => data },
    schema: z.strictObject({ gate: z.string() }),
  });
  expect(event(GateFailed, { id: "g", at: 2387, gate: "barzan" })).toEqual({
    id: "g",
    at: 2387,
    type: "GateFailed",
    version: 2,
    data: { gate: "barzan" },
  });
});

test("what the compiler did not see is said by name when it is appended", () => {
  const misspelt = event("PersonDied", { at: 2388, persn: "gor" } as never);
  expect(parseEnvelope(misspelt, catalogue)).toMatchObject({
    kind: "invalid",
    issues: expect.arrayContaining([
      expect.objectContaining({
        path: ["persn"],
        kind: "unknown-field",
        message: "PersonDied has no field `persn`; did you mean `person`?",
      }),
    ]) as unknown,
  });
});
