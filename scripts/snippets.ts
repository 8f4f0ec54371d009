/** Code that readers copy: ```ts blocks of Markdown, and `@example`s of doc comments. */
export interface Snippet {
  readonly file: string;
  /** 1-based, of the first line of code. */
  readonly line: number;
  readonly code: string;
  /** What the comments behind its `console.log(…)`s promise; absent where one of them promises nothing. */
  readonly output: string | undefined;
}

export function snippetsOf(file: string, text: string): Snippet[] {
  const lines = text.split(/\r?\n/);
  return file.endsWith(".md") ? fenced(file, lines, 0) : examples(file, lines);
}

/** The fenced blocks among some lines, of which the first is line `before` + 1 of the file. */
function fenced(file: string, lines: readonly string[], before: number): Snippet[] {
  const found: Snippet[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (!/^```(?:ts|typescript)\b/.test(lines[at]?.trim() ?? "")) continue;
    const length = lines.slice(at + 1).findIndex((line) => line.trim() === "```");
    if (length < 0) throw new Error(`${file}:${before + at + 1} a code block begins and does not end`);
    found.push(snippet(file, before + at + 2, lines.slice(at + 1, at + 1 + length)));
    at += length + 1;
  }
  return found;
}

/** An example runs to the next tag or to the end of its comment; its code may stand in a fence. */
function examples(file: string, lines: readonly string[]): Snippet[] {
  return lines.flatMap((line, at) => {
    if (!/^\s*\*\s*@example\b/.test(line)) return [];
    const rest = lines.slice(at + 1);
    const code = rest
      .slice(
        0,
        rest.findIndex((next) => /^\s*\*(?:\/|\s*@\w)/.test(next)),
      )
      .map((next) => next.replace(/^\s*\* ?/, ""));
    const blocks = fenced(file, code, at + 1);
    return blocks.length > 0 ? blocks : [snippet(file, at + 2, code)];
  });
}

function snippet(file: string, line: number, code: readonly string[]): Snippet {
  const prints = code.filter((text) => text.includes("console.log("));
  const promised = prints.flatMap((text) => /\);? \/\/ (.+)$/.exec(text)?.[1] ?? []);
  const complete = promised.length > 0 && promised.length === prints.length;
  return { file, line, code: code.join("\n"), output: complete ? promised.join("\n") : undefined };
}
