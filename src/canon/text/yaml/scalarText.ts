/** How text stands in a YAML file. */
export type Quoting = "plain" | "single" | "double";

/** Nothing in it could be read as more than text, in a list in brackets either. */
const PLAIN = /^[A-Za-z0-9_][\w./@-]*(?: [\w./@-]+)*$/;
/** What the core schema takes for something else. */
const NO_TEXT =
  /^(?:true|false|null|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?|0o[0-7]+|0x[\da-f]+|[-+]?\.(?:inf|nan))$/i;
/** What YAML wants to have escaped and JSON leaves as it is, and line ends of other times. */
const ESCAPED = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A text as a YAML value: in the quotes that were there before, or in none where it needs none. */
export function yamlScalar(value: string, quoting: Quoting): string {
  if (quoting === "plain" && PLAIN.test(value) && !NO_TEXT.test(value)) return value;
  if (quoting === "single" && /^[\x20-\x7e]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value).replace(ESCAPED, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
