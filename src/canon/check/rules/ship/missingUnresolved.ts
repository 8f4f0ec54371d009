import { DAY } from "../../../../events/dates/span.ts";
import type { EntityId, EventId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { claimedLosses } from "../lifespan/restoredWithoutEnd.ts";
import { all, allOf } from "../../kit/likelihood.ts";
import { lifePlace } from "../../registers/placeOf.ts";
import { type Entity, entityRegister } from "../../registers/entities.ts";
import { returnRegister } from "../../registers/returns.ts";
import { documentRegister } from "../../registers/documents.ts";
import { defineRule } from "../../kit/rule.ts";
import { createTouching, type Touching } from "../../kit/touching.ts";
import { writtenDate } from "../../kit/writtenDate.ts";
import { append } from "../../../../idioms/multimap.ts";

export const missingUnresolved = defineRule({
  id: "ship/missing-unresolved",
  severity: "info",
  parameters: { days: { default: 365, about: "Days that history goes on without a word of it." } },
  explain: {
    reports: "A ship goes missing, and history goes on for long without its being found or declared lost.",
    wayOut:
      "`presumed:` of the event itself; `ShipFound`, `ShipDestroyed`, a report that claims its loss, anything that it does later, or a question about it (`QuestionOpened`), which says that it is meant to be open.",
    wrong: `
entities:
  starfleet: { kind: faction, standing: organisation }
  stirling: { kind: ship, of: starfleet }
events:
  - { id: stirling-missing, type: ShipMissing, at: 2380, ship: stirling }
  - { id: starfleet-moves-on, type: Noted, at: 2388, about: starfleet }
`,
    right: `
entities:
  starfleet: { kind: faction, standing: organisation }
  stirling: { kind: ship, of: starfleet }
events:
  - { id: stirling-missing, type: ShipMissing, at: 2380, ship: stirling, presumed: destroyed }
  - { id: starfleet-moves-on, type: Noted, at: 2388, about: starfleet }
`,
  },
  check: (context) => {
    const entities = context.register(entityRegister);
    const missing: { readonly ship: EntityId; readonly event: ResolvedEvent }[] = [];
    const questions = new Set<EntityId>();
    const claims = new Map<EntityId, EventId[]>();
    const settled = new Map<EntityId, Touching<ResolvedEvent>>();
    const settling = ({ id, ends }: Entity): Touching<ResolvedEvent> => {
      let own = settled.get(id);
      if (own === undefined) {
        const words = [...context.register(returnRegister).of(id), ...ends, ...(claims.get(id) ?? [])].flatMap(
          (word) => context.chronicle.event(word) ?? [],
        );
        settled.set(id, (own = createTouching(words, (word) => word, context)));
      }
      return own;
    };
    return {
      on: {
        life({ entity: ship, change, presumed }, event) {
          if (change === "lost" && !presumed) missing.push({ ship, event });
        },
        question({ about, answer }) {
          if (answer === undefined && about !== undefined) questions.add(entities.canonical(about));
        },
        word({ change, claim }, event) {
          if (change !== "filed") return;
          for (const id of claimedLosses(claim, context)) {
            const ship = entities.canonical(id);
            append(claims, ship, event.id);
          }
        },
      },
      finish() {
        const { end, isBefore, isLonger, parameters } = context;
        const long = parameters.days * DAY;
        for (const { ship, event } of missing) {
          const entity = entities.get(ship);
          if (end === undefined || entity === undefined || entity.sentinel || event.timeTravel === true) continue;
          if (!context.register(documentRegister).tellOf(event, long)) continue;
          if (questions.has(entity.id)) continue;
          const likelihood = isLonger(event.id, end, long);
          if (likelihood === "no") continue;
          const since = { earliest: event.occurred.earliest, latest: Number.POSITIVE_INFINITY, since: event.id };
          context.report({
            likelihood: all(
              likelihood,
              allOf(settling(entity)(since), ({ id }) => isBefore(id, event.id)),
            ),
            message: `${ship} goes missing (${writtenDate(event.at)}), and is never found nor declared lost, though history goes on.`,
            entities: [ship],
            at: [lifePlace(context, event, ship)],
          });
        }
      },
    };
  },
});
