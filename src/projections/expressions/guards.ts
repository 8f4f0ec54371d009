import { ValorisError } from "../../events/valorisError.ts";
import type { EventId } from "../../events/envelope.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import type { WithProjections } from "../defineProjection.ts";
import { foldUntil } from "../keyframes.ts";
import { compileExpression, type Expression, type ExpressionPart } from "./compile.ts";
import { projectionsFor, statesOf } from "./vocabulary.ts";

/** An event whose guard does not hold just before it, or cannot be read. */
export interface FailedGuard {
  readonly event: EventId;
  readonly guard: string;
  /** What the guard is made of, as it was then. */
  readonly parts: readonly ExpressionPart[];
  /** Why it could not be read, if it could not. */
  readonly unreadable?: string;
}

/** Why an event's guard does not hold just before it; undefined where it does, and where the event has none. */
export function failedGuard(history: WithProjections, id: EventId): FailedGuard | undefined {
  const event = history.event(id);
  if (event?.guard === undefined) return undefined;
  const expression = readGuard(id, event.guard);
  if (!("evaluate" in expression)) return expression;
  const projections = projectionsFor(expression.needs, history.projections ?? []);
  return judgeGuard(event, expression, statesOf(foldUntil(history, projections, history.indexOf(id))));
}

export function readGuard(event: EventId, guard: string): Expression | FailedGuard {
  try {
    const expression = compileExpression(guard);
    if (expression.type === "truth") return expression;
    return { event, guard, parts: [], unreadable: "It is neither true nor false." };
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    return { event, guard, parts: [], unreadable: error.message };
  }
}

export function judgeGuard(
  { id, guard = "", placed }: ResolvedEvent,
  expression: Expression,
  states: ReturnType<typeof statesOf>,
): FailedGuard | undefined {
  if (expression.evaluate(states, placed) === true) return undefined;
  return { event: id, guard, parts: expression.parts(states, placed) };
}
