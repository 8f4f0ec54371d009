import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { all, any, type Likelihood, not } from "../../kit/likelihood.ts";
import { awarenessRegister } from "../../registers/awareness.ts";
import { entityRegister } from "../../registers/entities.ts";
import { retractionRegister } from "../../registers/retractions.ts";
import { defineRule } from "../../kit/rule.ts";
import { surest } from "../../kit/surest.ts";
import { listOf } from "../../kit/words.ts";
import { dated, writtenDate } from "../../kit/writtenDate.ts";
import { reliancesOf } from "./reliance.ts";

export const trustedAfterRetraction = defineRule({
  id: "knowledge/trusted-after-retraction",
  severity: "warning",
  confidence: "likely",
  explain: {
    reports:
      "Somebody acts on a report (`causes`, `necessary`) that was retracted before, and knows it: the retraction is public, theirs, or they are listed under its `known:`. Of those who only belong to somebody listed it is possible.",
    wayOut:
      "Name the retraction as a cause, too, where it is what they act on; `retrospective: true` where they only look back.",
    wrong: `
entities:
  starfleet: { kind: faction, standing: organisation }
  task-force-47: { kind: formation, of: starfleet }
  breen-confederacy: { kind: faction, standing: major }
events:
  - { id: build-up-reported, type: ReportFiled, at: 2387-01, report: on-build-up, by: starfleet, reliability: low, claim: { type: ForceRaised, faction: breen-confederacy, component: hulls, by: 1 } }
  - { id: build-up-denied, type: ReportRetracted, at: 2387-03, report: on-build-up, by: starfleet, reason: error }
  - { id: starfleet-warns, type: StatementMade, at: 2387-06, speaker: starfleet, about: breen-confederacy, stance: warns it, causes: [build-up-reported] }
`,
    right: `
entities:
  starfleet: { kind: faction, standing: organisation }
  task-force-47: { kind: formation, of: starfleet }
  breen-confederacy: { kind: faction, standing: major }
events:
  - { id: build-up-reported, type: ReportFiled, at: 2387-01, report: on-build-up, by: starfleet, reliability: low, claim: { type: ForceRaised, faction: breen-confederacy, component: hulls, by: 1 } }
  - { id: build-up-denied, type: ReportRetracted, at: 2387-03, report: on-build-up, by: starfleet, reason: error, known: [{ who: starfleet }] }
  - { id: fleet-stays-out, type: StatementMade, at: 2387-06, speaker: task-force-47, about: breen-confederacy, stance: warns it, causes: [build-up-reported] }
`,
  },
  check: (context) => {
    const { of: retractionsOf } = context.register(retractionRegister);
    const { actorsOf, isAware } = context.register(awarenessRegister);
    const { canonical } = context.register(entityRegister);
    const isRetraction = (event: ResolvedEvent, report: EntityId): boolean =>
      context
        .effects(event)
        .some(
          (effect) =>
            effect.kind === "word" &&
            (effect.change === "withdrawn" || effect.change === "exposed") &&
            effect.report !== undefined &&
            canonical(effect.report) === canonical(report),
        );

    /** All who act know; where some do, they may have been overruled. */
    const know = (actors: readonly EntityId[], retraction: ResolvedEvent, at: ResolvedEvent): Likelihood => {
      const each = actors.map((actor) => isAware(actor, retraction, at));
      return any(all(...each), all(any(...each), "possible"));
    };
    return {
      each(event) {
        if (event.retrospective === true) return;
        const reliances = reliancesOf(event, context);
        for (const { on, path } of reliances) {
          const filed = context.effects(on).find((effect) => effect.kind === "word" && effect.change === "filed");
          if (filed?.kind !== "word" || filed.report === undefined) continue;
          const { report } = filed;
          const actors = actorsOf(event);
          if (actors.length === 0) continue;
          // Whoever names the retraction, or makes one, acts on that.
          if ([event, ...reliances.map((other) => other.on)].some((one) => isRetraction(one, report))) continue;
          const found = surest(retractionsOf(report, event), context.chronicle, (one) =>
            all(not(context.mayPrecede(one.id, on.id)), know(actors, one, event)),
          );
          if (found === undefined) continue;
          const { event: by, likelihood } = found;
          context.report({
            likelihood,
            message: `${listOf(actors)} ${actors.length === 1 ? "relies" : "rely"} on ${dated(on)} in ${dated(event)}, though it was retracted in ${dated(by)}, and they know.`,
            help: `If ${event.id} answers the retraction, name ${by.id} among its causes, too.`,
            events: [event.id, on.id, by.id],
            entities: actors,
            at: [
              { event: event.id, path, role: `relied on here (${writtenDate(event.at)})` },
              { event: by.id, path: ["report"], role: `retracted here (${writtenDate(by.at)})` },
              { event: on.id, path: ["report"], role: `filed here (${writtenDate(on.at)})` },
            ],
          });
        }
      },
    };
  },
});
