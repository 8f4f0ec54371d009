import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { namesForXml, xmlFlaw } from "../../test/support/xmlFlaw.ts";
import { clean, xmlText } from "./xmlText.ts";

describe("text in XML", () => {
  test("carries nothing that steers a terminal or breaks XML", () => {
    expect(clean("a\u001b[31mb\nc\u0000\ud800\u202ed")).toBe("a [31mb c d");
  });

  test("is well-formed between tags and in an attribute, whatever it says", () => {
    fc.assert(
      fc.property(namesForXml, (name) => {
        expect(xmlFlaw(`<g a="${xmlText(name)}">${xmlText(name)}</g>`)).toBeUndefined();
      }),
    );
  });

  test.each([
    "<g>",
    "</g>",
    '<g a="1" a="2"></g>',
    "<g><b></g></b>",
    "a & b",
    "<",
    "<g></g>\u0001",
    "<g>]]></g>",
    "",
    "<g></g><g></g>",
    "<g></g>x",
    "<g>&#0;</g>",
    "<g a='1'></g>",
  ])("the check of XML finds %j wrong", (xml) => {
    expect(xmlFlaw(xml)).toEqual(expect.any(String));
  });
});
