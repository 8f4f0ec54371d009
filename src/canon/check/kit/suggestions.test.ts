import { expect, test } from "vitest";
import { createSuggestions } from "./suggestions.ts";

test("a word is meant, as long as it costs no more than is reasonable to find out", () => {
  let listed = 0;
  const known = Array.from({ length: 3000 }, (_, i) => `known-${i}`);
  const suggest = createSuggestions(() => {
    listed++;
    return known;
  });
  expect(listed).toBe(0);
  expect(suggest("knwon-12")).toBe("known-12");
  const found = Array.from({ length: 3000 }, (_, i) => suggest(`knwon-${i}`)).filter((word) => word !== undefined);
  expect(found).toHaveLength(7);
  expect(suggest("knwon-12")).toBe("known-12");
  expect(listed).toBe(1);
});
