import { describe, expect, test } from "vitest";
import { checkText } from "../../../../test/support/checkText.ts";
import type { RuleExplanation } from "../kit/rule.ts";
import { rules } from "./rules.ts";

const filesOf = (example: string, { beside }: RuleExplanation) => [
  { path: "canon.yaml", text: example },
  ...(beside === undefined ? [] : [{ path: "beside.yaml", text: beside }]),
];

describe.each(rules.map((rule) => [rule.id, rule] as const))("the page of %s", (id, { explain, severity }) => {
  test("its wrong example is reported by it, and by no other rule", async () => {
    const { findings } = await checkText(filesOf(explain.wrong, explain));
    expect(
      findings.map(({ rule }) => rule),
      findings.map(({ message }) => message).join("\n"),
    ).toEqual([id]);
    expect(findings[0]?.severity).toBe(severity);
  });

  test("its right example is clean", async () => {
    const { findings } = await checkText(filesOf(explain.right, explain));
    expect(findings.map(({ message }) => message)).toEqual([]);
  });
});
