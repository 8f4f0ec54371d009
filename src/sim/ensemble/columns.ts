import { closest } from "../../events/closest.ts";
import type { EntityId } from "../../events/envelope.ts";
import { ValorisError } from "../../events/valorisError.ts";
import { type AskedEntity, compileExpression, type Expression } from "../../projections/expressions/compile.ts";
import { syntaxError } from "../../projections/expressions/syntax.ts";
import { NOBODY } from "../../projections/expressions/vocabulary.ts";
import { nervesOf, QUADRANT } from "../../projections/nervousness/nervousness.ts";
import { shares } from "../../projections/power/power.ts";
import { territoryIndex } from "../../projections/territory/territory.ts";
import type { Plan } from "../plan.ts";
import type { Scenario } from "../scenario.ts";
import type { SimWorld } from "../world/simWorld.ts";

/** A number of one of the projections: nervousness of the quadrant, share or territory of a power. */
export interface MetricColumn {
  readonly metric: "nervousness" | "share" | "territory";
  readonly subject: EntityId;
}

/** What is measured of each run, in the order in which its numbers stand. */
export interface Columns {
  /** Expressions that come true, or do not; each with the instant (years after the beginning) when it first did. */
  readonly truths: readonly Truth[];
  /** Expressions that are numbers, at the end. */
  readonly numbers: readonly Expression[];
  /** At the end, and at each instant that is drawn. */
  readonly metrics: readonly MetricColumn[];
  /** How many events of each class were simulated. */
  readonly classes: readonly string[];
  /** Numbers of a run: truths twice, numbers, metrics, classes. */
  readonly width: number;
}

/** Something that may be true: at any time, or at the end. */
export interface Truth {
  /** As it was asked. */
  readonly text: string;
  readonly expression: Expression;
  readonly isFinal: boolean;
}

/** Before an expression that is only to be asked at the end. */
const FINALLY = /^finally\s+/;

export interface Wanted {
  /** Expressions of the language of `bisect`. */
  readonly outcomes?: readonly string[];
}

/** @throws ValorisError `expression/…`, `sim/outcome` for one that is an id @internal */
export function columnsOf({ plan, canon }: Scenario, { outcomes = [] }: Wanted): Columns {
  const truths: Truth[] = [];
  const numbers: Expression[] = [];
  for (const text of outcomes) {
    const isFinal = FINALLY.test(text);
    const expression = compileExpression(text.replace(FINALLY, ""));
    for (const asked of expression.asks) checkAsked(asked, expression.text, plan);
    if (expression.type === "id")
      throw new ValorisError("sim/outcome", `“${text}” is an id: an outcome is true or false, or a number.`, {
        help: `Compare it: ${text} = nobody.`,
      });
    if (expression.type === "number") numbers.push(expression);
    else truths.push({ text, expression, isFinal });
  }
  const metrics: MetricColumn[] = [
    { metric: "nervousness", subject: QUADRANT },
    ...plan.cast.powers.map((subject): MetricColumn => ({ metric: "share", subject })),
    ...plan.cast.powers.map((subject): MetricColumn => ({ metric: "territory", subject })),
  ];
  const classes = [...new Set(canon.kernel.sources.map(({ channel }) => channel))].sort();
  return {
    truths,
    numbers,
    metrics,
    classes,
    width: 2 * truths.length + numbers.length + metrics.length + classes.length,
  };
}

/** An outcome about a misspelt name would be one about nobody. @throws ValorisError `expression/unknown-subject` */
function checkAsked({ id, kind, at }: AskedEntity, text: string, { cast, canon, edited = canon }: Plan) {
  const { powers, covert, systems, offices } = cast;
  const known: Readonly<Partial<Record<AskedEntity["kind"], readonly EntityId[]>>> = {
    faction: [...powers, ...covert, ...canon.allegiances.keys(), ...edited.allegiances.keys()],
    system: systems,
    office: offices,
  };
  const names = known[kind];
  if (names === undefined || id === NOBODY || names.includes(id)) return;
  const suggestion = closest(id, names);
  throw syntaxError(
    text,
    at,
    `This history knows no ${kind} “${id}”.`,
    suggestion === undefined ? `Name a ${kind} of it.` : `Did you mean ${suggestion}?`,
    "unknown-subject",
  );
}

/** Reads all metrics of a world at its instant. @internal */
export function readMetrics({ metrics }: Columns, { states, at }: SimWorld, into: Float64Array, offset: number): void {
  const { quadrant } = nervesOf(states.nervousness, at, states);
  const share = shares(states.power, at, states.facts);
  const index = territoryIndex(states.territory);
  for (const [i, { metric, subject }] of metrics.entries())
    into[offset + i] = metric === "nervousness" ? quadrant : ((metric === "share" ? share : index).get(subject) ?? 0);
}
