import { checkedFiles, upTo } from "../checked.ts";
import { day, type Shape } from "../shape.ts";

const POWER = "entities:\n  a: { kind: faction, standing: minor }\n";
const lines = (n: number, line: (i: number) => string): string => upTo(n).map(line).join("");

/** What is written, however much of it there is. */
export const shapes: readonly Shape[] = [
  checkedFiles(
    "n entities in one file of YAML, ten times over",
    (n) => ({ "canon.yaml": `entities:\n${lines(10 * n, (i) => `  f${i}: { kind: person }\n`)}` }),
    { refusedWith: "canon/too-large" },
  ),
  checkedFiles("n events in one file of YAML", (n) => ({
    "canon.yaml": `${POWER}events:\n${lines(n, (i) => `  - { id: e${i}, type: Noted, at: ${day(i)}, about: a }\n`)}`,
  })),
  checkedFiles("n wrong events in one file of YAML", (n) => ({
    "canon.yaml": `${POWER}events:\n${lines(n, (i) => `  - { id: e${i}, type: Noted, at: ${day(i)}, abuot: a }\n`)}`,
  })),
  checkedFiles("n merges in one file of YAML", (n) => ({
    "canon.yaml": `${POWER}events:\n  - &base { id: e, type: Noted, at: 2000, about: a }\n${lines(n, (i) => `  - { <<: *base, id: e${i} }\n`)}`,
  })),
  checkedFiles("n files of one event", (n) =>
    Object.fromEntries(
      upTo(n).map((i) => [
        `f${i}.yaml`,
        `${i === 0 ? POWER : ""}events: [{ id: e${i}, type: Noted, at: 2000, about: a }]\n`,
      ]),
    ),
  ),
  checkedFiles(
    "n files, each laid over the one before",
    (n) =>
      Object.fromEntries(
        upTo(n).map((i) => [
          `f${i}.yaml`,
          `${i === 0 ? POWER : `extends: f${i - 1}.yaml\n`}events: [{ id: e, type: Noted, at: 2000, about: a }]\n`,
        ]),
      ),
    { refusedWith: "canon/extends" },
  ),
  checkedFiles(
    "a value n deep",
    (n) => ({
      "canon.yaml": `${POWER}events: [{ id: e, type: Noted, at: 2000, about: ${"{ a: ".repeat(n)}1${"}".repeat(n)} }]\n`,
    }),
    { refusedWith: "canon/depth" },
  ),
  checkedFiles(
    "one line of 1000 n characters",
    (n) => ({
      "canon.ndjson": `${JSON.stringify({ id: "e", type: "Noted", at: "2000", about: "a", text: "x".repeat(1000 * n) })}\n`,
    }),
    { refusedWith: "canon/line-length" },
  ),
  checkedFiles("one event, amended n times in a branch", (n) => ({
    "canon.yaml": `${POWER}events:\n  - { id: e, type: Noted, at: 2000, about: a }\n`,
    "branch.yaml": `branch: { name: what-if/x, of: canon }\namend:\n${lines(n, (i) => `  - { event: e, set: { title: title ${i} }, reason: r }\n`)}`,
  })),
];
