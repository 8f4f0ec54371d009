import type { Claim } from "../../events/claim.ts";
import { effectsOf } from "../../events/effectsOf.ts";
import type { EntityId, EventId } from "../../events/envelope.ts";
import type { Chronicle } from "../../timelines/chronicle.ts";
import { batchesOf } from "../../timelines/chronicle.ts";
import { isOfEvent, statedBy } from "./claims.ts";
import type { Evidence } from "./evidence.ts";
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
export function answersOf({ events, catalogue }: Chronicle): Evidence["settled"] {
  const settled: Evidence["settled"] = new Map();
  for (const batch of batchesOf(events, 0, events.length))
    for (const event of batch)
      for (const effect of effectsOf(event, catalogue))
        if (effect.kind === "question" && effect.answer !== undefined)
          settled.set(effect.question, { answer: effect.answer, event: event.id });
  return settled;
}

/** Holds what is believed against what had happened by a place, and against the answers that canon gives. */
export function judge(
  history: Chronicle,
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
    const isUntold =
      question !== undefined ||
      (!isOfEvent(statement) && history.catalogue.definitions.get(statement.type)?.latent === true);
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
