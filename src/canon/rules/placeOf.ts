import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import type { EntityId } from "../../events/envelope.ts";
import type { Place, RuleContext } from "./ruleContext.ts";
import { entityRegister } from "./registers/entities.ts";
import { participle } from "./words.ts";
import { writtenDate } from "./writtenDate.ts";

type Context = Pick<RuleContext<unknown>, "references" | "register">;

/** Where an event names an entity, whichever of its ids it uses. */
export function placeOf(context: Context, event: ResolvedEvent, entity: EntityId, role: string): Place {
  const { canonical } = context.register(entityRegister);
  const named = context.references(event).find(({ id }) => canonical(id) === canonical(entity));
  return { event: event.id, ...(named === undefined ? {} : { path: named.path }), role };
}

/** The same, labelled with what happens to it there and when: “died here (2370)”. */
export const lifePlace = (context: Context, event: ResolvedEvent, entity: EntityId, otherwise: string): Place =>
  placeOf(context, event, entity, `${participle(event.type, otherwise)} here (${writtenDate(event.at)})`);
