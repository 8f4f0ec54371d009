import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "./register.ts";

export interface Retractions {
  /** Where a report is taken back, in in-universe order. */
  of(report: EntityId): readonly ResolvedEvent[];
}

/** Reports that were taken back. */
export const retractionRegister: Register<Retractions> = {
  name: "retractions",
  build({ changesOf }, use) {
    const { canonical } = use(entityRegister);
    const byReport = new Map<EntityId, ResolvedEvent[]>();
    for (const { effect, event } of changesOf("word")) {
      if (effect.report === undefined || effect.change === "filed" || effect.change === "planted") continue;
      const report = canonical(effect.report);
      const list = byReport.get(report);
      if (list === undefined) byReport.set(report, [event]);
      else list.push(event);
    }
    return { of: (report) => byReport.get(canonical(report)) ?? [] };
  },
};
