import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { isType } from "../knownType.ts";
import type { Entities } from "../registers/entities.ts";

/** Something of which an event gives the one value that it has. */
export interface Said {
  /** In words; two that speak of the same say the same words. */
  readonly subject: string;
  readonly value: unknown;
  /** To the value, from the event. */
  readonly field: string;
  /** Its value is who it was: any of these. */
  readonly who?: readonly EntityId[];
  /**
   * How often there is a value: one at a time (if absent), `once`, or `always` the same. Two dates of what happens once are for rules
   * about spans to report.
   */
  readonly holds?: "once" | "always";
}

/** Types that say something of which there is one. Free text is not among it: other words may say the same. */
export const ASSERTING = [
  "BattleFought",
  "ForceReported",
  "PersonDied",
  "QuestionSettled",
  "ShipDestroyed",
  "StandingStated",
] as const;

/** What an event says that can only be one thing. */
export function whatIsSaid(event: ResolvedEvent, entities: Entities): Said | undefined {
  const { canonical } = entities;
  const list = (ids: string | readonly string[]): readonly string[] => [ids].flat().map(canonical).toSorted();
  if (isType(event, "ForceReported")) {
    const { faction, component, value, unit = "units" } = event.data;
    return { subject: `the ${component} of ${canonical(faction)}, in ${unit}`, value, field: "value" };
  }
  if (isType(event, "StandingStated")) {
    const { faction, metric, among, rank } = event.data;
    const subject = `where ${canonical(faction)} stands in ${metric} among ${list(among).join(", ")}`;
    return { subject, value: rank, field: "rank" };
  }
  if (isType(event, "QuestionSettled")) {
    const { question, answer } = event.data;
    return { subject: `the answer to ${canonical(question)}`, value: answer, field: "answer", holds: "always" };
  }
  if (isType(event, "BattleFought")) {
    const { conflict, place, sides, victor } = event.data;
    if (place === undefined || victor === undefined) return undefined;
    const where = `${canonical(place)}${conflict === undefined ? "" : ` in ${canonical(conflict)}`}`;
    const subject = `who won between ${list(sides.flat()).join(", ")} at ${where}`;
    return { subject, value: victor, field: "victor", who: list(victor) };
  }
  if (isType(event, "PersonDied")) return killer(event.data.person, event.data.by, entities);
  if (isType(event, "ShipDestroyed")) return killer(event.data.ship, event.data.by, entities);
  return undefined;
}

function killer(
  id: EntityId,
  by: EntityId | readonly EntityId[] | undefined,
  { canonical, get }: Entities,
): Said | undefined {
  const victim = get(id);
  // Whoever came back may have died twice.
  if (by === undefined || victim === undefined || victim.restores.length > 0 || victim.sentinel) return undefined;
  const who = [by].flat().map(canonical).toSorted();
  return { subject: `who ended ${victim.id}`, value: who.join(", "), field: "by", who, holds: "once" };
}
