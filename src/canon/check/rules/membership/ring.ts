import type { EntityId, EventId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { textOf } from "../../kit/fieldValues.ts";
import { all, allOf, any, type Likelihood } from "../../kit/likelihood.ts";
import { type Entities, entityRegister } from "../../registers/entities.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import type { touchingAndLoose } from "../../kit/touching.ts";

export interface RingChange {
  readonly event: ResolvedEvent;
}

type Context = RuleContext<unknown>;

/** Changes of one's allegiance, laid out by their dates. */
type ChangesOf = (id: EntityId) => ReturnType<typeof touchingAndLoose<RingChange>> | undefined;

/** One under another. */
export interface RingLink {
  readonly to: EntityId;
  readonly event: ResolvedEvent;
  readonly path: readonly string[];
}

export type Ring = readonly (readonly [EntityId, RingLink])[];

export function declaredBond(id: EntityId, entities: Entities): RingLink | undefined {
  for (const { event, facts } of entities.get(id)?.declarations ?? []) {
    const to = textOf(facts["partOf"]);
    if (to !== undefined) return { to: entities.canonical(to), event, path: ["partOf"] };
  }
  return undefined;
}

/** From one upwards, if that leads back to it. */
export function ringFrom(start: EntityId, bonds: ReadonlyMap<EntityId, RingLink>): Ring | undefined {
  const ring: (readonly [EntityId, RingLink])[] = [];
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

/** All rings, each from the first of its members on. */
export function ringsIn(bonds: ReadonlyMap<EntityId, RingLink>): Ring[] {
  // A walk upwards that comes back to where it was itself has found a ring; one that meets an earlier walk has not.
  const walkOf = new Map<EntityId, EntityId>();
  const members = new Set<EntityId>();
  for (const start of bonds.keys()) {
    let id: EntityId | undefined = start;
    while (id !== undefined && !walkOf.has(id)) {
      walkOf.set(id, start);
      id = bonds.get(id)?.to;
    }
    if (id === undefined || walkOf.get(id) !== start) continue;
    for (const [member] of ringFrom(id, bonds) ?? []) members.add(member);
  }
  const found: Ring[] = [];
  for (const id of bonds.keys()) {
    const ring = members.has(id) ? ringFrom(id, bonds) : undefined;
    for (const [member] of ring ?? []) members.delete(member);
    if (ring !== undefined) found.push(ring);
  }
  return found;
}

/** Whether all bonds of a ring are tied at an event. */
export const isClosed = (ring: Ring, event: ResolvedEvent, changesOf: ChangesOf, context: Context): Likelihood =>
  allOf(ring, ([id, bond]) => all(holds(bond, event, changesOf(id), context), lasts([id, bond], event, context)));

/** Whether a bond was tied before an event, and no other change can have untied it. */
function holds(
  bond: RingLink,
  event: ResolvedEvent,
  changes: ReturnType<ChangesOf>,
  { isBefore }: Context,
): Likelihood {
  const tied = bond.event === event || bond.event.at === undefined ? "certain" : isBefore(bond.event.id, event.id);
  if (tied === "no" || changes === undefined) return tied;
  if (changes.loose.some((change) => change.event !== bond.event)) return "no";
  const isSince = bond.event.at === undefined;
  const within = {
    earliest: isSince ? Number.NEGATIVE_INFINITY : bond.event.occurred.earliest,
    latest: event.occurred.latest,
    until: event.id,
    ...(isSince ? {} : { since: bond.event.id }),
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
function lasts([id, { to, event: tied }]: Ring[number], event: ResolvedEvent, context: Context): Likelihood {
  return allOf(endsOf([id, to], context), (end) =>
    any(tied.at === undefined ? "no" : context.isBefore(end, tied.id), context.isBefore(event.id, end)),
  );
}

/** Whether all bonds were declared before any of those that they tie had ended. */
export function areTogether(ring: Ring, context: Context): Likelihood {
  const ids = ring.map(([id]) => id);
  const dated = ring.filter(([, { event }]) => event.at !== undefined);
  return allOf(endsOf(ids, context), (end) => allOf(dated, ([, { event }]) => context.isBefore(event.id, end)));
}

const endsOf = (ids: readonly EntityId[], { register }: Context): readonly EventId[] =>
  ids.flatMap((id) => register(entityRegister).get(id)?.ends ?? []);
