/** What an editor asks of a text of canon: what stands at a place, what may be written there, and how to change it. */
export { chooseFixes, type ChosenFixes } from "../canon/check/fixes/chooseFixes.ts";
export { type Choice, choicesAt } from "../canon/text/editing/choices.ts";
export { expectEdit, type Insertion } from "../canon/text/editing/expectEdit.ts";
export { type Mention, type MentionContext, mentionsIn } from "../canon/text/editing/mentions.ts";
export {
  draftOf,
  mentionsAt,
  openText,
  type Position,
  statementBefore,
  type OpenText,
  type PlacedStatement,
} from "../canon/text/editing/statementAt.ts";
export { writingAt, type Writing } from "../canon/text/editing/writingAt.ts";
export { applyEdits, type TextEdit } from "../canon/text/statements/textEdit.ts";
export { decodeText } from "../canon/text/input/decodeText.ts";
export { parseYaml, type YamlFile } from "../canon/text/yaml/yamlFile.ts";
export type { TextLines } from "../canon/text/input/textLines.ts";
export type { YamlChild } from "../canon/text/yaml/yamlNodes.ts";
export { entryEdit, neededFields } from "../canon/text/editing/entryEdit.ts";
export { fieldInWords, fieldsInWords } from "../canon/text/editing/fieldWords.ts";
