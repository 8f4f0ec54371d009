import { describe, expect, test } from "vitest";
import { createTimeLimit } from "./timeLimit.ts";

const endless = (): void => {
  for (;;);
};

describe("a time limit", () => {
  test("runs what ends, and passes on what it throws", () => {
    const limit = createTimeLimit(10);
    let done = false;
    limit(() => (done = true));
    expect(done).toBe(true);
    expect(() => limit(() => JSON.parse("{"))).toThrow(SyntaxError);
  });

  test.each([
    ["a loop", endless],
    [
      "a loop that catches everything",
      () => {
        for (;;)
          try {
            endless();
          } catch {
            endless();
          } finally {
            endless();
          }
      },
    ],
    ["a slow expression", () => void /^(a+)+$/.test(`${"a".repeat(60)}b`)],
    ["one within another", () => createTimeLimit(100)(endless)],
  ])("stops %s", (_, work) => {
    const limit = createTimeLimit(0.2);
    const started = performance.now();
    expect(() => limit(work)).toThrow("it did not end within 0.2 s, and was stopped");
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(() => limit(() => undefined)).not.toThrow();
  });
});
