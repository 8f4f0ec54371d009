import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { isType, textOf } from "../knownType.ts";
import { all, allOf, any, type Likelihood } from "../likelihood.ts";
import { type Entities, entityRegister } from "../registers/entities.ts";
import { defineRule } from "../rule.ts";
import type { RuleContext } from "../ruleContext.ts";
import { touchingAndLoose } from "../touching.ts";
import { listOf } from "../words.ts";
import { dated, writtenDate } from "../writtenDate.ts";

export const allegianceCycle = defineRule({
  id: "membership/allegiance-cycle",
  severity: "error",
  explain: {
    reports:
      "One is under another, who is under a third, … who is under the first: by `partOf:`, or by a change of allegiance.",
    wayOut: "The event by which one of them became free; the end of either of two unties them as well.",
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
    const changes = new Map<EntityId, Change[]>();
    const rings: { readonly ring: Ring; readonly event: ResolvedEvent }[] = [];
    const isWhole = (ring: Ring): boolean => ring.every(([id]) => entities.get(id)?.sentinel !== true);
    return {
      types: ["AllegianceChanged"],
      visit(event) {
        if (!isType(event, "AllegianceChanged")) return;
        const subject = entities.canonical(event.data.subject);
        const own = changes.get(subject);
        if (own === undefined) changes.set(subject, [{ event }]);
        else own.push({ event });
        if (event.timeTravel === true) return;
        if (event.data.to === undefined) bonds.delete(subject);
        else bonds.set(subject, { to: entities.canonical(event.data.to), event, path: ["to"], isChange: true });
        const ring = ringFrom(subject, bonds);
        // Behind a stand-in may be somebody else each time.
        if (ring !== undefined && isWhole(ring)) rings.push({ ring, event });
      },
      finish() {
        // What is drawn as past may not be, nor what is drawn later: every bond of a ring has to hold by then.
        const laid = new Map([...changes].map(([id, own]) => [id, touchingAndLoose(own)]));
        for (const { ring, event } of rings)
          report(
            context,
            ring,
            allOf(ring, ([id, bond]) =>
              all(holds(bond, event, laid.get(id), context), lasts([id, bond], event, context)),
            ),
          );
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
          if (isWhole(ring)) report(context, ring, areTogether(ring, context));
        }
      },
    };
  },
});

interface Change {
  readonly event: ResolvedEvent;
}

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
  changes: ReturnType<typeof touchingAndLoose<Change>> | undefined,
  { isBefore }: RuleContext<unknown>,
): Likelihood {
  const tied = bond.event === event || bond.event.at === undefined ? "certain" : isBefore(bond.event.id, event.id);
  if (tied === "no" || changes === undefined) return tied;
  if (changes.loose.some((change) => change.event !== bond.event)) return "no";
  const isSince = bond.event.at === undefined;
  const within = {
    earliest: isSince ? Number.NEGATIVE_INFINITY : bond.event.occurred.earliest,
    latest: event.occurred.latest,
  };
  return all(
    tied,
    allOf(changes.touching(within), ({ event: { id } }) =>
      id === bond.event.id || id === event.id
        ? "certain"
        : any(isSince ? "no" : isBefore(id, bond.event.id), isBefore(event.id, id)),
    ),
  );
}

/** Whether neither of the two that a bond ties had ended since, when an event is: with either, it is untied for good. */
function lasts(
  [id, { to, event: tied }]: Ring[number],
  event: ResolvedEvent,
  context: RuleContext<unknown>,
): Likelihood {
  return allOf(endsOf([id, to], context), (end) =>
    any(tied.at === undefined ? "no" : context.isBefore(end, tied.id), context.isBefore(event.id, end)),
  );
}

/** Whether all bonds were declared before any of those that they tie had ended. */
function areTogether(ring: Ring, context: RuleContext<unknown>): Likelihood {
  const ids = ring.map(([id]) => id);
  return allOf(endsOf(ids, context), (end) =>
    allOf(ring, ([, { event }]) => (event.at === undefined ? "certain" : context.isBefore(event.id, end))),
  );
}

const endsOf = (ids: readonly EntityId[], { register }: RuleContext<unknown>): readonly EventId[] =>
  ids.flatMap((id) => register(entityRegister).get(id)?.ends ?? []);

function report(context: RuleContext<unknown>, ring: Ring, likelihood: Likelihood): void {
  if (likelihood === "no") return;
  context.report({
    likelihood,
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
