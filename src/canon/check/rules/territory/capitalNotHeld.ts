import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { all, anyOf, type Likelihood, not } from "../../kit/likelihood.ts";
import { bondRegister } from "../../registers/bonds.ts";
import { entityRegister } from "../../registers/entities.ts";
import { holdersBy, type HoldingSpan, holdingRegister } from "../../registers/holdings.ts";
import { treatyRegister } from "../../registers/treaties.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { createTouching, type Touching } from "../../kit/touching.ts";
import { withDate, writtenDate } from "../../kit/writtenDate.ts";
import { holdingPlace, sinceWords } from "./holdingPlace.ts";
import { countWhile } from "../../../../idioms/sortedSearch.ts";

export const capitalNotHeld = defineRule({
  id: "territory/capital-not-held",
  severity: "warning",
  explain: {
    reports:
      "A power moves its seat to a system that another rules then, or has it there from the beginning (`capital:`).",
    wayOut:
      "The seat may lie with an ally, by a treaty in force then, or with a faction that the power is part of (`partOf:`), serves, belongs to or succeeds, and the other way round. `host:` says whose guest a government in exile is.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system, holder: cardassian-union }
events:
  - { id: new-capital, type: CapitalMoved, at: 2380, faction: breen-confederacy, system: dozaria }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system, holder: cardassian-union }
events:
  - { id: dozaria-ceded, type: TerritoryTransferred, at: 2379, systems: [dozaria], to: breen-confederacy, procedure: 3 }
  - { id: new-capital, type: CapitalMoved, at: 2380, faction: breen-confederacy, system: dozaria }
`,
  },
  check: (context) => {
    const ledgers = new Map<EntityId, Ledger>();
    const ledgerOf = (system: EntityId): Ledger => {
      const id = context.register(entityRegister).canonical(system);
      let ledger = ledgers.get(id);
      if (ledger === undefined)
        ledgers.set(id, (ledger = createLedger(context.register(holdingRegister).of(id), context)));
      return ledger;
    };
    return {
      on: {
        capital({ faction, system, host }, event) {
          if (event.timeTravel === true) return;
          const ledger = ledgerOf(system);
          const ruling = rulingAt(event, ledger, context);
          if (ruling?.to === undefined) return;
          const { areBound, areParted } = context.register(bondRegister);
          const isFirst = event.at === undefined;
          const rulers = holdersBy(ruling);
          // A guest is where the host rules.
          if (host !== undefined && rulers.some((ruler) => areBound(ruler, host))) return;
          const treaties = rulers.flatMap((ruler) => context.register(treatyRegister).between(ruler, faction, ALLIED));
          const allied = anyOf(treaties, ({ heldAt }) => heldAt(event.id));
          context.report({
            likelihood: all(
              ...rulers.map((ruler) => areParted(ruler, faction, event).likelihood),
              settled(ledger, ruling, host ?? faction, event, context),
              not(allied),
            ),
            message: `${faction} ${isFirst ? "has its seat in" : "moves its seat to"} ${system} (${writtenDate(event.at)}), which ${ruling.to} rules, ${sinceWords(ruling)}.`,
            help: `If it is the guest of ${ruling.to}, say so: \`host: ${ruling.to}\`.`,
            entities: [faction, system, ruling.to],
            at: [
              placeOf(context, event, system, withDate(isFirst ? "the seat is here" : "the seat moves here", event)),
              holdingPlace(context, ruling, withDate(`${ruling.to} has it by this`, ruling.event)),
            ],
          });
        },
      },
    };
  },
});

type Context = RuleContext<unknown>;

const ALLIED = ["defence", "offence"] as const;

/** What passes a system on: dated changes by where they lie, and those of which dates say nothing. */
interface Ledger {
  readonly changes: readonly HoldingSpan[];
  readonly touching: Touching<HoldingSpan>;
  readonly loose: readonly HoldingSpan[];
}

function createLedger(changes: readonly HoldingSpan[], context: Context): Ledger {
  const isLoose = ({ event: { at, timeTravel } }: HoldingSpan): boolean => at === undefined || timeTravel === true;
  return {
    changes,
    touching: createTouching(
      changes.filter((change) => !isLoose(change)),
      ({ event }) => event,
      context,
    ),
    loose: changes.filter(isLoose),
  };
}

/** The last change, as they are drawn, that certainly came before. */
function rulingAt(
  event: ResolvedEvent,
  { changes }: Ledger,
  { chronicle, isBefore }: Context,
): HoldingSpan | undefined {
  // What is certainly before is drawn before as well.
  const place = event.at === undefined ? Number.POSITIVE_INFINITY : chronicle.indexOf(event.id);
  for (
    let index = countWhile(changes, (change) => chronicle.indexOf(change.event.id) < place) - 1;
    index >= 0;
    index--
  ) {
    const change = changes[index];
    if (change === undefined || change.event.timeTravel === true) continue;
    if (change.event.at === undefined || isBefore(change.event.id, event.id) === "certain") return change;
  }
  return undefined;
}

/** Whether every other change came before the one that decides, comes later, or gives the system to another all the same. */
function settled(
  { touching, loose }: Ledger,
  ruling: HoldingSpan,
  faction: EntityId,
  event: ResolvedEvent,
  { register, isBefore }: Context,
): Likelihood {
  const { areBound } = register(bondRegister);
  const isUndated = ruling.event.at === undefined;
  const isOutside = ({ id, at, timeTravel }: ResolvedEvent): boolean => {
    if (at === undefined) return !isUndated;
    if (timeTravel === true) return false;
    return (!isUndated && isBefore(id, ruling.event.id) === "certain") || isBefore(event.id, id) === "certain";
  };
  const isNoMatter = ({ event: other, to }: HoldingSpan): boolean =>
    other === ruling.event || (to !== undefined && !areBound(to, faction)) || isOutside(other);
  const earliest = isUndated ? Number.NEGATIVE_INFINITY : ruling.event.occurred.earliest;
  const since = isUndated ? {} : { since: ruling.event.id };
  for (const change of touching({ earliest, latest: event.occurred.latest, ...since, until: event.id }))
    if (!isNoMatter(change)) return "possible";
  return loose.every(isNoMatter) ? "certain" : "possible";
}
