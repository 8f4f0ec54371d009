import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkedFraming } from "./framing.ts";

const framed = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** What comes through of these chunks. */
const through = (chunks: readonly Uint8Array[]): Promise<string> => {
  const checked = checkedFraming();
  pipeline(Readable.from(chunks), checked, () => undefined);
  return text(checked);
};

/** A text as chunks that are cut anywhere. */
const cut = (bytes: Buffer, places: readonly number[]): Buffer[] => {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end));
};

test("messages come through as they are, however they are cut", async () => {
  const messages = fc.array(fc.tuple(fc.string({ unit: "binary", maxLength: 200 }), fc.boolean()), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(messages, fc.array(fc.nat(), { maxLength: 20 }), async (list, places) => {
      const sent = list
        .map(([body, typed]) => (typed ? `Content-Type: application/json\r\n${framed(body)}` : framed(body)))
        .join("");
      expect(await through(cut(Buffer.from(sent), places))).toBe(sent);
    }),
  );
});

describe("what is no message is refused, and does not wait for more", () => {
  test.each([
    ["words", "hello there", /not `Name: value`/],
    ["a line of JSON", '{"jsonrpc": "2.0"}\n', /not `Name: value`/],
    ["lines that end with LF alone", "Content-Length: 2\n\n{}", /not `Name: value`/],
    ["a header without a length", "Content-Type: x\r\n\r\n{}", /no Content-Length/],
    ["a header with two", "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", /or two/],
    ["a length that is a word", "Content-Length: two\r\n\r\n{}", /not a number/],
    ["a length below 0", "Content-Length: -2\r\n\r\n{}", /not a number/],
    ["a length in another notation", "Content-Length: 1e9\r\n\r\n{}", /not a number/],
    ["a length of more than fits", "Content-Length: 99999999999\r\n\r\n{}", /longer than/],
    ["a length of more digits than a number has", `Content-Length: ${"9".repeat(400)}\r\n\r\n{}`, /longer than/],
    ["a header without an end", `Content-Length: ${"1".repeat(5000)}`, /does not end/],
    ["nonsense after a message", `${framed("{}")}{}`, /not `Name: value`/],
  ])("%s", async (_, sent, message) => {
    const endless = new Readable({ read: () => undefined });
    const checked = checkedFraming();
    const failed = new Promise((resolve) => void pipeline(endless, checked, resolve));
    endless.push(sent);
    checked.resume();
    expect(await failed).toMatchObject({ code: "lsp/framing", message: expect.stringMatching(message) });
  });

  test.each(["Content-Le", "Content-Length: 3\r\n", "Content-Length: 3\r\n\r\n{}"])(
    "the end within %j",
    async (sent) => {
      await expect(through([Buffer.from(sent)])).rejects.toMatchObject({ code: "lsp/framing" });
    },
  );
});
