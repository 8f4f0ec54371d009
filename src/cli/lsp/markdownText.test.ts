import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { markdownCode, markdownLines, markdownText } from "./markdownText.ts";

/** CommonMark: a backslash before punctuation stands for it. */
const unescaped = (markdown: string): string => markdown.replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");
const plain = (markdown: string): string => markdown.replaceAll(/\\[!-/:-@[-`{-~]/g, "x");

describe("what canon says in Markdown", () => {
  test.each([
    ["[here](https://example.org)", "\\[here\\](https\\://example.org)"],
    ["![x](http://example.org/x.png)", "\\!\\[x\\](http\\://example.org/x.png)"],
    ["<img src=x onerror=y>", "\\<img src=x onerror=y\\>"],
    ["www.example.org, a@example.org", "www\\.example.org, a\\@example.org"],
    ["# Heading", "\\# Heading"],
    ["- item", "\\- item"],
    ["1. item", "1\\. item"],
    ["a\n\n# Heading", "a  # Heading"],
    ["&lt;b&gt; `code` **bold**", "\\&lt;b\\&gt; \\`code\\` \\*\\*bold\\*\\*"],
    ["Gor’s “Ark” (2387–88): lost", "Gor’s “Ark” (2387–88): lost"],
    ["\u202e\u001b[31m", "\ufffd\ufffd\\[31m"],
  ])("%j is text", (text, markdown) => {
    expect(markdownText(text)).toBe(markdown);
  });

  test("reads as it was written, and begins nothing", () => {
    const parts = fc.constantFrom(
      "[",
      "](",
      ")",
      "<",
      ">",
      "http://a.b",
      "www.a.b",
      "`",
      "*",
      "_",
      "#",
      "-",
      "1.",
      "&",
      "!",
      " ",
      "a",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map((all) => all.join("")),
        ),
        (text) => {
          const markdown = markdownText(text);
          expect(unescaped(markdown)).toBe(text.trim());
          expect(plain(markdown)).not.toMatch(/[`*_[\]<>&~|!$]|:\/\/(?<=\w:\/\/)|^\d*[#+\-=:.)]/);
        },
      ),
    );
  });

  test("keeps the lines of a longer text", () => {
    expect(markdownLines("First.\r\n  > quoted\n\n```\n")).toBe("First.\n\\> quoted\n\n\\`\\`\\`\n");
  });

  test("an id stands between as many backticks as it takes", () => {
    expect([markdownCode("gor"), markdownCode("a`b``c"), markdownCode("a\nb")]).toEqual([
      "`gor`",
      "``` a`b``c ```",
      "`a b`",
    ]);
  });
});
