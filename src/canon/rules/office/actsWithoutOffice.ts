import type { EntityId } from "../../../events/envelope.ts";
import type { RecordedEvent } from "../../../log/eventLog.ts";
import { effectsOf } from "../../../events/effectsOf.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { all, any, type Likelihood, not } from "../likelihood.ts";
import { placeOf } from "../placeOf.ts";
import { entityRegister } from "../registers/entities.ts";
import { type Office, officeRegister, type Tenure } from "../registers/offices.ts";
import { defineRule } from "../rule.ts";
import type { RuleContext } from "../ruleContext.ts";
import { writtenDate } from "../writtenDate.ts";

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
      .all.filter(({ establishment }) => establishment?.reserves !== undefined);
    const reservedTypes = new Set(offices.flatMap(({ establishment }) => establishment?.reserves ?? []));
    return {
      each(event) {
        if (!reservedTypes.has(event.type) || event.timeTravel === true || event.posthumous === true) return;
        const actors = personsActing(context, event);
        const reserving = offices.filter(({ establishment }) => establishment?.reserves?.includes(event.type));
        const concerned = reserving.filter((office) => isConcerned(context, office, event, actors));
        const [office] = concerned;
        const [actor] = actors;
        if (office === undefined || actor === undefined) return;
        const tenures = concerned.flatMap((one) => one.tenures);
        const held = any(
          ...tenures.filter(({ holder }) => actors.includes(holder)).map((tenure) => covers(context, tenure, event)),
        );
        const holder = tenures.find((tenure) => covers(context, tenure, event) === "certain");
        const own = tenures.find((tenure) => tenure.holder === actor);
        const witness = context.chronicle.event((holder ?? own)?.began ?? "");
        const lost = own === undefined ? lostAccession(context, concerned, actor) : undefined;
        const reserved = context
          .register(entityRegister)
          .get(office.id)
          ?.declarations.find(({ facts }) => facts["reserves"] !== undefined);
        context.report({
          // Where nobody is known to hold the office, and the actor never did, canon may only have left it out.
          likelihood: all(
            not(held),
            witness === undefined && lost === undefined ? "possible" : "certain",
            ...concerned.map((one) => one.settled(event.id)),
          ),
          message: `${actor} does in ${event.id} (${writtenDate(event.at)}) what is reserved to ${office.id}${lost === undefined ? ", without holding it then" : `; the accession by which ${actor} would hold it, ${lost.id}, is retracted`}.`,
          ...(holder === undefined ? {} : { help: `${holder.holder} holds ${office.id} then.` }),
          events: [event.id, ...(witness === undefined ? [] : [witness.id]), ...(lost === undefined ? [] : [lost.id])],
          entities: [actor, office.id],
          at: [
            placeOf(context, event, actor, `acts here (${writtenDate(event.at)})`),
            ...(witness === undefined
              ? []
              : [
                  placeOf(
                    context,
                    witness,
                    (holder ?? own)?.holder ?? actor,
                    `takes ${office.id} here (${writtenDate(witness.at)})`,
                  ),
                ]),
            ...(lost === undefined
              ? []
              : [{ event: lost.id, path: ["successor"], role: "this accession is retracted" }]),
            ...(reserved === undefined
              ? []
              : [{ event: reserved.event.id, path: ["reserves"], role: "reserved here" }]),
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

function isConcerned(context: Context, office: Office, event: ResolvedEvent, actors: readonly EntityId[]): boolean {
  const { canonical } = context.register(entityRegister);
  const power = office.establishment && canonical(office.establishment.of);
  return (
    context.references(event).some(({ role, id }) => role === "acts" && canonical(id) === power) ||
    office.tenures.some(({ holder }) => actors.includes(holder)) ||
    actors.some((actor) => lostAccession(context, [office], actor) !== undefined)
  );
}

/** The event by which somebody would have come to an office, had it not been retracted. */
function lostAccession(
  { chronicle, register }: Context,
  offices: readonly Office[],
  actor: EntityId,
): RecordedEvent | undefined {
  const { canonical } = register(entityRegister);
  for (const { event } of chronicle.retracted.values()) {
    const accession = effectsOf(event, chronicle.catalogue).find(
      (effect) => effect.kind === "seat" && effect.comes !== undefined && canonical(effect.comes) === actor,
    );
    if (accession?.kind === "seat" && offices.some(({ id }) => id === canonical(accession.office))) return event;
  }
  return undefined;
}

/** Whether a tenure has begun and not ended at an event. */
export function covers(
  { mayPrecede }: Pick<Context, "mayPrecede">,
  { began, left, replaced }: Tenure,
  event: ResolvedEvent,
): Likelihood {
  const end = left ?? (replaced?.explained === true ? replaced.by : undefined);
  return all(not(mayPrecede(event.id, began)), end === undefined ? "certain" : not(mayPrecede(end, event.id)));
}
