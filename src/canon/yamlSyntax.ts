import type { YAMLError } from "yaml";

/** What a syntax error of the YAML parser means, for people who do not know its grammar. */
export function explainYamlError({ code, message }: YAMLError): { readonly message: string; readonly help?: string } {
  switch (code) {
    case "TAB_AS_INDENT":
      return { message: "A tab is used to indent.", help: "YAML is indented with spaces." };
    case "BAD_INDENT":
      return { message: "The indentation does not fit the lines around it.", help: "Align it with its neighbours, using spaces." };
    case "BLOCK_AS_IMPLICIT_KEY":
      return {
        message: "A mapping cannot start here, in the middle of a value.",
        help: "If the value is text that has “: ” in it, put it in quotes.",
      };
    case "MULTILINE_IMPLICIT_KEY":
      return {
        message: "A key with its colon has to stand on one line.",
        help: "Perhaps the line before lacks a colon, or a quote is not closed.",
      };
    case "KEY_OVER_1024_CHARS":
      return { message: "A key is longer than 1024 characters.", help: "Perhaps a quote before it is not closed." };
    case "BAD_SCALAR_START":
      return { message: `${sentence(message)}`, help: "Put the value in quotes." };
    case "BAD_DQ_ESCAPE":
      return {
        message: sentence(message),
        help: "Within double quotes a backslash is written \\\\; within single quotes it stands for itself.",
      };
    case "MULTIPLE_DOCS":
      return { message: "A second document starts here.", help: "A canon file holds one: make two files of it, or remove the `---`." };
    case "TAG_RESOLVE_FAILED":
      return { message: `${sentence(message)}`, help: "Canon needs no YAML tags: remove it, or put the value in quotes." };
    case "NON_STRING_KEY":
      return { message: "A key has to be text.", help: "Put text that starts with [, { or * in quotes." };
    case "RESOURCE_EXHAUSTION":
      return { message: "Lists and mappings are nested too deep." };
    case "MISSING_CHAR":
      return missing(message);
    default:
      return { message: sentence(message) };
  }
}

function missing(message: string): { readonly message: string; readonly help?: string } {
  if (message.startsWith("Implicit map keys"))
    return { message: "A line of a mapping has no colon.", help: "Write `key: value`; text over several lines needs quotes or `|`." };
  if (message.startsWith("Missing closing")) return { message: `A ${message.slice("Missing closing ".length)} is not closed.` };
  return { message: sentence(message) };
}

const sentence = (message: string): string => `${message.replace(/\.$/, "")}.`;
