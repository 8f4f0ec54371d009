import type { EffectOf, Life } from "../../../../events/effects.ts";
import type { EntityId } from "../../../../events/envelope.ts";
import type { Entities } from "../../registers/entities.ts";

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

/** Kinds that say something of which there is one. Free text is not among it: other words may say the same. */
export const ASSERTING = ["contest", "strength", "life", "question", "ranking"] as const;

/** What an event says that can only be one thing. */
export function whatIsSaid(effect: EffectOf<(typeof ASSERTING)[number]>, entities: Entities): Said | undefined {
  const { canonical } = entities;
  const list = (ids: string | readonly string[]): readonly string[] => [ids].flat().map(canonical).toSorted();
  switch (effect.kind) {
    case "strength": {
      const { of, component, change, amount, unit } = effect;
      if (change !== "set") return undefined;
      return { subject: `the ${component} of ${canonical(of)}, in ${unit}`, value: amount, field: "value" };
    }
    case "ranking": {
      const { faction, metric, among, rank } = effect;
      const subject = `where ${canonical(faction)} stands in ${metric} among ${list(among).join(", ")}`;
      return { subject, value: rank, field: "rank" };
    }
    case "question": {
      const { question, answer } = effect;
      if (answer === undefined) return undefined;
      return { subject: `the answer to ${canonical(question)}`, value: answer, field: "answer", holds: "always" };
    }
    case "contest": {
      const { conflict, place, sides, victor } = effect;
      if (place === undefined || victor === undefined) return undefined;
      const where = `${canonical(place)}${conflict === undefined ? "" : ` in ${canonical(conflict)}`}`;
      const subject = `who won between ${list(sides.flat()).join(", ")} at ${where}`;
      return { subject, value: victor, field: "victor", who: list(victor) };
    }
    case "life":
      return effect.change === "ends" ? killer(effect, entities) : undefined;
  }
}

function killer({ entity, by }: Life, { canonical, get }: Entities): Said | undefined {
  const victim = get(entity);
  // Whoever came back may have died twice.
  if (by.length === 0 || victim === undefined || victim.restores.length > 0 || victim.sentinel) return undefined;
  const who = by.map(canonical).toSorted();
  return { subject: `who ended ${victim.id}`, value: who.join(", "), field: "by", who, holds: "once" };
}
