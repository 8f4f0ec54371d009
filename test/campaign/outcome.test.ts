import { expect, test } from "vitest";
import { diedOrHung, type Ended, errorCode } from "./outcome.ts";

const ended = (part: Partial<Ended>): Ended => ({ code: 0, signal: null, out: "", err: "", hung: false, ...part });
const TRACE = "Error: No space left on device\n    at Function.<anonymous> (file:///lmdb/write.js:516:7) {\n  code: 28";

test.each<[string, Partial<Ended>, string | undefined]>([
  ["nothing found", {}, undefined],
  ["something found", { code: 1, out: "at first (a.yaml:1:2)" }, undefined],
  ["a refusal", { code: 2, err: "error[log/full]: The disk is full.\n  at a.yaml:1:2\n  help: Make room." }, undefined],
  ["a signal", { code: null, signal: "SIGBUS" }, "died"],
  ["another exit code", { code: 135 }, "died"],
  ["a trace, even beside a refusal", { code: 2, err: `${TRACE}\nerror[log/full]: The disk is full.` }, "died"],
  ["what calls itself a bug", { code: 2, err: "This is a bug in valoris, not in your canon." }, "died"],
  ["a promise that nobody waited for", { err: "UnhandledPromiseRejection: no" }, "died"],
  ["no end", { code: null, signal: "SIGKILL", hung: true }, "hung"],
])("%s", (_, part, verdict) => {
  expect(diedOrHung(ended(part))?.verdict).toBe(verdict);
});

test("the code of an error is found among notes", () => {
  expect(errorCode(ended({ err: "note: slow\nerror[log/block]: altered" }))).toBe("log/block");
  expect(errorCode(ended({ err: "error: option '--runs' is invalid" }))).toBeUndefined();
});
