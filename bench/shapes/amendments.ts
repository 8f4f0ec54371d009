import { dayText } from "../dayText.ts";
import { checked, powers, upTo } from "../checked.ts";
import type { Shape } from "../shape.ts";

export const shapes: readonly Shape[] = [
  checked("n events of one canon amended once each", (n) => [
    ...powers("a"),
    ...upTo(n).map((i) => ({ id: `x${i}`, type: "Noted", at: dayText(i), about: "a" })),
    ...upTo(n).map((i) => ({ id: `y${i}`, type: "EventAmended", target: `x${i}`, set: { title: "b" }, reason: "r" })),
  ]),
  checked("one event, amended n times", (n) => [
    ...powers("a"),
    { id: "x", type: "Noted", at: "2000", about: "a" },
    ...upTo(n).map((i) => ({ id: `y${i}`, type: "EventAmended", target: "x", set: { title: `b${i}` }, reason: "r" })),
  ]),
  checked("a chain of n amendments", (n) => [
    ...powers("a"),
    { id: "y0", type: "Noted", at: "2000", about: "a" },
    ...upTo(n).map((i) => ({ id: `y${i + 1}`, type: "EventRetracted", target: `y${i}`, reason: "r" })),
  ]),
  checked("one event, retracted n times", (n) => [
    ...powers("a"),
    { id: "x", type: "Noted", at: "2000", about: "a" },
    ...upTo(n).map((i) => ({ id: `y${i}`, type: "EventRetracted", target: "x", reason: "r" })),
  ]),
  checked("n retractions of what others count from", (n) => [
    ...powers("a"),
    ...upTo(n).map((i) => ({ id: `x${i}`, type: "Noted", at: dayText(i), about: "a" })),
    ...upTo(n).map((i) => ({ id: `w${i}`, type: "Noted", at: { after: `x${i}` }, about: "a" })),
    ...upTo(n).map((i) => ({ id: `y${i}`, type: "EventRetracted", target: `x${i}`, reason: "r" })),
  ]),
];
