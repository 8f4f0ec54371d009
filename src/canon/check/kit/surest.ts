import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { DOUBTS, type Likelihood, RANK } from "./likelihood.ts";

/**
 * Of events, those that begin earlier first: for which of them something holds most surely, and the first of these in in-universe
 * order. Of a long list, not all are asked.
 */
export function surest(
  events: Iterable<ResolvedEvent>,
  { indexOf }: Pick<ChronicleInMemory, "indexOf">,
  holds: (event: ResolvedEvent) => Likelihood,
): { readonly event: ResolvedEvent; readonly likelihood: Likelihood } | undefined {
  let most: { readonly event: ResolvedEvent; readonly likelihood: Likelihood } | undefined;
  let asked = 0;
  for (const event of events) {
    // What begins after another is drawn, is drawn after it as well.
    if (most?.likelihood === "certain" && event.occurred.earliest > most.event.placed) break;
    const likelihood = holds(event);
    if (likelihood === "no") continue;
    const surer = RANK[likelihood] - RANK[most?.likelihood ?? "no"];
    if (most === undefined || surer > 0 || (surer === 0 && indexOf(event.id) < indexOf(most.event.id)))
      most = { event, likelihood };
    if (++asked === DOUBTS) break;
  }
  return most;
}
