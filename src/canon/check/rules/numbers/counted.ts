import type { EntityId, EventId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { type Entity, entityRegister } from "../../registers/entities.ts";
import { statementRegister } from "../../registers/statements.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";

/** Something whose time is counted, and from what on: any of these, where there are several. */
export interface Counted {
  readonly id: EntityId;
  since(): readonly EventId[];
}

type Context = Pick<RuleContext<unknown>, "register">;

/** Whose age an event gives: whoever dies, else the one person that it names. */
export function personIn(event: ResolvedEvent, { register }: Context): Counted | undefined {
  const named = register(entityRegister)
    .named(event)
    .filter(({ entity }) => entity?.kinds.has("person") === true);
  const dying = named.filter(({ role }) => role === "ends");
  const persons = new Set((dying.length > 0 ? dying : named).flatMap(({ entity }) => entity ?? []));
  const [person] = persons;
  if (person === undefined || persons.size > 1 || person.sentinel || person.restores.length > 0) return undefined;
  return { id: person.id, since: () => person.starts };
}

/** “After two years” of a death is of an illness as well as of a life. */
const LASTING = ["conflict", "treaty", "talks", "faction", "formation"];

/** What an event ends, since any of its beginnings; or brings back, since any of its ends. */
export function endOrReturnIn(event: ResolvedEvent, { register }: Context): Counted | undefined {
  const named = register(entityRegister).named(event);
  const ended = named.find(({ role }) => role === "ends")?.entity;
  if (ended !== undefined && !ended.sentinel && LASTING.some((kind) => ended.kinds.has(kind)))
    return { id: ended.id, since: () => beginningsOf(ended) };
  const back = named.find(({ role }) => role === "restores")?.entity;
  if (back === undefined || back.sentinel) return undefined;
  return { id: back.id, since: () => [...back.ends, ...register(statementRegister).missing(back.id)] };
}

/** A treaty counts from its signing or from its ratification. */
const beginningsOf = ({ declarations }: Entity): readonly EventId[] => [
  ...new Set(declarations.flatMap(({ event }) => (event.at === undefined ? [] : [event.id]))),
];
