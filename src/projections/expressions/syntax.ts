import { ValorisError } from "../../events/valorisError.ts";

/** Where a part of an expression stands in its text: from, until (exclusive). */
export type Extent = readonly [from: number, until: number];

export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "and" | "or";

/** An expression as it is written. */
export type Syntax = { readonly at: Extent } & (
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "id"; readonly value: string }
  | { readonly kind: "truth"; readonly value: boolean }
  | { readonly kind: "metric"; readonly name: string; readonly subject: string; readonly subjectAt: Extent }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Syntax[] }
  | { readonly kind: "not" | "negative"; readonly of: Syntax }
  | { readonly kind: "binary"; readonly operator: Operator; readonly left: Syntax; readonly right: Syntax }
);

interface Token {
  readonly kind: "number" | "word" | "text" | "symbol" | "end";
  readonly text: string;
  readonly at: Extent;
}

// An id may hold hyphens and digits: `portas-v`, `7-of-9`. So minus needs a space before it.
const TOKEN = /\s*(?:(\d+(?:\.\d+)?)(?![a-z0-9-])|([a-z0-9][a-z0-9-]*)|"([^"]*)"|(!=|<=|>=|[=<>+*/().,-]))/iy;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const { length } = text.trimEnd();
  let position = 0;
  while (position < length) {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(text);
    if (match === null) {
      const start = position + (/^\s*/.exec(text.slice(position))?.[0].length ?? 0);
      const help = text[start] === '"' ? "Close the quotes." : "docs/timelines.md has the grammar.";
      throw syntaxError(text, [start, start + 1], `“${text[start]}” does not belong here.`, help);
    }
    const [whole, number, word, quoted, symbol] = match;
    const end = position + whole.length;
    const at: Extent = [end - whole.trimStart().length, end];
    if (number !== undefined) tokens.push({ kind: "number", text: number, at });
    else if (word !== undefined) tokens.push({ kind: "word", text: word, at });
    else if (quoted !== undefined) tokens.push({ kind: "text", text: quoted, at });
    else tokens.push({ kind: "symbol", text: symbol ?? "", at });
    position = end;
  }
  tokens.push({ kind: "end", text: "the end", at: [text.length, text.length] });
  return tokens;
}

