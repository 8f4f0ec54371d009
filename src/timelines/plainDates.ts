import { presentOf } from "../events/catalogue/documents.ts";
import { parseDateExpression } from "../events/dates/dateExpression.ts";
import { usualDay } from "../events/dates/usualDate.ts";
import { BEGINNING, DAY, type Span } from "../events/dates/span.ts";
import type { ChronicleEvent } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";

/** When something happened, where its own date settles it. */
export interface PlainDate {
  readonly occurred: Span;
  readonly placed: number;
  readonly approximate: boolean;
}

export type ReadPlainDate = (event: ChronicleEvent) => PlainDate | undefined;

const SINCE_BEGINNING: PlainDate = { occurred: BEGINNING, placed: Number.NEGATIVE_INFINITY, approximate: false };
const REMEMBERED = 100_000;

/**
 * Reads dates that need no network: a closed absolute one, or none. Nothing can move such an event, and it moves others only where
 * they name it. Undefined for all others.
 */
export function plainDates(approximationYears: number | undefined): ReadPlainDate {
  const options = approximationYears === undefined ? {} : { approximationYears };
  const known = new Map<string | number, PlainDate | undefined>();
  const read = (at: string | number): PlainDate | undefined => {
    const day = typeof at === "string" ? usualDay(at) : undefined;
    if (day !== undefined)
      return { occurred: day, placed: Math.floor((day.earliest + day.latest) / 2) + 0, approximate: false };
    try {
      const [statement] = parseDateExpression(at, options);
      if (statement?.kind !== "within") return undefined;
      const { span, approximate, stated = span } = statement;
      const middle = Math.floor((stated.earliest + stated.latest) / 2);
      if (!Number.isFinite(middle)) return undefined;
      return { occurred: span, placed: middle + 0, approximate: approximate || span.latest - span.earliest >= DAY };
    } catch (error) {
      if (error instanceof ValorisError) return undefined;
      throw error;
    }
  };
  return (event) => {
    const { at, placed, known: visibility } = event;
    if (
      placed !== undefined ||
      visibility?.some(({ from }) => from !== undefined) === true ||
      presentOf(event) !== undefined
    )
      return undefined;
    if (at === undefined) return SINCE_BEGINNING;
    if (typeof at === "object") return undefined;
    let date = known.get(at);
    if (date === undefined && !known.has(at)) {
      if (known.size >= REMEMBERED) known.clear();
      known.set(at, (date = read(at)));
    }
    return date;
  };
}
