import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { createTouching, upTo } from "../kit/touching.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "../kit/register.ts";
import { append } from "../../../idioms/multimap.ts";

export interface Retractions {
  /** Where a report is taken back, by an event at the latest; the earlier ones first. */
  of(report: EntityId, until: ResolvedEvent): Iterable<ResolvedEvent>;
}

/** Reports that were taken back. */
export const retractionRegister: Register<Retractions> = {
  name: "retractions",
  build({ changesOf, comparison }, use) {
    const { canonical } = use(entityRegister);
    const byReport = new Map<EntityId, ResolvedEvent[]>();
    for (const { effect, event } of changesOf("word")) {
      if (effect.report === undefined || effect.change === "filed" || effect.change === "planted") continue;
      const report = canonical(effect.report);
      append(byReport, report, event);
    }
    const laid = new Map(
      [...byReport].map(([report, events]) => [report, createTouching(events, (event) => event, comparison)]),
    );
    return { of: (report, until) => laid.get(canonical(report))?.({ ...upTo(until), earliestFirst: true }) ?? [] };
  },
};
