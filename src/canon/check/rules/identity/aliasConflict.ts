import { canonicalJson } from "../../../../events/contentHash.ts";
import type { EventId } from "../../../../events/envelope.ts";
import { any, type Likelihood } from "../../kit/likelihood.ts";
import {
  type Declaration,
  type Entities,
  type Entity,
  entityRegister,
  type EntityRecord,
} from "../../registers/entities.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { lifePlace } from "../../registers/placeOf.ts";
import { defineRule } from "../../kit/rule.ts";
import { writtenDate } from "../../kit/writtenDate.ts";

export const aliasConflict = defineRule({
  id: "identity/alias-conflict",
  severity: "warning",
  explain: {
    reports:
      "Two ids are declared to mean the same, but their declarations give it different facts, or it begins or ends twice under them.",
    wayOut: "Names may differ: that is what aliases are for.",
    wrong: `
entities:
  order-of-twelve: { kind: faction, name: Order of Twelve, standing: covert, alias: the-twelve }
  the-twelve: { kind: faction, name: The Twelve, standing: minor }
`,
    right: `
entities:
  order-of-twelve: { kind: faction, name: Order of Twelve, standing: covert, alias: the-twelve }
  the-twelve: { kind: faction, name: The Twelve, standing: covert }
`,
  },
  check: (context) => ({
    finish() {
      const entities = context.register(entityRegister);
      for (const entity of entities.all) {
        const [first, ...others] = entity.records.filter(({ declarations }) =>
          declarations.some(({ role }) => role === "declares"),
        );
        if (first !== undefined) for (const other of others) compareFacts(context, entities, entity, first, other);
        const [from, ...rest] = entity.records;
        if (from !== undefined)
          for (const record of rest) {
            compareDates(context, entity, from.starts[0], record.starts[0], "begins");
            if (entity.restores.length === 0) compareDates(context, entity, from.ends[0], record.ends[0], "ends");
          }
      }
    },
  }),
});

type Context = RuleContext<unknown>;

function compareFacts(context: Context, entities: Entities, entity: Entity, a: EntityRecord, b: EntityRecord): void {
  const [one] = a.declarations;
  const [other] = b.declarations;
  if (one === undefined || other === undefined) return;
  const field = differing(one, other, entities);
  if (field === undefined) return;
  const path = (own: Declaration): readonly (string | number)[] => (field === "kind" ? own.path : [field]);
  context.report({
    message: `${a.id} and ${b.id} are aliases of one another, but their ${field} differs.`,
    help: "Make them agree, or let them be two.",
    events: [one.event.id, other.event.id],
    entities: entity.records.map(({ id }) => id),
    at: [
      { event: other.event.id, path: path(other), role: `${b.id} has this ${field}` },
      { event: one.event.id, path: path(one), role: `${a.id} has this one` },
    ],
  });
}

function differing(one: Declaration, other: Declaration, { canonical }: Entities): string | undefined {
  if (one.kind !== other.kind) return "kind";
  const value = (fact: unknown): string => canonicalJson(typeof fact === "string" ? canonical(fact) : fact);
  return Object.keys(one.facts).find(
    (field) =>
      field !== "name" && other.facts[field] !== undefined && value(one.facts[field]) !== value(other.facts[field]),
  );
}

function compareDates(
  context: Context,
  entity: Entity,
  a: EventId | undefined,
  b: EventId | undefined,
  what: "begins" | "ends",
): void {
  const [one, other] = [a, b].map((id) => (id === undefined ? undefined : context.chronicle.event(id)));
  if (one === undefined || other === undefined) return;
  const likelihood: Likelihood = any(context.isBefore(one.id, other.id), context.isBefore(other.id, one.id));
  context.report({
    likelihood,
    message: `${entity.id} ${what} twice under its aliases: ${writtenDate(one.at)}, and ${writtenDate(other.at)}.`,
    events: [one.id, other.id],
    entities: entity.records.map(({ id }) => id),
    at: [lifePlace(context, other, entity.id), lifePlace(context, one, entity.id)],
  });
}