/** An error that shows the place in the expression. */
export function syntaxError(
  text: string,
  [from, until]: Extent,
  message: string,
  help: string,
  code = "syntax",
): ValorisError {
  const start = Math.max(0, from - AROUND);
  const end = Math.min(text.length, Math.min(until, from + AROUND) + AROUND);
  const lead = start > 0 ? "…" : "";
  const shown = `${lead}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
  const caret = `${" ".repeat(lead.length + from - start)}${"^".repeat(Math.max(1, Math.min(until, end) - from))}`;
  return new ValorisError(`expression/${code}`, `${message}\n  ${shown}\n  ${caret}`, {
    help,
    details: { expression: text, column: from + 1, excerpt: [text, caret] },
  });
}

/** Characters of a long expression that are shown before and after the place of an error. */
const AROUND = 120;

/** How strongly an operator binds; those of equal strength bind to the left. */
const STRENGTH: Readonly<Record<Operator, number>> = {
  or: 1,
  and: 2,
  "=": 4,
  "!=": 4,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
};
const NOT = 3;
const NEGATIVE = 7;

const isOperator = (text: string): text is Operator => Object.hasOwn(STRENGTH, text);

/** Nested deeper than anybody writes: what comes from elsewhere must not overflow the stack. */
const DEEPEST = 100;

const tooDeep = (text: string, at: Extent): ValorisError =>
  syntaxError(
    text,
    at,
    `This is nested too deeply: more than ${DEEPEST} levels.`,
    "Take parentheses away, or split it up. “and”, “or” and the like may follow one another without any, however many there are.",
  );

/** Reads an expression by the strength of its operators (Pratt 1973). @throws ValorisError `expression/syntax` */
export function parseExpression(text: string): Syntax {
  const tokens = tokensOf(text);
  let next = 0;
  let depth = 0;
  const peek = (): Token => tokens[next] ?? { kind: "end", text: "the end", at: [text.length, text.length] };
  const take = (): Token => {
    const token = peek();
    next++;
    return token;
  };
  const fail = ({ at, kind, text: found }: Token, wanted: string): ValorisError =>
    syntaxError(
      text,
      at,
      kind === "end" ? `${wanted} is missing at the end.` : `${wanted} is expected here, not “${found}”.`,
      "Write it as nervousness.quadrant > 60, or control(portas-v) = breen-confederacy.",
    );
  const expect = (symbol: string): Token => {
    const token = take();
    if (token.kind === "symbol" && token.text === symbol) return token;
    throw fail(token, `“${symbol}”`);
  };
  const isSymbol = (symbol: string): boolean => peek().kind === "symbol" && peek().text === symbol;

  const primary = (): Syntax => {
    const token = take();
    const { at } = token;
    if (token.kind === "number") return { kind: "number", value: Number(token.text), at };
    if (token.kind === "text") return { kind: "id", value: token.text, at };
    if (token.kind === "symbol" && token.text === "(") {
      const inner = expression(0);
      return { ...inner, at: [at[0], expect(")").at[1]] };
    }
    if (token.kind === "symbol" && token.text === "-") {
      const of = expression(NEGATIVE);
      return { kind: "negative", of, at: [at[0], of.at[1]] };
    }
    if (token.kind !== "word" || isOperator(token.text)) throw fail(token, "A value");
    if (token.text === "not") {
      const of = expression(NOT);
      return { kind: "not", of, at: [at[0], of.at[1]] };
    }
    if (token.text === "true" || token.text === "false") return { kind: "truth", value: token.text === "true", at };
    if (isSymbol(".")) {
      take();
      const subject = take();
      if (subject.kind !== "word" && subject.kind !== "text" && subject.kind !== "number")
        throw fail(subject, "Whose it is");
      return {
        kind: "metric",
        name: token.text,
        subject: subject.text,
        subjectAt: subject.at,
        at: [at[0], subject.at[1]],
      };
    }
    if (!isSymbol("(")) return { kind: "id", value: token.text, at };
    take();
    const args: Syntax[] = [];
    if (!isSymbol(")")) {
      args.push(expression(0));
      while (isSymbol(",")) {
        take();
        args.push(expression(0));
      }
    }
    return { kind: "call", name: token.text, args, at: [at[0], expect(")").at[1]] };
  };

  const expression = (strength: number): Syntax => {
    if (++depth > DEEPEST) throw tooDeep(text, peek().at);
    let left = primary();
    for (let token = peek(); ; token = peek()) {
      if ((token.kind !== "symbol" && token.kind !== "word") || !isOperator(token.text)) break;
      const own = STRENGTH[token.text];
      if (own <= strength) break;
      take();
      const right = expression(own);
      left = { kind: "binary", operator: token.text, left, right, at: [left.at[0], right.at[1]] };
    }
    depth--;
    return left;
  };

  const whole = expression(0);
  if (peek().kind !== "end") throw fail(peek(), "An operator");
  return whole;
}

/** An expression as text that reads as the same. */
export function printExpression(syntax: Syntax): string {
  switch (syntax.kind) {
    case "number":
      return String(syntax.value);
    case "id":
      return wordOf(syntax.value, true);
    case "truth":
      return String(syntax.value);
    case "metric":
      return `${syntax.name}.${wordOf(syntax.subject)}`;
    case "call":
      return `${syntax.name}(${syntax.args.map(printExpression).join(", ")})`;
    case "not":
      return `(not ${printExpression(syntax.of)})`;
    case "negative":
      return `(- ${printExpression(syntax.of)})`;
    case "binary":
      return `(${printExpression(syntax.left)} ${syntax.operator} ${printExpression(syntax.right)})`;
  }
}

const KEYWORDS: ReadonlySet<string> = new Set(["and", "or", "not", "true", "false"]);

/** A bare word where that reads as an id. */
function wordOf(id: string, isAlone = false): string {
  const isBare = /^[a-z0-9][a-z0-9-]*$/i.test(id) && (!isAlone || (!KEYWORDS.has(id) && !/^\d+$/.test(id)));
  return isBare ? id : `"${id}"`;
}
