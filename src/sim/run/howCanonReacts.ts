import type { EventId } from "../../events/envelope.ts";
import { hasReaction, reactionWords } from "../reactions.ts";
import type { Scenario } from "../scenario.ts";

/** How an event of canon takes part in a what-if. */
export interface CanonReaction {
  readonly event: EventId;
  readonly type: string;
  /** ms. */
  readonly at: number;
  /** The model draws it; it happens unless what it hangs on is gone; or it stays as told. */
  readonly how: "modelled" | "reacting" | "scripted";
  /** Whose act it is, or why the model cannot bring it about. */
  readonly why: string;
  /** What it hangs on, in words: none for what stays as told. */
  readonly hangsOn: readonly string[];
}

/**
 * Of every event of canon in the time that is simulated: whether the model draws it, whether it reacts to what becomes of others and to
 * what, or why it stays as told.
 */
export function howCanonReacts(scenario: Scenario): CanonReaction[] {
  const { plan, reference, canon, reactions } = scenario;
  return plan.canon.events.map((event) => {
    const { id, type, placed, necessary = [], guard } = event;
    const reaction = reactions.get(id);
    const hangsOn = [
      ...(necessary.length === 0 ? [] : [`necessary: ${necessary.join(" and ")}`]),
      ...(guard === undefined ? [] : [`guard: ${guard}`]),
      ...(reaction !== undefined && hasReaction(reaction) ? reactionWords(reaction) : []),
    ];
    const drawn = reference.modelled.get(id);
    const how = drawn !== undefined ? "modelled" : hangsOn.length > 0 ? "reacting" : "scripted";
    const why =
      drawn === undefined ? (reference.scripted.get(id) ?? "") : (canon.kernel.sources[drawn.source]?.key ?? "");
    return { event: id, type, at: placed, how, why, hangsOn };
  });
}
