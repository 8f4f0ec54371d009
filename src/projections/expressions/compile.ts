import { closest } from "../../events/closest.ts";
import type { EntityId } from "../../events/envelope.ts";
import type { EntityKind } from "../../events/fields.ts";
import type { ValorisError } from "../../events/valorisError.ts";
import { type Extent, type Operator, parseExpression, type Syntax, syntaxError } from "./syntax.ts";
import { METRIC_WORDS, type NeededStates, QUERY_WORDS, type States } from "./vocabulary.ts";

export type ValueType = "number" | "id" | "truth";
export type Value = number | EntityId | boolean;

/** Somebody whom an expression asks about. */
export interface AskedEntity {
  readonly id: EntityId;
  readonly kind: EntityKind;
  readonly at: Extent;
}

/** A number that an expression holds against another: `nervousness.quadrant > 60`. */
export interface Threshold {
  readonly metric: string;
  readonly operator: "<" | "<=" | ">" | ">=";
  readonly value: number;
  /** @internal */
  read(states: States, at: number): number;
  holds(value: number): boolean;
}

/** A number or an id that an expression is made of. */
export interface ExpressionPart {
  readonly text: string;
  readonly value: Value;
}

/** An expression that can be evaluated at any point of a fold. */
export interface Expression {
  readonly text: string;
  readonly type: ValueType;
  /** Projections whose states it reads. @internal */
  readonly needs: NeededStates;
  /** @internal */
  readonly asks: readonly AskedEntity[];
  /** Where it is nothing but one number held against a constant. */
  readonly threshold?: Threshold;
  /** @internal */
  evaluate(states: States, at: number): Value;
  /** The numbers and ids that it is made of, at that point. @internal */
  parts(states: States, at: number): readonly ExpressionPart[];
}

interface Compiled {
  readonly type: ValueType;
  readonly read: (states: States, at: number) => Value;
  /** Where it may be several at once: all of them. */
  readonly all?: (states: States) => readonly EntityId[];
}

/**
 * Compiles an expression of the small language in which guards and questions are written: `nervousness.quadrant > 60`,
 * `control(portas-v) = breen-confederacy and not at-war(a, b)`. It reads, and does nothing else.
 *
 * @throws ValorisError `expression/syntax`, `expression/unknown-word`, `expression/type`
 * @example
 * import { compileExpression } from "valoris";
 *
 * console.log(compileExpression("share.earth > 0.5 and not at-war(earth, mars)").type); // truth
 */
