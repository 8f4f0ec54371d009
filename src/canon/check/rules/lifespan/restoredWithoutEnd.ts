import type { Claim } from "../../../../events/claim.ts";
import { effectsOf } from "../../../../events/effectsOf.ts";
import { assertionOf, eventStated, isOfEvent } from "../../../../projections/beliefs/claims.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import type { EntityId, EventId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { idsOf } from "../../kit/fieldValues.ts";
import { allOf } from "../../kit/likelihood.ts";
import { lifePlace, lifeWords } from "../../registers/placeOf.ts";
import { type Entity, entityRegister } from "../../registers/entities.ts";
import { defineRule } from "../../kit/rule.ts";
import { createTouching } from "../../kit/touching.ts";
import { append } from "../../../../idioms/multimap.ts";
import { eventsOf } from "../../kit/eventOf.ts";

/** Where the loss is only said, or is that of several ships of some sides. */
export const restoredWithoutEnd = defineRule({
  id: "lifespan/restored-without-end",
  severity: "error",
  explain: {
    reports: "A person is restored or a ship found that was never lost before.",
    wayOut: "If the loss was only believed, a `ReportFiled` that claims it is enough.",
    wrong: `
entities:
  starfleet: { kind: faction, standing: organisation }
  stirling: { kind: ship, of: starfleet }
events:
  - { id: stirling-found, type: ShipFound, at: 2380, ship: stirling }
`,
    right: `
entities:
  starfleet: { kind: faction, standing: organisation }
  stirling: { kind: ship, of: starfleet }
events:
  - { id: stirling-missing, type: ShipMissing, at: 2378, ship: stirling }
  - { id: stirling-found, type: ShipFound, at: 2380, ship: stirling }
`,
  },
  check: (context) => {
    const entities = context.register(entityRegister);
    const { isBefore, chronicle } = context;
    const losses = new Map<EntityId, EventId[]>();
    const groups: { readonly event: ResolvedEvent; readonly of: readonly EntityId[] }[] = [];
    const lose = (id: EntityId, event: EventId): void => {
      append(losses, entities.canonical(id), event);
    };
    const lossesOf = (entity: Entity): readonly ResolvedEvent[] =>
      eventsOf(context, [...entity.ends, ...entity.deathsInOffice, ...(losses.get(entity.id) ?? [])]).concat(
        entity.kinds.has("ship") ? groups.filter(({ of }) => isOfGroup(of, entity)).map(({ event }) => event) : [],
      );

    return {
      on: {
        life({ entity, change }, { id }) {
          if (change === "lost") lose(entity, id);
        },
        loss({ of }, event) {
          groups.push({ event, of });
        },
        word({ change, claim }, { id }) {
          if (change === "filed") for (const lost of claimedLosses(claim, context)) lose(lost, id);
        },
      },
      finish() {
        for (const entity of entities.all) {
          if (entity.restores.length === 0 || entity.sentinel) continue;
          const lost = lossesOf(entity);
          const [first] = lost;
          const mayBeBefore = createTouching(lost, (loss) => loss, context);
          for (const id of entity.restores) {
            const restored = chronicle.event(id);
            if (restored === undefined || restored.timeTravel === true) continue;
            context.report({
              // What was lost only later by its own dates certainly was not lost before.
              likelihood: allOf(
                mayBeBefore({ earliest: Number.NEGATIVE_INFINITY, latest: restored.occurred.latest, until: id }),
                (loss) => isBefore(id, loss.id),
              ),
              message: `${entity.id} ${lifeWords(restored)}${first === undefined ? ", though nothing says that it was lost" : ` before it ${lifeWords(first)}`}.`,
              entities: [entity.id],
              at: [lifePlace(context, restored, entity.id), first && lifePlace(context, first, entity.id)],
            });
          }
        }
      },
    };
  },
});

function isOfGroup(sides: readonly EntityId[], ship: Entity): boolean {
  return (
    sides.length === 0 || ship.declarations.some(({ facts }) => sides.some((side) => idsOf(facts["of"]).includes(side)))
  );
}

/** Who and what a report says was lost. */
export function claimedLosses(
  claim: Claim | undefined,
  { chronicle }: Pick<RuleContext<unknown>, "chronicle">,
): readonly EntityId[] {
  if (claim === undefined) return [];
  const { statement, denied } = assertionOf(claim);
  if (denied) return [];
  const { catalogue } = chronicle;
  const event = isOfEvent(statement) ? chronicle.event(statement.event) : eventStated(statement, "claimed", catalogue);
  return (event === undefined ? [] : effectsOf(event, catalogue)).flatMap((effect) =>
    effect.kind === "life" && (effect.change === "ends" || effect.change === "lost") ? [effect.entity] : [],
  );
}
