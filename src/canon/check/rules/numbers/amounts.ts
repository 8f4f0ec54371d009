import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { fieldOf } from "../../kit/fieldValues.ts";
import type { FindingPlace } from "../../kit/ruleContext.ts";

/** Three digits that count. */
export const round = (value: number): string => String(Number(value.toPrecision(3)));

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const FIELDS = ["value", "by", "factor", "ships"];

/** Where an event says its number; where it has none, what of. */
export function numberAt(event: ResolvedEvent, role: string): FindingPlace {
  const field = FIELDS.find((name) => fieldOf(event.data, name) !== undefined);
  return { event: event.id, path: [field ?? "component"], role };
}
