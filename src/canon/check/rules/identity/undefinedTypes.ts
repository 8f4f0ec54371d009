import { claimedFields } from "../../../../events/claim.ts";
import { closest } from "../../../../events/closest.ts";
import { reportCanonIssues } from "../../kit/canonIssues.ts";
import { fieldOf, textOf } from "../../kit/fieldValues.ts";
import type { RulePass } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";

/** Reports each type that nobody defined once: those that are near a defined one, or those that are like none. */
export function undefinedTypes(context: RuleContext<unknown>, which: "near" | "like none"): RulePass {
  const { definitions } = context.chronicle.catalogue;
  const found = new Map<string, { readonly first: string; readonly path: readonly string[]; count: number }>();
  const note = (type: string, first: string, path: readonly string[]): void => {
    if (definitions.has(type)) return;
    const own = found.get(type);
    if (own === undefined) found.set(type, { first, path, count: 1 });
    else own.count++;
  };
  return {
    each({ type, id, data }) {
      note(type, id, ["type"]);
      const claim = claimedFields(fieldOf(data, "claim"));
      const claimed = textOf(claim?.fields["type"]);
      if (claim !== undefined && claimed !== undefined) note(claimed, id, [...claim.path, "type"]);
    },
    finish() {
      reportCanonIssues(context);
      // Files were read: what they hold is reported with its places. A log holds only the events.
      if (context.canonIssues.length > 0) return;
      for (const [type, { first, path, count }] of found) {
        const suggestion = closest(type, definitions.keys());
        if ((suggestion === undefined) === (which === "near")) continue;
        context.report({
          message: `Nobody defined the type ${type}${count === 1 ? "" : `, of ${count} events`}: they change no number.`,
          ...(suggestion === undefined ? {} : { help: `Did you mean ${suggestion}?` }),
          entities: [],
          at: [{ event: first, path, role: "used here" }],
        });
      }
    },
  };
}
