import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { isType, textOf } from "../knownType.ts";
import { all, any, type Likelihood } from "../likelihood.ts";
import { type Entities, entityRegister } from "../registers/entities.ts";
import { defineRule } from "../rule.ts";
import type { RuleContext } from "../ruleContext.ts";
import { listOf } from "../words.ts";
import { dated, writtenDate } from "../writtenDate.ts";

export const allegianceCycle = defineRule({
  id: "membership/allegiance-cycle",
  severity: "error",
  explain: {
    reports:
      "One is under another, who is under a third, … who is under the first: by `partOf:`, or by a change of allegiance.",
    wayOut: "The event by which one of them became free.",
    wrong: `
entities:
  cardassian-union: { kind: faction, standing: major, partOf: dominion }
  dominion: { kind: faction, standing: major, partOf: breen-confederacy }
  breen-confederacy: { kind: faction, standing: major, partOf: cardassian-union }
`,
    right: `
entities:
  cardassian-union: { kind: faction, standing: major, partOf: dominion }
  dominion: { kind: faction, standing: major }
  breen-confederacy: { kind: faction, standing: major, partOf: dominion }
`,
  },
  check: (context) => {
    const entities = context.register(entityRegister);
    const bonds = new Map<EntityId, Bond>();
    for (const entity of entities.all) {
      const bond = declaredBond(entity.id, entities);
      if (bond !== undefined) bonds.set(entity.id, bond);
    }
    const changes = new Map<EntityId, ResolvedEvent[]>();
    return {
      types: ["AllegianceChanged"],
      visit(event) {
        if (!isType(event, "AllegianceChanged") || event.timeTravel === true) return;
        const subject = entities.canonical(event.data.subject);
        changes.set(subject, [...(changes.get(subject) ?? []), event]);
        if (event.data.to === undefined) bonds.delete(subject);
        else bonds.set(subject, { to: entities.canonical(event.data.to), event, path: ["to"], isChange: true });
        const ring = ringFrom(subject, bonds);
        if (ring === undefined) return;
        // What is drawn as past may not be: every bond of the ring has to hold by then.
        report(context, ring, () =>
          all(...ring.map(([id, bond]) => holds(bond, event, changes.get(id) ?? [], context))),
        );
      },
      finish() {
        const declared = new Map<EntityId, Bond>();
        for (const entity of entities.all) {
          const bond = declaredBond(entity.id, entities);
          if (bond !== undefined && !changes.has(entity.id)) declared.set(entity.id, bond);
        }
        const seen = new Set<EntityId>();
        for (const id of declared.keys()) {
          const ring = seen.has(id) ? undefined : ringFrom(id, declared);
          if (ring === undefined) continue;
          for (const [member] of ring) seen.add(member);
          report(context, ring, () => "certain");
        }
      },
    };
  },
});

interface Bond {
  readonly to: EntityId;
  readonly event: ResolvedEvent;
  readonly path: readonly string[];
  readonly isChange: boolean;
}

type Ring = readonly (readonly [EntityId, Bond])[];

function declaredBond(id: EntityId, entities: Entities): Bond | undefined {
  for (const { event, facts } of entities.get(id)?.declarations ?? []) {
    const to = textOf(facts["partOf"]);
    if (to !== undefined) return { to: entities.canonical(to), event, path: ["partOf"], isChange: false };
  }
  return undefined;
}

/** From one upwards, if that leads back to it. */
function ringFrom(start: EntityId, bonds: ReadonlyMap<EntityId, Bond>): Ring | undefined {
  const ring: (readonly [EntityId, Bond])[] = [];
  const seen = new Set<EntityId>();
  for (let id = start; !seen.has(id); ) {
    seen.add(id);
    const bond = bonds.get(id);
    if (bond === undefined) return undefined;
    ring.push([id, bond]);
    id = bond.to;
    if (id === start) return ring;
  }
  return undefined;
}

/** Whether a bond was tied before an event, and no other change can have untied it. */
function holds(
  bond: Bond,
  event: ResolvedEvent,
  changes: readonly ResolvedEvent[],
  { isBefore }: RuleContext<unknown>,
): Likelihood {
  const tied = bond.event === event || bond.event.at === undefined ? "certain" : isBefore(bond.event.id, event.id);
  const others = changes.filter((change) => change !== bond.event && change !== event);
  return all(
    tied,
    ...others.map((change) =>
      any(bond.event.at === undefined ? "no" : isBefore(change.id, bond.event.id), isBefore(event.id, change.id)),
    ),
  );
}

function report(context: RuleContext<unknown>, ring: Ring, likelihood: () => Likelihood): void {
  const [first] = ring;
  if (first === undefined) return;
  context.report({
    likelihood: likelihood(),
    message: `${listOf(ring.map(([id, { to }]) => `${id} is under ${to}`))}.`,
    events: ring.map(([, { event }]) => event.id),
    entities: ring.map(([id]) => id),
    at: ring.map(([id, { to, event, path }]) => ({
      event: event.id,
      path,
      role: `${id} is under ${to} (${event.at === undefined ? writtenDate(undefined) : dated(event)})`,
    })),
  });
}
