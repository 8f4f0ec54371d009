import { expect, test } from "vitest";
import type { Verdict } from "./outcome.ts";
import { startTally } from "./report.ts";

test.each<[string, readonly Verdict[], boolean]>([
  ["nothing", [], false],
  ["what could not be tried", ["not tried"], false],
  ["what came as promised", ["promised", "not tried"], true],
  ["what was lost", ["promised", "lost"], false],
  ["what died", ["promised", "died"], false],
  ["what hung", ["promised", "hung"], false],
])("promises are kept only where something was tried and came as promised: %s", (_, verdicts, isKept) => {
  const tally = startTally(["kills"]);
  tally.add(
    "kills",
    "kills/1",
    verdicts.map((verdict) => ({ verdict, why: "", what: "" })),
  );
  expect(tally.isKept()).toBe(isKept);
});
