import type { Claim } from "../../events/catalogue/intelligence.ts";
import type { EntityId, EventId } from "../../events/envelope.ts";
import type { History } from "../../timelines/history.ts";
import { batchesOf } from "../../timelines/history.ts";
import { isOfEvent, statedBy } from "./claims.ts";
import { learn, newEvidence, type Evidence } from "./evidence.ts";
import { eventsStated, type Held } from "./held.ts";

/** Something that is believed, held against what canon says. */
export interface JudgedBelief {
  readonly claim: Claim;
  readonly p: number;
  /** The question that it answers; null where it answers none. */
  readonly question: EntityId | null;
  /** The events of the reports that stand for it. */
  readonly reports: readonly EventId[];
  /** Undecided: canon may be silent about it though it is so. */
  readonly verdict: "true" | "false" | "undecided";
  /** The event that decides it; null where canon tells of no such thing. */
  readonly decidedBy: EventId | null;
}

/** The answers that canon gives, at whatever time. */
export function answersOf({ events }: History): Evidence["settled"] {
  const evidence = newEvidence();
  for (const batch of batchesOf(events, 0, events.length))
    for (const event of batch) if (event.type === "QuestionSettled") learn(evidence, event);
  return evidence.settled;
}

/** Traits and motives are there without being told of: that canon is silent about one does not make it false. */
const UNTOLD: ReadonlySet<string> = new Set(["TraitAscribed", "MotiveHeld"]);

/** Holds what is believed against what had happened by a place, and against the answers that canon gives. */
export function judge(
  history: History,
  end: number,
  held: readonly Held[],
  settled: Evidence["settled"],
): JudgedBelief[] {
  const happened = new Map<Held, EventId>();
  const heldAbout = statedBy(held);
  for (const [, event] of eventsStated(history, end, held))
    for (const one of heldAbout(event)) if (!happened.has(one)) happened.set(one, event.id);

  return held.map((one): JudgedBelief => {
    const { statement, denied, p, question, option, reports } = one;
    const answer = question === undefined ? undefined : settled.get(question);
    const decidedBy = answer?.event ?? happened.get(one) ?? null;
    const isSo = answer === undefined ? decidedBy !== null : answer.answer === option;
    const isUntold = question !== undefined || (!isOfEvent(statement) && UNTOLD.has(statement.type));
    return {
      claim: denied ? { not: statement } : statement,
      p,
      question: question ?? null,
      reports: reports.map(({ event }) => event.id),
      verdict: decidedBy === null && isUntold ? "undecided" : isSo === denied ? "false" : "true",
      decidedBy,
    };
  });
}
