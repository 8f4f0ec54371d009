import { meantDate } from "../../../../events/dates/meantDate.ts";
import { straySigns } from "../../../../events/straySigns.ts";
import type { EventId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { entityRegister } from "../../registers/entities.ts";
import { unresolvedRegister } from "../../registers/unresolved.ts";
import { looseIds } from "./meantId.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleReport } from "../../kit/ruleContext.ts";
import { createSuggestions } from "../../kit/suggestions.ts";
import { dated } from "../../kit/writtenDate.ts";

type Path = readonly (string | number)[];
type Advice = Pick<RuleReport, "help" | "fixes">;

/** In a date, a name that nothing has may be another date: { after: circa 1910 }. */
function missingAdvice(id: string, [field]: Path): string {
  const date = field === "at" || field === "placed" ? meantDate(id) : undefined;
  return typeof date === "string" && !date.includes("..") ? `If a date is meant, write ${date}.` : `Declare ${id}.`;
}

/** Names that a sentence lists. */
const NAMED = 8;

export const unknownReference = defineRule({
  id: "identity/unknown-reference",
  severity: "error",
  explain: {
    reports:
      "An event names an entity or an event that nothing declares: in its data, its causes, its date, or who knows it.",
    wayOut:
      "Declare it, under `entities:` or by an event. If it lives in another canon that this one builds on, lay this one over it with `extends:`; where that one is not there, `base: not-loaded` in the header makes one notice of all such names.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, name: Breen Confederacy, standing: major }
  domo: { kind: office, of: breen-confederacy }
  gor: { kind: person, name: Gor }
events:
  - id: gor-becomes-domo
    type: LeaderReplaced
    at: 2387
    office: domo
    successor: gorr
    manner: appointed
`,
    right: `
entities:
  breen-confederacy: { kind: faction, name: Breen Confederacy, standing: major }
  domo: { kind: office, of: breen-confederacy }
  gor: { kind: person, name: Gor }
events:
  - id: gor-becomes-domo
    type: LeaderReplaced
    at: 2387
    office: domo
    successor: gor
    manner: appointed
`,
  },
  check: ({ chronicle, register, refused, elsewhere, lacksBase, report, notChecked }) => {
    const entities = register(entityRegister);
    const unresolved = register(unresolvedRegister);
    const isEvent = (id: string): boolean => chronicle.event(id) !== undefined || chronicle.retracted.has(id);
    const eventIds = (): string[] => chronicle.events.map(({ id }) => id);
    const idsOf = {
      event: { suggest: createSuggestions(eventIds), loose: looseIds(eventIds) },
      entity: { suggest: createSuggestions(() => entities.ids), loose: looseIds(() => entities.ids) },
    };
    // People write a name where an id belongs, be it one of long ago.
    const named = looseIds(function* () {
      for (const { id, names } of entities.all) for (const name of new Set(names)) yield [id, name] as const;
    });
    const adviceOn = (event: EventId, path: Path, id: string, what: "entity" | "event"): Advice => {
      const { suggest, loose } = idsOf[what];
      const same = loose.meant(id);
      const meant = same ?? (what === "entity" ? named.meant(id) : undefined) ?? suggest(id);
      const signs = straySigns(id);
      if (meant === undefined) return { help: signs ?? missingAdvice(id, path) };
      const fix = { title: `Write ${meant}`, safe: same !== undefined, at: { event, path }, value: meant };
      return { help: signs ?? `Did you mean ${meant}?`, fixes: [fix] };
    };

    /** Names that the canon beneath may have. */
    const notHere = new Set<string>();
    const refuse = (event: ResolvedEvent, path: Path, id: string, what: "entity" | "event"): void => {
      if (refused.has(id)) return;
      const other = what === "event" ? entities.has(id) : isEvent(id);
      if (lacksBase && !other && idsOf[what].loose.meant(id) === undefined) {
        notHere.add(id);
        return;
      }
      report({
        message: `${dated(event)} names ${id}, which ${other ? `is no ${what}` : "nothing declares"}.`,
        advice: () => {
          if (other)
            return { help: `${id} is an ${what === "event" ? "entity" : "event"}; this field names an ${what}.` };
          return adviceOn(event.id, path, id, what);
        },
        entities: [id],
        at: [{ event: event.id, path, role: other ? `no ${what} has this id` : "nothing declares this" }],
      });
    };

    return {
      each(event) {
        // What another timeline holds is causality/timeline-leak's.
        for (const { id, path, due } of unresolved.in(event))
          if (due === "entity" || elsewhere(id) === undefined)
            refuse(event, path, id, due === "event" ? due : "entity");
      },
      finish() {
        for (const { event, path, id, message, help } of unresolved.dangling)
          if (lacksBase && id !== undefined) notHere.add(id);
          else if (id === undefined || elsewhere(id) === undefined)
            report({
              message,
              advice: () =>
                help !== undefined ? { help } : id === undefined ? {} : adviceOn(event, path, id, "event"),
              entities: [],
              at: [{ event, path, role: "nothing has this id" }],
            });
        if (notHere.size > 0) {
          const named = [...notHere].slice(0, NAMED).join(", ");
          const more = notHere.size > NAMED ? ` and ${notHere.size - NAMED} more` : "";
          notChecked(`the canon beneath is not loaded, and may declare ${named}${more}`);
        }
      },
    };
  },
});
