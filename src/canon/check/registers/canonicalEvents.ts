import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { IndexedChronicle } from "../kit/indexedChronicle.ts";
import { entityRegister } from "./entities.ts";
import type { UseRegister } from "../kit/register.ts";

/** Events as if each entity had one id only: projections know of no aliases. */
export function canonicalEvents(history: IndexedChronicle, use: UseRegister): (event: ResolvedEvent) => ResolvedEvent {
  const { canonical, ids } = use(entityRegister);
  if (ids.every((id) => canonical(id) === id)) return (event) => event;
  return (event) => {
    const others = history.references(event).filter(({ id }) => canonical(id) !== id);
    if (others.length === 0) return event;
    return { ...event, data: others.reduce((data, { path, id }) => withId(data, path, canonical(id)), event.data) };
  };
}

function withId(data: unknown, [step, ...rest]: readonly (string | number)[], id: string): unknown {
  if (step === undefined) return id;
  if (Array.isArray(data)) return data.map((item, index): unknown => (index === step ? withId(item, rest, id) : item));
  if (typeof data !== "object" || data === null) return data;
  return { ...data, [step]: withId(Reflect.get(data, step), rest, id) };
}
