export interface SyntaxHelp {
  readonly message: string;
  readonly help: string;
  /** The error shows at the end of something that was opened before it, and that is where to look. */
  readonly opened?: boolean;
}

const LOOK_AROUND = "Look at the lines above: at their indentation, and whether quotes and brackets are closed.";
const IN_QUOTES = "If it is text, put it in quotes.";

/** By what the parser says, in its own terms of grammar; the first that fits. */
const EXPLANATIONS: readonly (readonly [RegExp, Omit<SyntaxHelp, "help"> & { readonly help?: string }])[] = [
  [/^Tabs /, { message: "A tab is used to indent.", help: "YAML is indented with spaces." }],
  [
    /^Missing closing 'quote/,
    {
      message: "A single quote is opened here and not closed.",
      opened: true,
      help: "Within single quotes, a quote is written twice: 'it''s'.",
    },
  ],
  [/^Missing closing "quote/, { message: "A double quote is opened here and not closed.", opened: true }],
  [
    /must be sufficiently indented and end with a \]|expected flow sequence to end with \]/i,
    { message: "A [ is opened here and not closed, or a line within is not indented.", opened: true },
  ],
  [
    /must be sufficiently indented and end with a \}|expected flow map to end with \}/i,
    { message: "A { is opened here and not closed, or a line within is not indented.", opened: true },
  ],
  [
    /^Nested mappings are not allowed/,
    {
      message: "A mapping cannot start here, in the middle of a value.",
      help: `If the value has “: ” in it, put it in quotes; or a line below is indented too far.`,
    },
  ],
  [
    /^A block sequence may not/,
    { message: "A list item stands where a key should be.", help: "Align it with the other items of its list." },
  ],
  [
    /^Block collections are not allowed/,
    {
      message: "A comma is missing before this, or quotes around it.",
      help: "Within { } and [ ], items are separated by commas.",
    },
  ],
  [
    /^Implicit keys need to be on a single line|^Implicit map keys need/,
    {
      message: "This line has no colon after its key.",
      help: "Write `key: value`; text over several lines needs quotes or `|`.",
    },
  ],
  [
    /at most 1024 chars/,
    { message: "A key is longer than 1024 characters.", help: "Perhaps a quote before it is not closed." },
  ],
  [/^Plain value cannot start with .*(.)$/, { message: "A value cannot start with $1.", help: IN_QUOTES }],
  [
    /^Block scalar header includes extra|^Plain value cannot start/,
    { message: "A value cannot start like this.", help: IN_QUOTES },
  ],
  [
    /^Invalid escape sequence (.*)$/,
    {
      message: "Double quotes know no $1.",
      help: "A backslash is written \\\\ within them; within single quotes it stands for itself.",
    },
  ],
  [/^Unresolved tag: (.*)$/, { message: "Canon has no tag $1.", help: `Remove it. ${IN_QUOTES}` }],
  [/^With stringKeys/, { message: "A key has to be text.", help: "Put text that starts with [, { or * in quotes." }],
  [/^Unexpected flow-(?:map|seq)-end token.*"(.)"/, { message: "Nothing was opened that this $1 could close." }],
  [
    /^Unexpected block-seq-ind on same line/,
    {
      message: "A list cannot start on the line of its key.",
      help: `Start it on the next line, or write [a, b]. ${IN_QUOTES}`,
    },
  ],
  [/^Unexpected , in flow|^Unexpected empty item/, { message: "There is a comma too many here." }],
  [/^Missing , (?:between|or : between)/, { message: "A comma is missing here." }],
  [
    /^Unexpected (?:scalar|double-quoted-scalar|single-quoted-scalar) at node end/,
    {
      message: "More text follows a value that has ended.",
      help: "Put the whole value in quotes; within single quotes, a quote is written twice: 'it''s'.",
    },
  ],
  [
    /at node end|^Unexpected .* token/,
    {
      message: "This does not belong here.",
      help: "Look at the indentation, and whether quotes or brackets are closed.",
    },
  ],
  [
    /same column|indentation|indented/i,
    {
      message: "The indentation does not fit the lines around it.",
      help: "Align it with its neighbours, using spaces.",
    },
  ],
  [/^Unsupported YAML version/, { message: "Canon is YAML 1.2.", help: "Remove the %YAML line." }],
  [/directive/i, { message: "Canon needs no % directives.", help: `Remove the line. ${IN_QUOTES}` }],
  [/^Maximum call stack|too deep/i, { message: "Lists and mappings are nested too deep here." }],
];

/** Slips that a line shows by itself, whatever the parser makes of them further on. */
const SLIPS: readonly (readonly [RegExp, SyntaxHelp])[] = [
  [
    /^\s*-?\s*\u00a0|^\s*-\u00a0|:\u00a0/u,
    {
      message: "A non-breaking space stands where a plain one has to.",
      help: "Copied text often has them: type the space anew.",
    },
  ],
  [
    /^ *-[a-z]\w*:(?: |$)/,
    { message: "A space is missing after the hyphen.", help: "An item of a list is written `- id: x`." },
  ],
  [/^ *(?:- +)?[a-z]\w*:[^\s:/]+$/, { message: "A space is missing after the colon.", help: "Write `id: x`." }],
];

/** What a syntax error of the YAML parser means, for people who do not know its grammar; `line` is where it shows. */
export function explainYamlError(message: string, line = ""): SyntaxHelp {
  const slip = SLIPS.find(([pattern]) => pattern.test(line))?.[1];
  for (const [pattern, explanation] of EXPLANATIONS) {
    const match = pattern.exec(message);
    if (match === null) continue;
    // What is opened and not closed swallows the lines below, and what they look like says nothing.
    if (slip !== undefined && explanation.opened !== true) return slip;
    const matched = (match[1] ?? "").replace("tag:yaml.org,2002:", "!!");
    return { help: LOOK_AROUND, ...explanation, message: explanation.message.replace("$1", () => matched) };
  }
  if (slip !== undefined) return slip;
  return { message: `${message.replace(/\.$/, "")}.`, help: LOOK_AROUND };
}
