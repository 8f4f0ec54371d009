import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { entityRegister } from "../../registers/entities.ts";
import { statementRegister } from "../../registers/statements.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { listOf } from "../../kit/words.ts";
import { dated } from "../../kit/writtenDate.ts";
import { held } from "../../../../idioms/held.ts";

export const statedCount = defineRule({
  id: "numbers/stated-count",
  severity: "info",
  explain: {
    reports: "The text says how many there were (`states: { count: 2 }`), and no list of the event has so many.",
    wayOut: "Leave `count` out where canon does not name them all.",
    wrong: `
entities:
  cardassian-union: { kind: faction, standing: major }
  breen-confederacy: { kind: faction, standing: major }
  dozaria: { kind: system }
  portas-v: { kind: system }
events:
  - { id: breach, type: BorderBreached, at: 2388, by: cardassian-union, against: breen-confederacy, systems: [dozaria, portas-v], states: { count: 3 } }
`,
    right: `
entities:
  cardassian-union: { kind: faction, standing: major }
  breen-confederacy: { kind: faction, standing: major }
  dozaria: { kind: system }
  portas-v: { kind: system }
events:
  - { id: breach, type: BorderBreached, at: 2388, by: cardassian-union, against: breen-confederacy, systems: [dozaria, portas-v], states: { count: 2 } }
`,
  },
  check: (context) => ({
    finish() {
      for (const event of context.register(statementRegister).all) {
        const stated = event.states?.count;
        if (stated !== undefined) compare(context, event, stated);
      }
    },
  }),
});

function compare({ register, report }: RuleContext<unknown>, event: ResolvedEvent, stated: number): void {
  const counts = countsIn(event.data, register(entityRegister).canonical);
  if (counts.length === 0 || counts.some(({ readings }) => readings.includes(stated))) return;
  report({
    message: `${dated(event)} says that there were ${stated}, but it has ${listOf(counts.map(({ readings, path }) => `${held(readings[0])} ${held(path.at(-1))}`))}.`,
    entities: [],
    at: [
      { event: event.id, path: ["states", "count"], role: `${stated} by the text` },
      ...counts.map(({ readings, path }) => ({ event: event.id, path, role: `${held(readings[0])} here` })),
    ],
  });
}

interface Count {
  readonly path: readonly string[];
  /** Of sides, as many as there are, and as many as stand on them. */
  readonly readings: readonly number[];
}

/** Its lists of ids and names, and numbers that count. */
function countsIn(data: unknown, canonical: (id: EntityId) => EntityId, path: readonly string[] = []): Count[] {
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([field, value]): Count[] => {
    const inner = [...path, field];
    if (Array.isArray(value)) {
      const items: readonly unknown[] = value.flat();
      const named = new Set(items.flatMap((item) => (typeof item === "string" ? [canonical(item)] : [])));
      // Numbers in a list are a place, and terms are not counted as things are.
      return named.size === 0
        ? []
        : [{ path: inner, readings: [...new Set([value.length, items.length, named.size])] }];
    }
    if (typeof value === "number")
      return field === "count" || field === "ships" ? [{ path: inner, readings: [value] }] : [];
    return countsIn(value, canonical, inner);
  });
}
