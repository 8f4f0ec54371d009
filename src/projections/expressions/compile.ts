import { closest } from "../../events/closest.ts";
import type { EntityId } from "../../events/envelope.ts";
import type { EntityKind } from "../../events/fields.ts";
import type { ValorisError } from "../../events/valorisError.ts";
import { type Extent, type Operator, parseExpression, type Syntax, syntaxError } from "./syntax.ts";
import { METRIC_WORDS, type Needed, QUERY_WORDS, type States } from "./vocabulary.ts";

export type ValueType = "number" | "id" | "truth";
export type Value = number | EntityId | boolean;

/** Somebody whom an expression asks about. */
export interface Asked {
  readonly id: EntityId;
  readonly kind: EntityKind;
  readonly at: Extent;
}

/** A number that an expression holds against another: `nervousness.quadrant > 60`. */
export interface Threshold {
  readonly metric: string;
  readonly operator: "<" | "<=" | ">" | ">=";
  readonly value: number;
  read(states: States, at: number): number;
  holds(value: number): boolean;
}

/** A number or an id that an expression is made of. */
export interface Part {
  readonly text: string;
  readonly value: Value;
}

/** An expression that can be evaluated at any point of a fold. */
export interface Expression {
  readonly text: string;
  readonly type: ValueType;
  /** Projections whose states it reads. */
  readonly needs: Needed;
  readonly asks: readonly Asked[];
  /** Where it is nothing but one number held against a constant. */
  readonly threshold?: Threshold;
  evaluate(states: States, at: number): Value;
  /** The numbers and ids that it is made of, at that point. */
  parts(states: States, at: number): readonly Part[];
}

interface Compiled {
  readonly type: ValueType;
  readonly read: (states: States, at: number) => Value;
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
  const needs = new Set<Needed[number]>();
  const asks: Asked[] = [];
  const parts: { readonly text: string; readonly read: Compiled["read"] }[] = [];
  const refuse = (at: Extent, message: string, help: string, code: "type" | "unknown-word" = "type"): ValorisError =>
    syntaxError(text, at, message, help, code);

  const typed = (part: Syntax, wanted: ValueType): Compiled["read"] => {
    const { type, read } = compile(part);
    if (type !== wanted)
      throw refuse(
        part.at,
        `This is ${NAMES[type]}, and ${NAMES[wanted]} is needed.`,
        (part.kind === "id" && formOf(part.value)) || HELP[wanted],
      );
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
        return binary(part.operator, part.left, part.right, part.at);
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
    const read = (states: States): Value => word.read(states, args);
    parts.push({ text: `${part.name}(${args.join(", ")})`, read });
    return { type: word.gives, read };
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

  const binary = (operator: Operator, left: Syntax, right: Syntax, at: Extent): Compiled => {
    if (operator === "and" || operator === "or") {
      const [a, b] = [typed(left, "truth"), typed(right, "truth")];
      return operator === "and"
        ? { type: "truth", read: (states, t) => a(states, t) === true && b(states, t) === true }
        : { type: "truth", read: (states, t) => a(states, t) === true || b(states, t) === true };
    }
    if (operator === "=" || operator === "!=") {
      heldAgainst(left, right);
      heldAgainst(right, left);
      const a = compile(left);
      const b = typed(right, a.type).bind(undefined);
      return {
        type: "truth",
        read: (states, t) => {
          const [one, other] = [a.read(states, t), b(states, t)];
          return operator === "=" ? one === other : one !== other && !Number.isNaN(one) && !Number.isNaN(other);
        },
      };
    }
    const [a, b] = [typed(left, "number"), typed(right, "number")] as readonly ((
      states: States,
      at: number,
    ) => number)[];
    if (a === undefined || b === undefined) throw refuse(at, "Two numbers are needed.", HELP.number);
    const apply = ARITHMETIC[operator];
    return {
      type: operator === "<" || operator === "<=" || operator === ">" || operator === ">=" ? "truth" : "number",
      read: (states, t) => apply(a(states, t), b(states, t)),
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