export function compileExpression(text: string): Expression {
  const syntax = parseExpression(text);
  const needs = new Set<NeededStates[number]>();
  const asks: AskedEntity[] = [];
  const parts: { readonly text: string; readonly read: Compiled["read"] }[] = [];
  const refuse = (at: Extent, message: string, help: string, code: "type" | "unknown-word" = "type"): ValorisError =>
    syntaxError(text, at, message, help, code);

  const mustBe = (wanted: ValueType, type: ValueType, at: Extent, part?: Syntax): void => {
    const form = part?.kind === "id" ? formOf(part.value) : undefined;
    if (type !== wanted)
      throw refuse(at, `This is ${NAMES[type]}, and ${NAMES[wanted]} is needed.`, form ?? HELP[wanted]);
  };
  const typed = (part: Syntax, wanted: ValueType): Compiled["read"] => {
    const { type, read } = compile(part);
    mustBe(wanted, type, part.at, part);
    return read;
  };

  const compile = (part: Syntax): Compiled => {
    switch (part.kind) {
      case "number":
        return { type: "number", read: () => part.value };
      case "id":
        return { type: "id", read: () => part.value };
      case "truth":
        return { type: "truth", read: () => part.value };
      case "metric":
        return metric(part);
      case "call":
        return call(part);
      case "negative": {
        const of = typed(part.of, "number");
        return { type: "number", read: (states, at) => -(of(states, at) as number) };
      }
      case "not": {
        const of = typed(part.of, "truth");
        return { type: "truth", read: (states, at) => !of(states, at) };
      }
      case "binary":
        return chain(part);
    }
  };

  const metric = (part: Extract<Syntax, { kind: "metric" }>): Compiled => {
    const word = METRIC_WORDS.get(part.name);
    if (word === undefined) throw unknownWord(part, [part.subject]);
    for (const need of word.needs) needs.add(need);
    if (part.subject !== QUADRANT) asks.push({ id: part.subject, kind: "faction", at: part.subjectAt });
    else if (part.name !== "nervousness")
      throw refuse(part.at, `The quadrant has no ${part.name}.`, "Only `nervousness` is of the quadrant.");
    const read = (states: States, at: number): number => word.read(states, part.subject, at);
    parts.push({ text: `${part.name}.${part.subject}`, read });
    return { type: "number", read };
  };

  const call = (part: Extract<Syntax, { kind: "call" }>): Compiled => {
    const word = QUERY_WORDS.get(part.name);
    if (word === undefined)
      throw unknownWord(
        part,
        part.args.flatMap((arg) => (arg.kind === "id" ? [arg.value] : [])),
      );
    if (part.args.length !== word.takes.length)
      throw refuse(part.at, `${part.name} takes ${word.takes.join(" and ")}.`, `${part.name}: ${word.about}.`);
    for (const need of word.needs) needs.add(need);
    const args = part.args.map((arg, i): EntityId => {
      if (arg.kind !== "id") throw refuse(arg.at, `${part.name} takes the id of a ${word.takes[i]}.`, HELP.id);
      asks.push({ id: arg.value, kind: word.takes[i] ?? "faction", at: arg.at });
      return arg.value;
    });
    const read = (states: States, at: number): Value => word.read(states, args, at);
    parts.push({ text: `${part.name}(${args.join(", ")})`, read });
    const { all } = word;
    return { type: word.gives, read, ...(all === undefined ? {} : { all: (states: States) => all(states, args) }) };
  };

  const unknownWord = ({ name, at }: { name: string; at: Extent }, of: readonly string[]): ValorisError => {
    const form = formOf(name, of);
    if (form !== undefined) return refuse(at, `“${name}” is not asked like this.`, form);
    const words = [...METRIC_WORDS.keys(), ...QUERY_WORDS.keys()];
    const suggestion = closest(name, words);
    const help = suggestion === undefined ? `There are: ${words.join(", ")}.` : `Did you mean ${suggestion}?`;
    const place: Extent = [at[0], at[0] + name.length];
    return refuse(place, `“${name}” is not a word of this language.`, help, "unknown-word");
  };

  /** What is held against an answer asks about somebody, too. */
  const heldAgainst = (question: Syntax, answer: Syntax): void => {
    if (question.kind !== "call" || answer.kind !== "id") return;
    const { of } = QUERY_WORDS.get(question.name) ?? {};
    if (typeof of === "string") asks.push({ id: answer.value, kind: of, at: answer.at });
    else if (of?.includes(answer.value) === false)
      throw refuse(answer.at, `${question.name} is ${of.join(", ")}.`, `Say one of them.`);
  };

  /** Operators bind to the left: `a and b and c` hangs from its last one. However many there are, they are read in a row, not nested. */
  const chain = (last: Binary): Compiled => {
    const links: Binary[] = [];
    let first: Syntax = last;
    for (; first.kind === "binary"; first = first.left) links.push(first);
    links.reverse();
    const [nearest] = links;
    if (nearest !== undefined && isEquality(nearest.operator)) heldAgainst(first, nearest.right);
    const { type: firstType, read, all } = compile(first);
    let type = firstType;
    const steps = links.map((link) => {
      const next = step(link, type);
      type = next.type;
      return next.take;
    });
    return {
      type,
      read(states, at) {
        let value = read(states, at);
        for (const [index, take] of steps.entries()) value = take(value, states, at, index === 0 ? all : undefined);
        return value;
      },
    };
  };

  /** What an operator makes of the value to its left. */
  const step = ({ operator, left, right }: Binary, type: ValueType): Step => {
    if (operator === "and" || operator === "or") {
      mustBe("truth", type, left.at, left);
      const other = typed(right, "truth");
      return operator === "and"
        ? { type: "truth", take: (value, states, at) => value === true && other(states, at) === true }
        : { type: "truth", take: (value, states, at) => value === true || other(states, at) === true };
    }
    if (isEquality(operator)) {
      heldAgainst(right, left);
      const other = compile(right);
      if (other.type !== type) typed(right, type);
      const wanted = operator === "=";
      return {
        type: "truth",
        take: (value, states, at, all) => areSame(value, all, other, states, at) === wanted,
      };
    }
    mustBe("number", type, left.at, left);
    const other = typed(right, "number");
    const apply = ARITHMETIC[operator];
    return {
      type: operator === "<" || operator === "<=" || operator === ">" || operator === ">=" ? "truth" : "number",
      take: (value, states, at) => apply(value as number, other(states, at) as number),
    };
  };

  const { type, read } = compile(syntax);
  const threshold = thresholdOf(syntax);
  return {
    text,
    type,
    needs: [...needs],
    asks,
    ...(threshold === undefined ? {} : { threshold }),
    evaluate: read,
    parts: (states, at) => parts.map((part) => ({ text: part.text, value: part.read(states, at) })),
  };
}

