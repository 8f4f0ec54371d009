import type { EntityId, EventId } from "../../events/envelope.ts";
import { exp } from "../../idioms/exactMath.ts";
import type { Contribution } from "../defineProjection.ts";
import { isOfEvent, statementKey, type Statement } from "./claims.ts";
import type { Evidence, OpenQuestion, LearnedReport } from "./evidence.ts";
import { weighReports } from "./origins.ts";
import { append, getOrMake } from "../../idioms/multimap.ts";
import { held } from "../../idioms/held.ts";

/** The answer that every question has beside those that it lists. */
export const OTHER = "other";

/** How far one answer to a question is believed. */
export interface OptionBelief {
  readonly option: string;
  /** Of all answers to a question, these sum to 1. */
  readonly p: number;
  /** ln(p / p of *other*), which `because` sums to; null once the question is settled, when reports no longer count. */
  readonly logOdds: number | null;
  /** A line a report: ln of its likelihood ratio. */
  readonly because: readonly Contribution[];
}

/** What is believed of a question whose answers exclude each other. */
export interface QuestionBelief {
  readonly question: EntityId;
  readonly about: EntityId;
  /** The answers in the order in which the question lists them, then *other*. */
  readonly options: readonly OptionBelief[];
  /** The event that settled it, if the observer knows of it. */
  readonly settledBy: EventId | null;
}

/** How far something is believed that answers no question. */
export interface ClaimBelief {
  readonly claim: Statement;
  /** That it is so. */
  readonly p: number;
  /** ln(p / (1 − p)), which `because` sums to. */
  readonly logOdds: number;
  readonly because: readonly Contribution[];
}

/** A statement with the reports for and against it, and how far it is believed. */
export interface Credence {
  readonly p: number;
  readonly reports: readonly LearnedReport[];
  /** The question that it answers. */
  readonly question: EntityId | undefined;
  readonly option: string | undefined;
}

export interface Credences {
  readonly questions: readonly QuestionBelief[];
  readonly claims: readonly ClaimBelief[];
  /** The same by statement, with its reports. */
  readonly statements: readonly Credence[];
}

/** The credences that evidence gives: π uniform over the answers to a question, and over true and false. */
export function credencesOf(evidence: Evidence): Credences {
  const answers = new Map<EntityId, Map<string, LearnedReport[]>>();
  const plain = new Map<string, LearnedReport[]>();
  for (const report of evidence.reports.values()) {
    const answer = answerOf(report, evidence);
    if (answer === undefined) append(plain, statementKey(report.statement), report);
    else {
      const given = getOrMake(answers, answer.question, () => new Map<string, LearnedReport[]>());
      append(given, answer.option, report);
    }
  }
  const statements: Credence[] = [];
  const questions = [...evidence.questions.values()].map((question) => {
    const given = answers.get(question.question) ?? new Map<string, LearnedReport[]>();
    const belief = questionBelief(question, given, evidence);
    for (const { option, p } of belief.options) {
      // What is other than all that is listed is no one thing.
      const reports = option === OTHER ? undefined : given.get(option);
      if (reports !== undefined) statements.push({ p, reports, question: question.question, option });
    }
    return belief;
  });
  const claims = [...plain.values()].flatMap((reports): ClaimBelief[] => {
    const [first] = reports;
    if (first === undefined) return [];
    const because = weigh(reports, evidence);
    const logOdds = sum(because);
    const p = 1 / (1 + exp(-logOdds));
    statements.push({ p, reports, question: undefined, option: undefined });
    return [{ claim: first.statement, p, logOdds, because }];
  });
  return { questions, claims, statements };
}

/** The question and the answer that a report speaks of; undefined for what answers none that has been asked. */
function answerOf({ about, statement }: LearnedReport, { questions }: Evidence) {
  const question = about === undefined ? undefined : questions.get(about);
  const value = isOfEvent(statement) ? undefined : statement["value"];
  if (question === undefined || typeof value !== "string") return undefined;
  return { question: question.question, option: question.options.includes(value) ? value : OTHER };
}

/** What denies is no repetition of what affirms: they are weighed apart. */
const weigh = (reports: readonly LearnedReport[], evidence: Evidence): Contribution[] =>
  [false, true].flatMap((denied) =>
    weighReports(
      reports.filter((report) => report.denied === denied),
      evidence,
    ),
  );

const sum = (lines: readonly Contribution[]): number => lines.reduce((total, { value }) => total + value, 0);

/** p(a) ∝ Π LR, so that ln(p(a) / p(other)) is the sum of what speaks for a, less what speaks for *other*. */
function questionBelief(
  { question, about, options }: OpenQuestion,
  given: ReadonlyMap<string, readonly LearnedReport[]>,
  evidence: Evidence,
): QuestionBelief {
  const answers = [...options.filter((option) => option !== OTHER), OTHER];
  const settled = evidence.settled.get(question);
  if (settled !== undefined) {
    const answer = answers.includes(settled.answer) ? settled.answer : OTHER;
    return {
      question,
      about,
      options: answers.map((option) => ({ option, p: option === answer ? 1 : 0, logOdds: null, because: [] })),
      settledBy: settled.event,
    };
  }
  const otherwise = weigh(given.get(OTHER) ?? [], evidence).map((line) => ({ ...line, value: 0 - line.value }));
  const lines = answers.map((option) =>
    option === OTHER ? [] : [...weigh(given.get(option) ?? [], evidence), ...otherwise],
  );
  const logOdds = lines.map(sum);
  const most = logOdds.reduce((a, b) => Math.max(a, b), 0);
  const weights = logOdds.map((value) => exp(value - most));
  const total = weights.reduce((a, b) => a + b, 0);
  return {
    question,
    about,
    options: answers.map((option, i) => ({
      option,
      p: held(weights[i]) / total,
      logOdds: held(logOdds[i]),
      because: held(lines[i]),
    })),
    settledBy: null,
  };
}
