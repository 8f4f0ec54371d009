import type { Trial, Verdict } from "./outcome.ts";

const COLUMNS: readonly Verdict[] = ["promised", "lost", "died", "hung", "not tried"];
const HEADS: readonly string[] = ["tried", "as promised", "lost", "died", "hung", "not tried"];

/** What went wrong, and in which case: `PART/NUMBER`. */
export interface Failure extends Trial {
  readonly id: string;
}

export interface Tally {
  readonly add: (part: string, id: string, trials: readonly Trial[]) => void;
  readonly failures: readonly Failure[];
  /** Why something could not be tried, each once. */
  readonly notes: ReadonlySet<string>;
  tried(part?: string): number;
  /** Whether something was tried, and all of it came as promised. */
  isKept(): boolean;
  table(): string;
}

export function startTally(parts: readonly string[]): Tally {
  const counts = new Map<string, Map<Verdict, number>>(parts.map((part) => [part, new Map()]));
  const failures: Failure[] = [];
  const notes = new Set<string>();
  const count = (part: string, verdict: Verdict): number => counts.get(part)?.get(verdict) ?? 0;
  const triedOf = (part: string): number =>
    COLUMNS.reduce((sum, verdict) => sum + (verdict === "not tried" ? 0 : count(part, verdict)), 0);

  const tried = (part?: string): number =>
    part === undefined ? parts.reduce((sum, one) => sum + triedOf(one), 0) : triedOf(part);

  return {
    failures,
    notes,
    tried,
    isKept: () => tried() > 0 && failures.length === 0,
    add(part, id, trials) {
      for (const trial of trials) {
        const { verdict, why } = trial;
        counts.get(part)?.set(verdict, count(part, verdict) + 1);
        if (verdict === "not tried") notes.add(`${part}: ${why}`);
        else if (verdict !== "promised") failures.push({ ...trial, id });
      }
    },
    table() {
      const rows = parts.map((part) => [part, triedOf(part), ...COLUMNS.map((verdict) => count(part, verdict))]);
      const sums = HEADS.map((_, i) => rows.reduce((sum, row) => sum + Number(row[i + 1]), 0));
      return layOut([["", ...HEADS], ...rows, ["in all", ...sums]]);
    },
  };
}

function layOut(rows: readonly (readonly (string | number)[])[]): string {
  const texts = rows.map((row) => row.map((cell) => (typeof cell === "number" ? cell.toLocaleString("en") : cell)));
  const widths = (texts[0] ?? []).map((_, i) => Math.max(...texts.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  ");
  return texts.map(line).join("\n");
}

/** As many of one kind as show what it is about. */
const SHOWN = 5;

/** Each failure with the command that tries its case again. */
export function failureLines(failures: readonly Failure[], seed: number): string[] {
  const kinds = new Map<string, Failure[]>();
  for (const failure of failures) {
    const kind = `${failure.verdict}: ${failure.why.replaceAll(/\d+/g, "…").slice(0, 80)}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), failure]);
  }
  return [...kinds.values()].flatMap((alike) => {
    const more = alike.length > SHOWN ? [`  … and ${alike.length - SHOWN} more like it`] : [];
    return [...alike.slice(0, SHOWN).map((failure) => failureLine(failure, seed)), ...more];
  });
}

const failureLine = ({ id, verdict, what, why }: Failure, seed: number): string =>
  `${verdict}  ${what}\n  ${why}\n  again: npm run campaign -- --seed ${seed} --case '${id}'`;