type Binary = Extract<Syntax, { kind: "binary" }>;

interface Step {
  readonly type: ValueType;
  readonly take: (value: Value, states: States, at: number, all: Compiled["all"]) => Value;
}

const isEquality = (operator: Operator): operator is "=" | "!=" => operator === "=" || operator === "!=";

/** Whether two are one; what may be several is each of them. What is no number is neither one with another nor apart from it. */
function areSame(value: Value, all: Compiled["all"], other: Compiled, states: States, at: number): boolean | undefined {
  const second = other.read(states, at);
  if (Number.isNaN(value) || Number.isNaN(second)) return undefined;
  return (
    value === second ||
    all?.(states).includes(String(second)) === true ||
    other.all?.(states).includes(String(value)) === true
  );
}

const QUADRANT = "quadrant";

/** How a word is written, of whoever was named; undefined for what is no word. */
function formOf(name: string, of: readonly string[] = []): string | undefined {
  const takes = QUERY_WORDS.get(name)?.takes;
  if (takes !== undefined) return `Write ${name}(${takes.map((kind, i) => of[i] ?? kind).join(", ")}).`;
  if (!METRIC_WORDS.has(name)) return undefined;
  return `Write ${name}.${of[0] ?? (name === "nervousness" ? QUADRANT : "faction")}.`;
}

const NAMES: Readonly<Record<ValueType, string>> = { number: "a number", id: "an id", truth: "true or false" };

const HELP: Readonly<Record<ValueType, string>> = {
  number: "Numbers are such as nervousness.quadrant, share.x, hulls.x and 0.5.",
  id: "Ids are such as breen-confederacy, control(dozaria) and holder(domo).",
  truth: "Compare: nervousness.quadrant > 60, control(dozaria) = breen-confederacy.",
};

/** What is divided by nothing is no number, and no comparison with it holds. */
const ARITHMETIC: Readonly<Record<Exclude<Operator, "and" | "or" | "=" | "!=">, (a: number, b: number) => Value>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => (b === 0 ? Number.NaN : a / b),
};

const TURNED = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

function thresholdOf(syntax: Syntax): Threshold | undefined {
  if (syntax.kind !== "binary") return undefined;
  const { operator, left, right } = syntax;
  if (operator !== "<" && operator !== "<=" && operator !== ">" && operator !== ">=") return undefined;
  if (left.kind === "metric" && right.kind === "number") return thresholdAt(left, operator, right.value);
  if (right.kind === "metric" && left.kind === "number") return thresholdAt(right, TURNED[operator], left.value);
  return undefined;
}

function thresholdAt(
  { name, subject }: Extract<Syntax, { kind: "metric" }>,
  operator: Threshold["operator"],
  value: number,
): Threshold {
  return {
    metric: `${name}.${subject}`,
    operator,
    value,
    read: (states, at) => METRIC_WORDS.get(name)?.read(states, subject, at) ?? 0,
    holds: (one) => ARITHMETIC[operator](one, value) === true,
  };
}
