import type { Spread } from "./statistics.ts";

/** One line of the report. */
export interface Figure {
  readonly name: string;
  readonly measured: string;
  /** What it should be, in words; absent for what is only good to know. */
  readonly target?: string;
  readonly met?: boolean;
}

export const info = (name: string, measured: string): Figure => ({ name, measured });

export function atLeast(name: string, measured: Spread, least: number, unit = "×"): Figure {
  return { name, measured: show(measured, unit), target: `≥ ${least} ${unit}`, met: measured.median >= least };
}

export function atMost(name: string, measured: Spread, most: number, unit = "×"): Figure {
  return { name, measured: show(measured, unit), target: `≤ ${most} ${unit}`, met: measured.median <= most };
}

export function within(name: string, measured: Spread, part: number): Figure {
  const met = Math.abs(measured.median - 1) <= part;
  return { name, measured: show(measured, "×"), target: `1 ± ${part} ×`, met };
}

/** The median, and between which bounds the rounds lay. */
export function show({ median, min, max }: Spread, unit: string): string {
  return `${round(median)} ${unit} (${round(min)}–${round(max)})`;
}

/** Three digits that count. */
export function round(value: number): string {
  if (!Number.isFinite(value)) return "?";
  return value >= 1000 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));
}

export function print(title: string, figures: readonly Figure[]): void {
  const names = Math.max(...figures.map(({ name }) => name.length));
  const values = Math.max(...figures.map(({ measured }) => measured.length));
  console.log(`\n${title}`);
  for (const { name, measured, target, met } of figures) {
    const verdict = target === undefined ? "" : `  ${target.padEnd(12)} ${met === true ? "met" : "NOT MET"}`;
    console.log(`  ${name.padEnd(names)}  ${measured.padEnd(values)}${verdict}`.trimEnd());
  }
}
