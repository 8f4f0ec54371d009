import { ValorisError } from "../events/valorisError.ts";
import { batchesOf, type Chronicle } from "../timelines/chronicle.ts";
import { endPlace, type OccurredPoint, startPlace } from "../timelines/point.ts";
import type { ResolvedEvent } from "../timelines/resolvedEvent.ts";
import type { AnyProjection } from "./defineProjection.ts";
import { checkAsked } from "./expressions/checkAsked.ts";
import { compileExpression, type Expression, type ExpressionPart } from "./expressions/compile.ts";
import { createExtremes, type EventRange } from "./expressions/extremes.ts";
import { projectionsFor, statesOf } from "./expressions/vocabulary.ts";
import type { Fold } from "./fold.ts";
import { foldOn, foldUntil } from "./keyframes.ts";

export interface BisectOptions {
  /** Where to begin: the first event from there on after which it holds is found, though it may have held before. */
  readonly from?: OccurredPoint;
  readonly until?: OccurredPoint;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** The first event after which an expression holds. */
export interface Bisected {
  readonly event: ResolvedEvent;
  /** ms: the instant at which it was asked; for what held since the beginning, that of the first dated event. */
  readonly at: number;
  /** The numbers and ids that the expression is made of, just after the event, and just after the one before it. */
  readonly parts: readonly ExpressionPart[];
  readonly before: readonly ExpressionPart[];
  /** It held before this event, too: nothing that was looked at made it so. */
  readonly heldBefore: boolean;
}

/**
 * The first event of a history after which an expression holds, looked for event by event: indices rise and fall, so that halving
 * would find some such event, and not the first. Of a single threshold, the extremes of each page are kept beside its keyframes: the
 * next question about the same number reads only the page with the answer.
 *
 * @throws ValorisError `expression/…`
 * @example
 * import { bisect } from "valoris/timelines";
 * import { readCanon } from "valoris/canon";
 *
 * const canon = await readCanon("fixtures/cardassian-advance.yaml");
 * console.log((await bisect(canon, "control(dozaria) = breen-confederacy"))?.event.id); // dominion-grants-dozaria-and-portas-v
 */
export async function bisect(
  history: Chronicle & { readonly projections?: readonly AnyProjection[] },
  text: string,
  { from, until, onProgress }: BisectOptions = {},
): Promise<Bisected | undefined> {
  const expression = compileExpression(text);
  if (expression.type !== "truth") throw noQuestion(expression);
  checkAsked(history, expression);
  const projections = projectionsFor(expression.needs, history.projections ?? []);
  const start = startPlace(history, from).index;
  const end = endPlace(history, until).index;
  const walk = walkThrough(history, expression, projections);
  const extremes = createExtremes(history, expression, projections);
  for (const page of pagesBetween(history, start, end)) {
    onProgress?.({ done: page.from, total: end });
    if (extremes?.excludes(page) === true) continue;
    const seen = extremes?.record(page);
    const found = walk(page, seen?.see);
    if (found !== undefined) return describe(history, expression, projections, found);
    await seen?.keep();
  }
  return undefined;
}

const noQuestion = ({ text, type }: Expression): ValorisError =>
  new ValorisError(
    "expression/type",
    `“${text}” is ${type === "number" ? "a number" : "an id"}: no event makes it true.`,
    {
      help: `Compare it: ${text} ${type === "number" ? "> 60" : "= breen-confederacy"}.`,
    },
  );

function* pagesBetween({ milestones = [] }: Chronicle, start: number, end: number): Generator<EventRange> {
  let done = 0;
  for (const { events, key } of milestones) {
    const [from, to] = [Math.max(done, start), Math.min(events, end)];
    if (from < to) yield from === done && to === events ? { from, to, key } : { from, to };
    done = events;
  }
  const from = Math.max(done, start);
  if (from < end) yield { from, to: end };
}

/** Folds a history, page by page, and asks after each event; returns the place of the first after which it holds. */
function walkThrough(history: Chronicle, { threshold, evaluate }: Expression, projections: readonly AnyProjection[]) {
  let fold: Fold | undefined;
  return ({ from, to }: EventRange, see: ((value: number) => void) | undefined): number | undefined => {
    const own = (fold = foldOn(fold, history, projections, from));
    let index = from;
    for (const batch of batchesOf(history.events, from, to))
      for (const event of batch) {
        own.apply([event]);
        index++;
        // Events since the beginning are one: what is half declared is not asked.
        if (event.placed === Number.NEGATIVE_INFINITY && index < undated(history)) continue;
        const states = statesOf(own);
        const at = instantOf(history, event);
        if (threshold === undefined || see === undefined) {
          if (evaluate(states, at) === true) return index - 1;
        } else {
          const value = threshold.read(states, at);
          if (threshold.holds(value)) return index - 1;
          see(value);
        }
      }
    return undefined;
  };
}

const undated = (history: Chronicle): number => history.countWhile((placed) => placed === Number.NEGATIVE_INFINITY);

/** What held since the beginning is asked at the first dated event. */
function instantOf(history: Chronicle, { placed }: ResolvedEvent): number {
  return Number.isFinite(placed) ? placed : (history.events.at(undated(history))?.placed ?? 0);
}

/** What was so just after the event at a place, and just after the one before it. */
function describe(
  history: Chronicle,
  expression: Expression,
  projections: readonly AnyProjection[],
  place: number,
): Bisected | undefined {
  const event = history.events.at(place);
  if (event === undefined) return undefined;
  const at = instantOf(history, event);
  const earlier = place < undated(history) ? undefined : history.events.at(place - 1);
  const fold = foldUntil(history, projections, place);
  const asked = place > 0 && earlier !== undefined ? instantOf(history, earlier) : undefined;
  const before = asked === undefined ? [] : expression.parts(statesOf(fold), asked);
  const heldBefore = asked !== undefined && expression.evaluate(statesOf(fold), asked) === true;
  fold.apply([event]);
  return { event, at, parts: expression.parts(statesOf(fold), at), before, heldBefore };
}
