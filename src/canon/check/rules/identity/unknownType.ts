import { closest } from "../../../../events/closest.ts";
import { reportCanonIssues } from "../../kit/canonIssues.ts";
import { defineRule } from "../../kit/rule.ts";

export const unknownType = defineRule({
  id: "identity/unknown-type",
  severity: "info",
  explain: {
    reports: "Events have a type that nobody defined. They are kept, and change no number; each type is reported once.",
    wayOut: "Define the type in a plugin with `defineEvent`, or use `Noted` for what changes no number.",
    wrong: `
events:
  - { id: wormhole-collapses, type: WormholeCollapsed, at: 2375 }
`,
    right: `
entities:
  wormhole: { kind: region, name: The wormhole }
events:
  - { id: wormhole-collapses, type: Noted, at: 2375, about: wormhole, title: The wormhole collapses }
`,
  },
  check: (context) => {
    const { definitions } = context.chronicle.catalogue;
    const found = new Map<string, { readonly first: string; count: number }>();
    return {
      each({ type, id }) {
        if (definitions.has(type)) return;
        const own = found.get(type);
        if (own === undefined) found.set(type, { first: id, count: 1 });
        else own.count++;
      },
      finish() {
        reportCanonIssues(context);
        // Files were read: what they hold is reported with its places. A log holds only the events.
        if (context.canonIssues.length > 0) return;
        for (const [type, { first, count }] of found) {
          const suggestion = closest(type, definitions.keys());
          context.report({
            message: `Nobody defined the type ${type}${count === 1 ? "" : `, of ${count} events`}: they change no number.`,
            ...(suggestion === undefined ? {} : { help: `Did you mean ${suggestion}?` }),
            events: [first],
            entities: [],
            at: [{ event: first, path: ["type"], role: "used here" }],
          });
        }
      },
    };
  },
});
