import type { Confidence, Severity } from "../findings/finding.ts";
import type { EffectKind, EffectOf } from "../../../events/effects.ts";
import type { EventNamed } from "../../../projections/defineProjection.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { RuleContext } from "./ruleContext.ts";

export type ParameterValue = number | boolean | readonly string[] | Readonly<Record<string, number>>;

/** Something that a canon may set for itself. */
export interface RuleParameter {
  readonly default: ParameterValue;
  readonly about: string;
}

export type Parameters = Readonly<Record<string, RuleParameter>>;

export type ParameterValues<P extends Parameters> = { readonly [Name in keyof P]: Widened<P[Name]["default"]> };

export type Widened<Value> = Value extends number
  ? number
  : Value extends boolean
    ? boolean
    : Value extends readonly string[]
      ? readonly string[]
      : Readonly<Record<string, number>>;

/** The page of a rule. Examples are whole canon files, and tests run them. */
export interface RuleExplanation {
  /** What it reports, as one or a few sentences. */
  readonly reports: string;
  /** How canon says that something is meant, where it looks like a contradiction. */
  readonly wayOut?: string;
  readonly wrong: string;
  readonly right: string;
  /** A file that lies beside both, where it takes two to make the mistake. */
  readonly beside?: string;
}

/** A rule at work on one chronicle; what it remembers between events lives in its closure. */
export interface RulePass<Types extends string = string> {
  /** By kind of effect: what events of any type change, in in-universe order. */
  readonly on?: { readonly [Kind in EffectKind]?: (effect: EffectOf<Kind>, event: ResolvedEvent) => void };
  /** By type of event: for what no effect says. */
  readonly when?: { readonly [Type in Types]: (event: EventNamed<Type>) => void };
  /** Every event once, in in-universe order. */
  each?(event: ResolvedEvent): void;
  /** After the last event. */
  finish?(): void;
}

/** A consistency check over a chronicle. */
export interface Rule<P extends Parameters = Parameters> {
  /** `group/name`. */
  readonly id: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly explain: RuleExplanation;
  readonly parameters: P;
  check(context: RuleContext<ParameterValues<P>>): RulePass;
}

export interface RuleOptions<P extends Parameters, Types extends string = string> {
  readonly id: string;
  readonly severity: Severity;
  /** Of what the dates make certain; `certain` if absent. What they only allow is always reported as possible. */
  readonly confidence?: Confidence;
  readonly explain: RuleExplanation;
  readonly parameters?: P;
  /** Begins a run: takes what it needs from the context, and says what it wants to be told of. */
  check(context: RuleContext<ParameterValues<P>>): RulePass<Types>;
}

/**
 * Defines a rule. The rules that come with valoris are defined with exactly this.
 *
 * @example
 * import { defineRule } from "valoris/canon";
 *
 * const noWeddings = defineRule({
 *   id: "house/no-weddings",
 *   severity: "info",
 *   explain: { reports: "A wedding.", wrong: "…", right: "…" },
 *   check: ({ report }) => ({
 *     when: {
 *       PersonsMarried: ({ id }) =>
 *         report({ message: "Somebody marries.", events: [id], entities: [], at: [{ event: id, role: "here" }] }),
 *     },
 *   }),
 * });
 */
export function defineRule<const P extends Parameters = Record<never, RuleParameter>, Types extends string = never>(
  options: RuleOptions<P, Types>,
): Rule<P>;
export function defineRule(options: RuleOptions<Parameters>): Rule {
  return { confidence: "certain", parameters: {}, ...options };
}
