import type { DateExpression } from "../../../events/dates/dateExpression.ts";
import type { Span } from "../../../events/dates/span.ts";
import { ValorisError } from "../../../events/valorisError.ts";
import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";

/** When a date is that a text claims, or, as a part of a sentence, why that cannot be told: no calendar may convert it. */
export function spanOrWhyNot({ spanOf }: Pick<ChronicleInMemory, "spanOf">, date: DateExpression): Span | string {
  try {
    return spanOf(date);
  } catch (error) {
    if (error instanceof ValorisError) return error.message.replace(/\.$/, "");
    throw error;
  }
}
