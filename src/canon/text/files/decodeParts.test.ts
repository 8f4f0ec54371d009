import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadCanon } from "../load/loadCanon.ts";
import { decodeParts } from "./decodeParts.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("a file that is too large for one text", () => {
  test("comes in parts of whole lines that are the file together", () => {
    const text = fc.array(fc.string({ unit: fc.constantFrom("a", "é", "\n", "\r\n", "𝒜") }), { maxLength: 20 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 12 }), (lines, size) => {
        const whole = lines.join("\n");
        const parts = decodeParts(bytes(whole), "a.ndjson", size);
        expect(parts.map((part) => part.text).join("")).toBe(whole);
        let line = 1;
        for (const [index, part] of parts.entries()) {
          expect(part.firstLine).toBe(line);
          line += part.text.split("\n").length - 1;
          if (index < parts.length - 1) expect(part.text.endsWith("\n")).toBe(true);
        }
      }),
    );
  });

  test("says on which of its lines something is wrong", () => {
    const broken = new Uint8Array([...bytes("one\ntwo\nthr"), 0xff, ...bytes("e\n")]);
    expect(() => decodeParts(broken, "a.ndjson", 4)).toThrow(
      expect.objectContaining({ at: { path: "a.ndjson", line: 3, column: 4, length: 1 } }),
    );
  });

  test("is located, shown and left alone as one file", () => {
    const noted = (id: string) => `{"id":"${id}","type":"Noted","at":2388,"about":"gor"}\n`;
    const parts = decodeParts(bytes(noted("a") + noted("b") + noted("c")), "a.ndjson", 10);
    expect(parts).toHaveLength(3);
    const { sources } = loadCanon(parts.map((part) => ({ path: "a.ndjson", ...part })));
    expect(sources.locate("c", ["about"])).toMatchObject({ path: "a.ndjson", line: 3 });
    expect(sources.line("a.ndjson", 2)).toContain('"id":"b"');
    expect(sources.edit("c", ["about"], "pran")).toEqual([]);
  });
});
