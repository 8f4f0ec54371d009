import type { EntityId } from "../../../../events/envelope.ts";
import type { RecordedEvent } from "../../../../log/eventLog.ts";
import { effectsOf } from "../../../../events/effectsOf.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { all, allOf, anyOf, type Likelihood, not } from "../../kit/likelihood.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { entityRegister, stating } from "../../registers/entities.ts";
import { type Office, officeRegister, type OfficeTenure } from "../../registers/offices.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { createTouching, type Touching, upTo } from "../../kit/touching.ts";
import { withDate, writtenDate } from "../../kit/writtenDate.ts";
import { append, getOrMake } from "../../../../idioms/multimap.ts";
import { eventOf } from "../../kit/eventOf.ts";

export const actsWithoutOffice = defineRule({
  id: "office/acts-without-office",
  severity: "error",
  explain: {
    reports:
      "A person does what an office reserves to its holder (`reserves:`, event types), without holding it then. It concerns events in which the office's power takes part, and those of persons who held the office at another time, or whose accession is retracted.",
    wayOut: "Another who acts in the same event and holds the office; an `acting` holder counts.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  domo: { kind: office, of: breen-confederacy, reserves: [TreatySigned] }
  gor: { kind: person }
  pran: { kind: person }
events:
  - { id: pran-becomes-domo, type: DomoReplaced, at: 2380, successor: pran, manner: appointed }
  - { id: bajor-signed, type: TreatySigned, at: 2385, treaty: treaty-of-bajor, parties: [breen-confederacy], signatories: [gor] }
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2387, successor: gor, predecessor: pran, manner: disgraced }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  domo: { kind: office, of: breen-confederacy, reserves: [TreatySigned] }
  gor: { kind: person }
  pran: { kind: person }
events:
  - { id: pran-becomes-domo, type: DomoReplaced, at: 2380, successor: pran, manner: appointed }
  - { id: bajor-signed, type: TreatySigned, at: 2385, treaty: treaty-of-bajor, parties: [breen-confederacy], signatories: [pran] }
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2387, successor: gor, predecessor: pran, manner: disgraced }
`,
  },
  check: (context) => {
    const offices = context
      .register(officeRegister)
      .all.filter(({ establishment }) => establishment?.reserves !== undefined)
      .map((office) => tenuresOf(office, context));
    const lostAccession = lostAccessions(context);
    const reservedTypes = new Set(offices.flatMap(({ office }) => office.establishment?.reserves ?? []));
    return {
      each(event) {
        if (!reservedTypes.has(event.type) || event.timeTravel === true || event.posthumous === true) return;
        const actors = personsActing(context, event);
        const concerned = offices.filter(
          (one) =>
            one.office.establishment?.reserves?.includes(event.type) === true &&
            (isOfPower(context, one.office, event) ||
              actors.some((id) => one.byHolder.has(id) || lostAccession([one.office], id) !== undefined)),
        );
        const [office] = concerned.map((one) => one.office);
        const [actor] = actors;
        if (office === undefined || actor === undefined) return;
        const ofActors = concerned.flatMap(({ byHolder }) => actors.flatMap((id) => byHolder.get(id) ?? []));
        const held = anyOf(ofActors, ({ touching }) =>
          anyOf(touching(upTo(event)), ({ tenure }) => covers(context, tenure, event)),
        );
        if (held === "certain") return;
        const holder = holderAt(event, concerned, context);
        const own = concerned.flatMap(({ byHolder }) => byHolder.get(actor)?.first ?? [])[0];
        const witness = eventOf(context, (holder ?? own)?.began);
        const seats = concerned.map((one) => one.office);
        const lost = own === undefined ? lostAccession(seats, actor) : undefined;
        const reserved = stating(context.register(entityRegister).get(office.id), "reserves");
        context.report({
          // Where nobody is known to hold the office, and the actor never did, canon may only have left it out.
          likelihood: all(
            not(held),
            witness === undefined && lost === undefined ? "possible" : "certain",
            allOf(concerned, (one) => one.office.settled(event.id)),
          ),
          message: `${actor} does in ${event.id} (${writtenDate(event.at)}) what is reserved to ${office.id}${lost === undefined ? ", without holding it then" : `; the accession by which ${actor} would hold it, ${lost.id}, is retracted`}.`,
          ...(holder === undefined ? {} : { help: `${holder.holder} holds ${office.id} then.` }),
          events: [event, witness, lost].flatMap((one) => one?.id ?? []),
          entities: [actor, office.id],
          at: [
            placeOf(context, event, actor, withDate("acts here", event)),
            witness &&
              placeOf(context, witness, (holder ?? own)?.holder ?? actor, withDate(`takes ${office.id} here`, witness)),
            lost && { event: lost.id, path: ["successor"], role: "this accession is retracted" },
            reserved && { event: reserved.id, path: ["reserves"], role: "reserved here" },
          ],
        });
      },
    };
  },
});

type Context = RuleContext<unknown>;

function personsActing(context: Context, event: ResolvedEvent): readonly EntityId[] {
  const entities = context.register(entityRegister);
  return context
    .references(event)
    .filter(
      ({ role, id }) =>
        role === "acts" && entities.get(id)?.kinds.has("person") === true && !entities.get(id)?.sentinel,
    )
    .map(({ id }) => entities.canonical(id));
}

function isOfPower(context: Context, { establishment }: Office, event: ResolvedEvent): boolean {
  const { canonical } = context.register(entityRegister);
  const power = establishment && canonical(establishment.of);
  return context.references(event).some(({ role, id }) => role === "acts" && canonical(id) === power);
}

export interface Begun {
  readonly tenure: OfficeTenure;
  readonly event: ResolvedEvent;
}

export const begunIn = (tenures: readonly OfficeTenure[], { chronicle }: Pick<Context, "chronicle">): Begun[] =>
  tenures.flatMap((tenure) => {
    const event = chronicle.event(tenure.began);
    return event === undefined ? [] : [{ tenure, event }];
  });

/** An office, and who came to hold it when. */
interface Held {
  readonly office: Office;
  readonly touching: Touching<Begun>;
  readonly byHolder: ReadonlyMap<EntityId, { readonly first: OfficeTenure; readonly touching: Touching<Begun> }>;
}

function tenuresOf(office: Office, context: Context): Held {
  const begun = begunIn(office.tenures, context);
  const lists = new Map<EntityId, Begun[]>();
  for (const one of begun) append(lists, one.tenure.holder, one);
  const laid = (list: readonly Begun[]): Touching<Begun> => createTouching(list, ({ event }) => event, context);
  const byHolder = [...lists].flatMap(([holder, list]) =>
    list[0] === undefined ? [] : ([[holder, { first: list[0].tenure, touching: laid(list) }]] as const),
  );
  return { office, touching: laid(begun), byHolder: new Map(byHolder) };
}

/** Of those who came last, so many are asked whether they hold it. */
const ASKED = 64;

/** Who certainly holds one of some offices at an event: whoever came last of those who do. */
function holderAt(event: ResolvedEvent, offices: readonly Held[], context: Context): OfficeTenure | undefined {
  let asked = 0;
  for (const { touching } of offices)
    for (const { tenure } of touching(upTo(event))) {
      if (covers(context, tenure, event) === "certain") return tenure;
      if (++asked === ASKED) return undefined;
    }
  return undefined;
}

/** The event by which somebody would have come to one of some offices, had it not been retracted. */
function lostAccessions({ chronicle, register }: Context) {
  const { canonical } = register(entityRegister);
  const lost = new Map<EntityId, Map<EntityId, RecordedEvent>>();
  for (const { event } of chronicle.retracted.values()) {
    for (const effect of effectsOf(event, chronicle.catalogue)) {
      if (effect.kind !== "seat" || effect.comes === undefined) continue;
      const own = getOrMake(lost, canonical(effect.comes), () => new Map<EntityId, RecordedEvent>());
      if (!own.has(canonical(effect.office))) own.set(canonical(effect.office), event);
    }
  }
  return (offices: readonly Office[], actor: EntityId): RecordedEvent | undefined =>
    offices.map(({ id }) => lost.get(actor)?.get(id)).find((event) => event !== undefined);
}

/** Whether a tenure has begun and not ended at an event. */
export function covers(
  { mayPrecede }: Pick<Context, "mayPrecede">,
  { began, left, replaced }: OfficeTenure,
  event: ResolvedEvent,
): Likelihood {
  const end = left ?? (replaced?.explained === true ? replaced.by : undefined);
  return all(not(mayPrecede(event.id, began)), end === undefined ? "certain" : not(mayPrecede(end, event.id)));
}
