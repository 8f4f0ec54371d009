import { formatInstant } from "../../../events/dates/civil.ts";
import type { Contribution } from "../../../projections/defineProjection.ts";
import { displayWidth } from "./displayWidth.ts";
import { wrapText } from "./wrapText.ts";
import { held } from "../../../idioms/held.ts";

/** The events behind a number, a line each, and what they sum to. */
export function ledgerLines(ledger: readonly Contribution[], width: number): string[] {
  const sum = ledger.reduce((total, { value }) => total + value, 0);
  const digits = ledger.every(({ value }) => Number.isInteger(value)) ? 0 : 4;
  const values = [...ledger.map(({ value }) => value), sum].map((value) => value.toFixed(digits));
  const column = Math.max(...values.map(displayWidth));
  const rows = ledger.flatMap(({ event, at, note }, index) => {
    const words = `${event} (${dayOf(at)})${note === undefined ? "" : `: ${note}`}`;
    const [first = "", ...others] = wrapText(words, Math.max(20, width - column - 2));
    return [
      `${held(values[index]).padStart(column)}  ${first}`,
      ...others.map((line) => `${" ".repeat(column + 2)}${line}`),
    ];
  });
  return [...rows, `${held(values.at(-1)).padStart(column)}  in all`];
}

const dayOf = (instant: number): string =>
  Number.isFinite(instant) ? formatInstant(instant, "day") : "since the beginning";
