import { dayText } from "../dayText.ts";
import type { Flat } from "../history.ts";
import { checked, powers, upTo } from "../checked.ts";
import type { Shape } from "../shape.ts";

const filed = (i: number): Flat => ({
  id: `r${i}`,
  type: "ReportFiled",
  at: dayText(i),
  report: `report-${i}`,
  by: "a",
  claim: { type: "FormationDisbanded", formation: "fleet" },
  reliability: "high",
});
const FLEET: Flat = { id: "fleet", type: "FormationRaised", formation: "fleet", of: "b" };
const nested = (depth: number): unknown => {
  let claim: unknown = { event: "x" };
  for (let i = 0; i < depth; i++) claim = { not: claim };
  return claim;
};

export const shapes: readonly Shape[] = [
  checked("n secrets, each known from a date of its own", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) => ({
      id: `s${i}`,
      type: "Noted",
      at: dayText(i),
      about: "b",
      known: [{ who: "a", from: dayText(i + 30) }],
    })),
  ]),
  checked("n secrets, each known from a date of its own, and acted on", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) => ({
      id: `s${i}`,
      type: "Noted",
      at: dayText(i),
      about: "b",
      known: [{ who: "a", from: dayText(i + 30) }],
    })),
    ...upTo(n).map((i) => ({
      id: `t${i}`,
      type: "StatementMade",
      at: dayText(i + 2),
      speaker: "a",
      about: "b",
      stance: "for",
      causes: [`s${i}`],
    })),
  ]),
  checked("n secrets, each known some time after it", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) => ({
      id: `s${i}`,
      type: "Noted",
      at: dayText(i),
      about: "b",
      known: [{ who: "a", from: { after: `s${i}`, atLeast: "P3W" } }],
    })),
  ]),
  checked("one secret, known to n", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) => ({ id: `p${i}`, type: "PersonBorn", person: `p${i}` })),
    {
      id: "s",
      type: "Noted",
      at: "2000",
      about: "b",
      known: upTo(n).map((i) => ({ who: `p${i}`, from: dayText(i) })),
    },
    ...upTo(n).map((i) => ({
      id: `t${i}`,
      type: "StatementMade",
      at: dayText(i + 2),
      speaker: `p${i}`,
      about: "b",
      stance: "for",
      causes: ["s"],
    })),
  ]),
  checked("one secret, told n times and acted on n times", (n) => [
    ...powers("a", "b"),
    { id: "s", type: "Noted", at: "2000", about: "b", known: [] },
    ...upTo(n).map((i) => ({ id: `u${i}`, type: "Noted", at: dayText(i), about: "b", causes: ["s"], known: [] })),
    ...upTo(n).map((i) => ({
      id: `t${i}`,
      type: "StatementMade",
      at: dayText(i + 2),
      speaker: "a",
      about: "b",
      stance: "for",
      causes: ["s"],
    })),
  ]),
  checked("a chain of n secrets", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) => ({
      id: `u${i}`,
      type: "Noted",
      at: dayText(i),
      about: "b",
      ...(i === 0 ? {} : { causes: [`u${i - 1}`] }),
      known: [],
    })),
    ...upTo(n).map((i) => ({
      id: `t${i}`,
      type: "StatementMade",
      at: dayText(n + i),
      speaker: "a",
      about: "b",
      stance: "for",
      causes: [`u${i}`],
    })),
  ]),
  checked("n reports, each retracted and relied on", (n) => [
    ...powers("a", "b"),
    FLEET,
    ...upTo(n).map(filed),
    ...upTo(n).map((i) => ({
      id: `x${i}`,
      type: "ReportRetracted",
      at: dayText(i + 5),
      report: `report-${i}`,
      by: "a",
      reason: "error",
    })),
    ...upTo(n).map((i) => ({
      id: `t${i}`,
      type: "StatementMade",
      at: dayText(i + 9),
      speaker: "a",
      about: "b",
      stance: "for",
      causes: [`r${i}`],
    })),
  ]),
  checked("one report, retracted n times and relied on n times", (n) => [
    ...powers("a", "b"),
    FLEET,
    filed(0),
    ...upTo(n).map((i) => ({
      id: `x${i}`,
      type: "ReportRetracted",
      at: dayText(i + 5),
      report: "report-0",
      by: "a",
      reason: "error",
    })),
    ...upTo(n).map((i) => ({
      id: `t${i}`,
      type: "StatementMade",
      at: dayText(i + 9),
      speaker: "a",
      about: "b",
      stance: "for",
      causes: ["r0"],
    })),
  ]),
  checked("n reports of one secret", (n) => [
    ...powers("a", "b"),
    FLEET,
    { id: "s", type: "FormationDisbanded", at: "1999", formation: "fleet", known: [] },
    ...upTo(n).map(filed),
    ...upTo(n).map((i) => ({
      id: `t${i}`,
      type: "StatementMade",
      at: dayText(i + 9),
      speaker: "b",
      about: "b",
      stance: "for",
      causes: ["s"],
    })),
  ]),
  checked("n spies of one power", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) => ({ id: `p${i}`, type: "PersonBorn", person: `p${i}` })),
    ...upTo(n).map((i) => ({
      id: `x${i}`,
      type: "OperativeInserted",
      at: dayText(i),
      by: "a",
      into: "b",
      person: `p${i}`,
    })),
    ...upTo(n).map((i) => ({ id: `s${i}`, type: "Noted", at: dayText(i + 1), about: "b", known: [{ who: "b" }] })),
    ...upTo(n).map((i) => ({
      id: `t${i}`,
      type: "StatementMade",
      at: dayText(i + 2),
      speaker: `p${i}`,
      about: "b",
      stance: "for",
      causes: [`s${i}`],
    })),
  ]),
  checked("a claim, denied n times", (n) => [
    ...powers("a"),
    { id: "x", type: "Noted", at: "2000", about: "a" },
    {
      id: "r",
      type: "ReportFiled",
      at: "2001",
      report: "r",
      by: "a",
      claim: nested(Math.min(n, 90)),
      reliability: "high",
    },
    ...upTo(n).map((i) => ({
      id: `r${i}`,
      type: "ReportFiled",
      at: "2001",
      report: `r${i}`,
      by: "a",
      claim: nested(20),
      reliability: "high",
    })),
  ]),
  checked("one question of n answers, settled n times", (n) => [
    ...powers("a"),
    { id: "q", type: "QuestionOpened", at: "1999", question: "q", about: "a", options: upTo(n).map(String) },
    ...upTo(n).map((i) => ({
      id: `s${i}`,
      type: "QuestionSettled",
      at: dayText(i + 1),
      question: "q",
      answer: `${i}`,
    })),
  ]),
];
