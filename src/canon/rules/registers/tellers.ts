import type { EventId } from "../../../events/envelope.ts";
import { referencePaths } from "../../../events/fields.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { fieldOf, textOf } from "../fieldValues.ts";
import type { Register } from "./register.ts";

export interface Tellers {
  /** Events by which somebody may learn of another: reports of it, what it caused, what names it. */
  of(event: ResolvedEvent): readonly ResolvedEvent[];
}

interface Told {
  readonly byName: Map<EventId, ResolvedEvent[]>;
  /** Reports of something of a type that need not be recorded as such. */
  readonly byType: Map<string, { readonly event: ResolvedEvent; readonly claim: unknown }[]>;
}

/** What tells of what; looked for once somebody asks: few have secrets, and fewer act on those of others. */
export const tellerRegister: Register<Tellers> = {
  name: "tellers",
  build(history) {
    let told: Told | undefined;
    const look = (): Told => {
      const found: Told = { byName: new Map(), byType: new Map() };
      const types = new Set(
        [...history.chronicle.catalogue.definitions.values()]
          .filter(({ schema }) => referencePaths(schema).some(({ field }) => mayBeEvent(field.targets)))
          .map(({ type }) => type),
      );
      for (const event of history.chronicle.events) {
        const claim = affirmed(fieldOf(event.data, "claim"));
        const type = textOf(fieldOf(claim, "type"));
        if (type !== undefined) add(found.byType, type, { event, claim });
        const named = types.has(event.type)
          ? history.references(event).flatMap(({ targets, id }) => (mayBeEvent(targets) ? [id] : []))
          : [];
        const claimed = textOf(fieldOf(claim, "event"));
        for (const id of new Set([
          ...named,
          ...(event.causes ?? []),
          ...(event.necessary ?? []),
          ...(claimed === undefined ? [] : [claimed]),
        ]))
          add(found.byName, id, event);
      }
      return found;
    };
    return {
      of(event) {
        told ??= look();
        const named = told.byName.get(event.id) ?? [];
        const reports = (told.byType.get(event.type) ?? []).filter(({ claim }) => mayBe(claim, event.data));
        return reports.length === 0 ? named : [...named, ...reports.map((report) => report.event)];
      },
    };
  },
};

const mayBeEvent = (targets: readonly string[]): boolean => targets.length === 0 || targets.includes("event");

function add<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/** Whoever hears that something did not happen, has heard of it. */
function affirmed(claim: unknown): unknown {
  const denied = fieldOf(claim, "not");
  return denied === undefined ? claim : affirmed(denied);
}

/** Whether nothing that a claim says of an event disagrees with it. */
const mayBe = (claim: unknown, data: unknown): boolean =>
  Object.entries(claim ?? {}).every(([field, value]) => {
    const own = fieldOf(data, field);
    return own === undefined || JSON.stringify(own) === JSON.stringify(value);
  });
