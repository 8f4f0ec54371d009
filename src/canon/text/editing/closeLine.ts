/**
 * What has to stand after a line so that what it opens does not swallow the lines below: the quote and the brackets that it leaves
 * open, where the next line is plainly a field of its own.
 */
export function closersOf(line: string, next: string | undefined): string {
  if (next === undefined || !isFieldBeside(line, next)) return "";
  const open: string[] = [];
  let quote = "";
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? "";
    if (quote !== "") {
      if (quote === '"' && sign === "\\") at++;
      else if (sign === quote) quote = "";
    } else if (isStart(line, at)) {
      if (sign === "#") break;
      if (sign === '"' || sign === "'") quote = sign;
      else if (sign === "[" || sign === "{") open.push(sign === "[" ? "]" : "}");
      else if (sign === open.at(-1)) open.pop();
    } else if (sign === open.at(-1)) open.pop();
  }
  return quote + open.reverse().join("");
}

/** Inside a word, none of these signs means anything. */
const isStart = (line: string, at: number): boolean => at === 0 || /[\s,:[{]/.test(line[at - 1] ?? "");

const FIELD = /^(\s*)(?:- )?[\w-]+:(?:\s|$)/;

function isFieldBeside(line: string, next: string): boolean {
  const indent = FIELD.exec(next)?.[1]?.length;
  return indent !== undefined && indent <= (/^\s*(?:- )?/.exec(line)?.[0].length ?? 0);
}
