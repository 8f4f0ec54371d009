import { closest } from "../../../events/closest.ts";
import type { EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { fieldOf, textOf } from "../knownType.ts";
import { entityRegister } from "../registers/entities.ts";
import { looseIds } from "./meantId.ts";
import { defineRule } from "../rule.ts";
import type { Report } from "../ruleContext.ts";
import { dated } from "../writtenDate.ts";

/** Finding the word that was meant is a walk over all ids: in one run, over so many. */
const MOST_COMPARED = 20_000;

const LINKS = ["causes", "necessary"] as const;

type Path = readonly (string | number)[];
type Advice = Pick<Report, "help" | "fixes">;

export const unknownReference = defineRule({
  id: "identity/unknown-reference",
  severity: "error",
  explain: {
    reports:
      "An event names an entity or an event that nothing declares: in its data, its causes, its date, or who knows it.",
    wayOut:
      "Declare it, under `entities:` or by an event. If it lives in another canon that this one builds on, lay this one over it with `extends:`.",
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
  check: ({ chronicle, register, refused, report }) => {
    const entities = register(entityRegister);
    const suggestions = new Map<string, string | undefined>();
    let compared = 0;
    const suggest = (id: string, among: readonly string[]): string | undefined => {
      if (!suggestions.has(id) && compared < MOST_COMPARED) {
        suggestions.set(id, closest(id, among));
        compared += among.length;
      }
      return suggestions.get(id);
    };
    const isEvent = (id: string): boolean => chronicle.event(id) !== undefined || chronicle.retracted.has(id);
    const eventIds = (): string[] => chronicle.events.map(({ id }) => id);
    const idsOf = {
      event: { all: eventIds, loose: looseIds(eventIds) },
      entity: { all: () => entities.ids, loose: looseIds(() => entities.ids) },
    };
    const adviceOn = (event: EventId, path: Path, id: string, what: "entity" | "event"): Advice => {
      const { all, loose } = idsOf[what];
      const same = loose.meant(id);
      const meant = same ?? suggest(id, all());
      if (meant === undefined) return { help: `Declare ${id}.` };
      const fix = { title: `Write ${meant}`, safe: same !== undefined, at: { event, path }, value: meant };
      return { help: `Did you mean ${meant}?`, fixes: [fix] };
    };

    const refuse = (event: ResolvedEvent, path: Path, id: string, what: "entity" | "event"): void => {
      if (refused.has(id)) return;
      const other = what === "event" ? entities.has(id) : isEvent(id);
      report({
        message: `${dated(event)} names ${id}, which ${other ? `is no ${what}` : "nothing declares"}.`,
        advice: () => {
          if (other)
            return { help: `${id} is an ${what === "event" ? "entity" : "event"}; this field names an ${what}.` };
          return adviceOn(event.id, path, id, what);
        },
        events: [event.id],
        entities: [id],
        at: [{ event: event.id, path, role: other ? `no ${what} has this id` : "nothing declares this" }],
      });
    };

    return {
      visit(event) {
        for (const { role, targets, id, path, entity } of entities.named(event)) {
          if (role === "declares" || role === "creates" || role === "begins") continue;
          if (entity !== undefined && entity.declarations.length > 0 && !targets.includes("event")) continue;
          const known = (targets.includes("event") || targets.length === 0) && isEvent(id);
          if (!known) refuse(event, path, id, targets.includes("event") ? "event" : "entity");
        }
        for (const field of LINKS)
          event[field]?.forEach((id, index) => {
            if (!isEvent(id)) refuse(event, [field, index], id, "event");
          });
        event.known?.forEach(({ who }, index) => {
          if (!entities.has(who)) refuse(event, ["known", index, "who"], who, "entity");
        });
        const claimed = claimedEvent(fieldOf(event.data, "claim"), ["claim"]);
        if (claimed !== undefined && !isEvent(claimed.id)) refuse(event, claimed.path, claimed.id, "event");
      },
      finish() {
        for (const { kind, event, path, message } of chronicle.issues)
          if (kind === "unknown-reference" || kind === "dangling-amendment")
            report({
              message,
              advice: () => {
                const id = textAt(chronicle.event(event), path);
                return id === undefined ? {} : adviceOn(event, path, id, "event");
              },
              events: [event],
              entities: [],
              at: [{ event, path, role: "nothing has this id" }],
            });
      },
    };
  },
});

/** A field of the event's date. */
function textAt(event: ResolvedEvent | undefined, path: Path): string | undefined {
  return textOf(path.reduce<unknown>((value, step) => fieldOf(value, String(step)), event));
}

/** The recorded event that a claim is about, however often it is denied. */
function claimedEvent(claim: unknown, path: Path): { readonly id: string; readonly path: Path } | undefined {
  const denied = fieldOf(claim, "not");
  if (denied !== undefined) return claimedEvent(denied, [...path, "not"]);
  const id = fieldOf(claim, "type") === undefined ? textOf(fieldOf(claim, "event")) : undefined;
  return id === undefined ? undefined : { id, path: [...path, "event"] };
}
