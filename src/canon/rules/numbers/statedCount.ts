import { defineRule } from "../rule.ts";
import { listOf } from "../words.ts";
import { dated } from "../writtenDate.ts";

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
  check: ({ report }) => ({
    visit(event) {
      const stated = event.states?.count;
      if (stated === undefined) return;
      const counts = countsIn(event.data);
      if (counts.length === 0 || counts.some(({ count }) => count === stated)) return;
      report({
        message: `${dated(event)} says that there were ${stated}, but it has ${listOf(counts.map(({ count, path }) => `${count} ${path.at(-1) ?? ""}`))}.`,
        events: [event.id],
        entities: [],
        at: [
          { event: event.id, path: ["states", "count"], role: `${stated} by the text` },
          ...counts.map(({ count, path }) => ({ event: event.id, path, role: `${count} here` })),
        ],
      });
    },
  }),
});

interface Count {
  readonly path: readonly string[];
  readonly count: number;
}

/** Its lists, and numbers that count. */
function countsIn(data: unknown, path: readonly string[] = []): Count[] {
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([field, value]): Count[] => {
    const inner = [...path, field];
    if (Array.isArray(value)) return [{ path: inner, count: value.length }];
    if (typeof value === "number") return field === "count" || field === "ships" ? [{ path: inner, count: value }] : [];
    return countsIn(value, inner);
  });
}
