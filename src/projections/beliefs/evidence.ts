import type { Catalogue } from "../../events/createCatalogue.ts";
import type { Word } from "../../events/effects.ts";
import { effectsOf } from "../../events/effectsOf.ts";
import type { EntityId, EventId } from "../../events/envelope.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { assertionOf, type Assertion } from "./claims.ts";
import { BELIEF_PARAMETERS, RELIABILITY } from "./codingBook.ts";

/** A report that an observer has learned of. */
export interface LearnedReport extends Assertion {
  readonly event: ResolvedEvent;
  readonly report: EntityId;
  readonly by: EntityId;
  readonly about: EntityId | undefined;
  /** The probability that what it says is so, in the author's own word. */
  readonly reliability: number;
}

export interface OpenQuestion {
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
  readonly reports: Map<EventId, LearnedReport>;
  readonly withdrawn: Map<EntityId, Withdrawal>;
  readonly questions: Map<EntityId, OpenQuestion>;
  readonly settled: Map<EntityId, Settlement>;
}

export const newEvidence = (): Evidence => ({
  reports: new Map(),
  withdrawn: new Map(),
  questions: new Map(),
  settled: new Map(),
});

/** Takes in an event that an observer has learned of. */
export function learn(evidence: Evidence, event: ResolvedEvent, catalogue: Catalogue): void {
  const { id } = event;
  for (const effect of effectsOf(event, catalogue))
    if (effect.kind === "word") hear(evidence, effect, event);
    else if (effect.kind === "question") {
      const { question, about, options, answer } = effect;
      if (answer !== undefined) evidence.settled.set(question, { answer, event: id });
      else if (about !== undefined) evidence.questions.set(question, { question, about, options });
    }
}

function hear(evidence: Evidence, { change, report, by, claim, about, reliability }: Word, event: ResolvedEvent): void {
  const { id } = event;
  if (report === undefined) return;
  if (change === "filed") {
    if (claim !== undefined && reliability !== undefined)
      evidence.reports.set(id, {
        event,
        ...assertionOf(claim),
        report,
        by,
        about,
        reliability: probabilityOf(reliability),
      });
  }
  // Whoever learns that it was planted has seen through it.
  else withdraw(evidence, report, { reason: change === "withdrawn" ? "error" : "planted", event: id });
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
