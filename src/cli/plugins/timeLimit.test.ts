import { describe, expect, test } from "vitest";
import { onBusyMachine, workFor } from "../../../test/support/busyMachine.ts";
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

  test("lets whom a busy machine kept waiting begin again, until it had its time", () => {
    let begun = 0;
    createTimeLimit(
      0.1,
      () => 0,
    )(() => {
      if (++begun < 2) endless();
    });
    expect(begun).toBe(2);
  });

  test("stops at last what neither works nor ends", () => {
    expect(() => createTimeLimit(0.1, () => 0)(endless)).toThrow(
      "it did not end within 2 s, in which it hardly ran, and was stopped",
    );
  });

  test("takes no busy machine for a loop", async () => {
    let begun = 0;
    await onBusyMachine(() =>
      createTimeLimit(0.5)(() => {
        begun++;
        workFor(0.3);
      }),
    );
    // The proof that it was busy.
    expect(begun).toBeGreaterThan(1);
  });
});
