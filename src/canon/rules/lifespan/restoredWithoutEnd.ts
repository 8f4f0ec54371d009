import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { fieldOf, idsOf, isType } from "../knownType.ts";
import { allOf } from "../likelihood.ts";
import { lifePlace, lifeWords } from "../placeOf.ts";
import { type Entity, entityRegister } from "../registers/entities.ts";
import { defineRule } from "../rule.ts";
import { createTouching } from "../touching.ts";

/** Where the loss is only said, or is that of several ships of some sides. */
const LOST_BY_CLAIM = ["PersonDied", "ShipDestroyed", "ShipMissing"];

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
    const groups: ResolvedEvent[] = [];
    const lose = (id: EntityId, event: EventId): void => {
      const own = losses.get(entities.canonical(id));
      if (own === undefined) losses.set(entities.canonical(id), [event]);
      else own.push(event);
    };
    const lossesOf = (entity: Entity): readonly ResolvedEvent[] =>
      [...entity.ends, ...(losses.get(entity.id) ?? [])]
        .flatMap((id) => chronicle.event(id) ?? [])
        .concat(entity.kinds.has("ship") ? groups.filter((event) => isOfGroup(event, entity)) : []);

    return {
      types: ["ShipMissing", "ReportFiled"],
      visit(event) {
        if (isType(event, "ShipMissing")) {
          if (event.data.ship !== undefined) lose(event.data.ship, event.id);
          if (event.data.group !== undefined) groups.push(event);
        } else if (isType(event, "ReportFiled"))
          for (const id of claimedLosses(event.data.claim, chronicle.event)) lose(id, event.id);
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
              events: [id, ...(first === undefined ? [] : [first.id])],
              entities: [entity.id],
              at: [
                lifePlace(context, restored, entity.id),
                ...(first === undefined ? [] : [lifePlace(context, first, entity.id)]),
              ],
            });
          }
        }
      },
    };
  },
});

function isOfGroup(event: ResolvedEvent, ship: Entity): boolean {
  const sides = fieldOf(fieldOf(event.data, "group"), "of");
  return (
    sides === "all" ||
    ship.declarations.some(({ facts }) => idsOf(sides).some((side) => idsOf(facts["of"]).includes(side)))
  );
}

/** Who and what a report says was lost. */
export function claimedLosses(claim: unknown, event: (id: EventId) => ResolvedEvent | undefined): readonly EntityId[] {
  const [named] = idsOf(fieldOf(claim, "event"));
  const recorded = named === undefined ? undefined : event(named);
  const type = recorded?.type ?? fieldOf(claim, "type");
  if (typeof type !== "string" || !LOST_BY_CLAIM.includes(type)) return [];
  const data = recorded?.data ?? claim;
  return [fieldOf(data, "person"), fieldOf(data, "ship")].flatMap(idsOf);
}
