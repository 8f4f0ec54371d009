import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { EntityId, EventId } from "../../events/envelope.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { assertionOf, type Assertion } from "./claims.ts";
import { BELIEF_PARAMETERS, RELIABILITY } from "./codingBook.ts";

/** A report that an observer has learned of. */
export interface Report extends Assertion {
  readonly event: ResolvedEvent;
  readonly report: EntityId;
  readonly by: EntityId;
  readonly about: EntityId | undefined;
  /** The probability that what it says is so, in the author's own word. */
  readonly reliability: number;
}

export interface Question {
  readonly question: EntityId;
  readonly about: EntityId;
  readonly options: readonly string[];
}

interface Settlement {
  readonly answer: string;
  readonly event: EventId;
}

/** Why a report no longer counts: it was an error, or somebody planted it. */
interface Withdrawal {
  readonly reason: "error" | "planted";
  readonly event: EventId;
}

/** All that an observer has learned of who says what. */
export interface Evidence {
  readonly reports: Map<EventId, Report>;
  readonly withdrawn: Map<EntityId, Withdrawal>;
  readonly questions: Map<EntityId, Question>;
  readonly settled: Map<EntityId, Settlement>;
}

export const newEvidence = (): Evidence => ({
  reports: new Map(),
  withdrawn: new Map(),
  questions: new Map(),
  settled: new Map(),
});

/** Takes in an event that an observer has learned of. */
export function learn(evidence: Evidence, event: ResolvedEvent): void {
  const { type, data, id } = event as ResolvedEvent & KnownEvent;
  switch (type) {
    case "QuestionOpened":
      evidence.questions.set(data.question, data);
      break;
    case "QuestionSettled":
      evidence.settled.set(data.question, { answer: data.answer, event: id });
      break;
    case "ReportFiled":
      evidence.reports.set(id, {
        event,
        ...assertionOf(data.claim),
        report: data.report,
        by: data.by,
        about: data.about,
        reliability: probabilityOf(data.reliability),
      });
      break;
    case "ReportRetracted":
      withdraw(evidence, data.report, { reason: data.reason, event: id });
      break;
    case "ReportPlanted":
      // Whoever learns of it has seen through it.
      if (data.report !== undefined) withdraw(evidence, data.report, { reason: "planted", event: id });
      break;
  }
}

/** What is known to be planted stays so, even if somebody also calls it an error. */
function withdraw({ withdrawn }: Evidence, report: EntityId, withdrawal: Withdrawal): void {
  const known = withdrawn.get(report);
  if (known === undefined || (known.reason === "error" && withdrawal.reason === "planted"))
    withdrawn.set(report, withdrawal);
}

function probabilityOf(reliability: keyof typeof RELIABILITY | number): number {
  const { mostReliable } = BELIEF_PARAMETERS;
  const stated = typeof reliability === "number" ? reliability : RELIABILITY[reliability];
  return Math.min(mostReliable, Math.max(1 - mostReliable, stated));
}
