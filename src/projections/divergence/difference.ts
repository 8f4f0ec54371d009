import type { EntityId } from "../../events/envelope.ts";
import type { Answers, Bound } from "../bindChronicle.ts";
import type { Contribution } from "../defineProjection.ts";
import { QUADRANT } from "../nervousness/nervousness.ts";

/** Why a number is another in one history than in another. The lines sum to `b − a`. */
export interface Difference {
  readonly metric: string;
  readonly subject: EntityId;
  /** ms. */
  readonly at: number;
  readonly a: number;
  readonly b: number;
  /** What each event adds in the second history and not in the first, the largest first. */
  readonly lines: readonly Contribution[];
  /** Of the quadrant, whose mean has weights of its own: the part by how nervous the powers are, and by how they weigh. */
  readonly parts?: { readonly nervousness: number; readonly composition: number };
}

/**
 * Explains the difference of a number between two histories at an instant (ms), by events.
 *
 * @throws ValorisError `explain/unknown-metric`
 */
export function explainDifference(
  a: Bound,
  b: Bound,
  { metric, subject, at }: { readonly metric: string; readonly subject: EntityId; readonly at: number },
): Difference {
  const point = { occurred: { instant: at } };
  const lines = new Map<string, Contribution>();
  const values = [a, b].map((history, side) => {
    const { value, contributions } = because(history, metric, subject, point);
    for (const line of contributions) {
      const key = `${line.event}\n${line.note ?? ""}`;
      const signed = side === 0 ? -line.value : line.value;
      lines.set(key, { ...line, value: (lines.get(key)?.value ?? 0) + signed });
    }
    return value;
  });
  const [from = 0, to = 0] = values;
  const least = 1e-12 * Math.max(1, Math.abs(from), Math.abs(to));
  return {
    metric,
    subject,
    at,
    a: from,
    b: to,
    lines: [...lines.values()]
      .filter(({ value }) => Math.abs(value) > least)
      .sort((x, y) => Math.abs(y.value) - Math.abs(x.value)),
    ...(metric === "nervousness" && subject === QUADRANT ? { parts: splitQuadrant(a, b, point) } : {}),
  };
}

/** A power that only one history knows is nobody in the other. */
function because(history: Answers, metric: string, subject: EntityId, point: Parameters<Answers["worldAt"]>[0]) {
  const world = history.worldAt(point);
  const isKnown =
    subject === QUADRANT || world.power[subject] !== undefined || world.territory.index[subject] !== undefined;
  return isKnown ? history.because(metric, subject, point) : { value: 0, contributions: [] };
}

/** Δ(Σ s·N) = Σ s̄·ΔN + Σ N̄·Δs, with means of both histories. */
function splitQuadrant(
  a: Answers,
  b: Answers,
  point: Parameters<Answers["worldAt"]>[0],
): NonNullable<Difference["parts"]> {
  const [one, other] = [a.worldAt(point), b.worldAt(point)];
  const [weightsA, weightsB] = [one.nervousness.weights, other.nervousness.weights];
  let nervousness = 0;
  let composition = 0;
  for (const id of new Set([...Object.keys(weightsA), ...Object.keys(weightsB)])) {
    const [s, t] = [weightsA[id] ?? 0, weightsB[id] ?? 0];
    const [m, n] = [one.nervousness.observers[id] ?? 0, other.nervousness.observers[id] ?? 0];
    nervousness += ((s + t) / 2) * (n - m);
    composition += ((m + n) / 2) * (t - s);
  }
  return { nervousness, composition };
}
