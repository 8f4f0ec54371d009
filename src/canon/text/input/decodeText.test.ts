import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ValorisError } from "../../../events/valorisError.ts";
import { decodeText } from "./decodeText.ts";
import { firstInvalidByte } from "./invalidUtf8.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: (string | number)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "number" ? [part] : [...utf8(part)])));

function refusal(input: Uint8Array): ValorisError {
  try {
    decodeText(input, "a.yaml");
  } catch (error) {
    if (error instanceof ValorisError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("text of a canon file", () => {
  test("is UTF-8, and a byte order mark is not part of it", () => {
    expect(decodeText(bytes("canon: alpha\n# ¶ 𝒜"), "a.yaml")).toBe("canon: alpha\n# ¶ 𝒜");
    expect(decodeText(bytes(0xef, 0xbb, 0xbf, "canon: x"), "a.yaml")).toBe("canon: x");
  });

  test("in Windows-1252 is refused at its first such byte, with the letter that was meant", () => {
    const error = refusal(bytes("a: b\ntext: Gor", 0xe9, " of the Breen\n"));
    expect(error.code).toBe("canon/encoding");
    expect(error.at).toEqual({ path: "a.yaml", line: 2, column: 10, length: 1 });
    expect(error.message).toContain("looks like Windows-1252");
    expect(error.message).toContain("“é”");
    expect(error.help).toContain("iconv -f WINDOWS-1252");
  });

  test("columns count characters before the bad byte, not bytes", () => {
    expect(refusal(bytes("# ¶¶¶", 0xff)).at).toMatchObject({ line: 1, column: 6 });
  });

  test("that is in no encoding gets no guess", () => {
    expect(refusal(bytes("a", 0x81, 0x02)).message).not.toContain("1252");
  });

  test.each([
    ["UTF-16LE", [0xff, 0xfe, 0x61, 0]],
    ["UTF-16BE", [0xfe, 0xff, 0, 0x61]],
    ["UTF-32LE", [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]],
    ["UTF-32BE", [0, 0, 0xfe, 0xff, 0, 0, 0, 0x61]],
  ])("in %s is refused by name", (name, input) => {
    const error = refusal(Uint8Array.from(input));
    expect(error.code).toBe("canon/encoding");
    expect(error.message).toContain(name);
    expect(error.at).toMatchObject({ line: 1, column: 1 });
  });

  test("has no NUL: that is a binary file", () => {
    const error = refusal(bytes("a: b\nc: ", 0));
    expect(error.code).toBe("canon/binary");
    expect(error.at).toMatchObject({ line: 2, column: 4 });
  });

  test("is refused exactly where the platform's decoder refuses it", () => {
    const decodes = (input: Uint8Array) => {
      try {
        new TextDecoder("utf-8", { fatal: true }).decode(input);
        return true;
      } catch {
        return false;
      }
    };
    // Bytes around the borders of RFC 3629's table, so that nearly valid sequences are common.
    const byte = fc.constantFrom(
      0x41,
      0x7f,
      0x80,
      0x8f,
      0x90,
      0x9f,
      0xa0,
      0xbf,
      0xc0,
      0xc1,
      0xc2,
      0xdf,
      0xe0,
      0xe1,
      0xed,
      0xee,
      0xef,
      0xf0,
      0xf1,
      0xf4,
      0xf5,
      0xff,
    );
    fc.assert(
      fc.property(
        fc
          .uint8Array({ maxLength: 12 })
          .chain((random) =>
            fc.array(byte, { maxLength: 8 }).map((near) => Uint8Array.from([...near, ...random.slice(0, 3)])),
          ),
        (input) => {
          const at = firstInvalidByte(input);
          expect(at < 0).toBe(decodes(input));
          if (at >= 0) expect(decodes(input.subarray(0, at))).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  }, 60_000);
});
