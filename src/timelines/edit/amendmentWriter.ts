import { contentId } from "../../events/contentHash.ts";
import type { Catalogue } from "../../events/createCatalogue.ts";
import type { ChronicleEvent, EventId } from "../../events/envelope.ts";

const VERBS = { EventAmended: "amend", EventRetracted: "retract" } as const;

/** An amendment of an event, with an id that nothing has yet. */
export type WriteAmendment = (
  type: keyof typeof VERBS,
  target: EventId,
  fields: Readonly<Record<string, unknown>>,
) => ChronicleEvent;

/** The longest id that still leaves room for a number. */
const LONGEST = 180;

/** Ids follow from the target, so that the same changes to the same timeline have the same ids. */
export function amendmentWriter(isTaken: (id: EventId) => boolean, { definitions }: Catalogue): WriteAmendment {
  const written = new Set<EventId>();
  const numbers = new Map<EventId, number>();
  return (type, target, fields) => {
    const name = `${VERBS[type]}-${target}`;
    const wanted = name.length <= LONGEST ? name : `${VERBS[type]}-${contentId({ target })}`;
    let id = wanted;
    let number = numbers.get(wanted) ?? 1;
    while (written.has(id) || isTaken(id)) id = `${wanted}-${++number}`;
    numbers.set(wanted, number);
    written.add(id);
    return { id, type, version: definitions.get(type)?.version ?? 1, data: { target, ...fields } };
  };
}
