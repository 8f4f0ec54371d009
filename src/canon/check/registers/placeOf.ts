import { catalogue } from "../../../events/catalogue/catalogue.ts";
import { effectsOf } from "../../../events/effectsOf.ts";
import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { MANY } from "../kit/indexedChronicle.ts";
import { isDeathInOffice } from "./deathInOffice.ts";
import { type Declaration, entityRegister } from "./entities.ts";
import type { Register } from "../kit/register.ts";
import type { FindingPlace, RuleContext } from "../kit/ruleContext.ts";
import { withDate } from "../kit/writtenDate.ts";

type Context = Pick<RuleContext<unknown>, "references" | "register">;

/** Where an event names an entity, whichever of its ids it uses; the event itself, where it does so in no field. */
export function placeOf(context: Context, event: ResolvedEvent, entity: EntityId, role: string): FindingPlace {
  const { canonical } = context.register(entityRegister);
  const references = context.references(event);
  const path =
    references.length < MANY
      ? references.find(({ id }) => canonical(id) === canonical(entity))?.path
      : context.register(pathRegister)(event).get(canonical(entity));
  return { event: event.id, path: path ?? ["id"], role };
}

type Path = readonly (string | number)[];

/** Where an event that names many names each of them first. */
const pathRegister: Register<(event: ResolvedEvent) => ReadonlyMap<EntityId, Path>> = {
  name: "paths",
  build({ references }, use) {
    const { canonical } = use(entityRegister);
    const known = new Map<ResolvedEvent, ReadonlyMap<EntityId, Path>>();
    return (event) => {
      let paths = known.get(event);
      if (paths === undefined) {
        paths = new Map(
          references(event)
            .map(({ id, path }) => [canonical(id), path] as const)
            .toReversed(),
        );
        known.set(event, paths);
      }
      return paths;
    };
  },
};

/** Where something is declared to be what it is: its kind in the shorthand, else its id. */
export const declaredPlace = ({ event, path }: Declaration, role: string): FindingPlace => ({
  event: event.id,
  path: event.at === undefined ? ["kind"] : path,
  role,
});

/** What an event does to what it begins, ends or restores: “was founded”. */
const verbOf = (event: ResolvedEvent): string | undefined =>
  catalogue.definitions.get(event.type)?.verb ??
  (effectsOf(event, catalogue).some(isDeathInOffice) ? "died in office" : undefined);

/** The same where something begins, ends or comes back: “died here (2370)”. */
export const lifePlace = (context: Context, event: ResolvedEvent, entity: EntityId): FindingPlace =>
  placeOf(context, event, entity, withDate(`${verbOf(event) ?? "changed"} here`, event));

/** “was destroyed (2375-11)”. */
export const lifeWords = (event: ResolvedEvent): string => withDate(verbOf(event) ?? `has ${event.type}`, event);
