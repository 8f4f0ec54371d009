import { dayText } from "../dayText.ts";
import { checked, founded, powers, upTo } from "../checked.ts";
import type { Shape } from "../shape.ts";

export const shapes: readonly Shape[] = [
  checked("n accounts of one strength", (n) => [
    ...powers("a"),
    ...upTo(3).map((i) => ({
      id: `d${i}`,
      type: "DocumentAdded",
      document: `doc-${i}`,
      title: `Book ${i}`,
      rank: 1 + (i % 3),
    })),
    ...upTo(n).map((i) => ({
      id: `r${i}`,
      type: "ForceReported",
      at: "2300",
      faction: "a",
      component: "hulls",
      value: i,
      source: { document: `doc-${i % 3}` },
    })),
  ]),
  checked("n reductions of one strength", (n) => [
    ...powers("a"),
    { id: "r", type: "ForceReported", at: "1999", faction: "a", component: "hulls", value: 100 },
    ...upTo(n).map((i) => ({
      id: `r${i}`,
      type: "ForceReduced",
      at: dayText(i),
      faction: "a",
      component: "military",
      factor: 0.99,
      states: { ratio: 0.5 },
      ...(i > 0 ? { baseline: "r" } : {}),
    })),
  ]),
  checked("n reductions of one strength, each by the level of the one before", (n) => [
    ...powers("a"),
    { id: "r", type: "ForceReported", at: "1999", faction: "a", component: "hulls", value: 100 },
    ...upTo(n).map((i) => ({
      id: `r${i}`,
      type: "ForceReduced",
      at: dayText(i),
      faction: "a",
      component: "hulls",
      factor: 0.99,
      baseline: i === 0 ? "r" : `r${i - 1}`,
    })),
  ]),
  checked("n cripplings and raisings of one strength", (n) => [
    ...powers("a"),
    { id: "r", type: "ForceReported", at: "1999", faction: "a", component: "hulls", value: 100 },
    ...upTo(n).map((i) => ({
      id: `r${i}`,
      at: dayText(i),
      faction: "a",
      component: "hulls",
      ...(i % 2 === 0 ? { type: "ForceCrippled" } : { type: "ForceRaised", by: 5000 }),
    })),
  ]),
  checked("n shares of one strength", (n) => [
    ...upTo(n).map(founded),
    ...upTo(n).map((i) => ({
      id: `r${i}`,
      type: "ForceReported",
      at: "2300",
      faction: `f${i}`,
      component: "hulls",
      value: 0.1,
      unit: "share",
    })),
  ]),
  checked("n rankings among two", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) => ({
      id: `r${i}`,
      type: "ForceReported",
      at: dayText(i),
      faction: "a",
      component: "hulls",
      value: i,
    })),
    ...upTo(n).map((i) => ({
      id: `s${i}`,
      type: "StandingStated",
      at: dayText(i),
      faction: "a",
      metric: "hulls",
      rank: "lowest",
      among: "powers",
    })),
  ]),
];
