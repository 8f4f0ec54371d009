import { isScalar, visit } from "yaml";
import type { Location } from "../../../events/valorisError.ts";
import { locationAt } from "../input/textLines.ts";
import type { TextEdit } from "../statements/textEdit.ts";
import type { YamlFile } from "./yamlFile.ts";

/** Text without quotes that YAML ends at a `#` which may be meant: “Battle #3” is read as “Battle”. */
export interface CutText {
  /** What is left. */
  readonly read: string;
  readonly whole: string;
  /** Of the `#` and what follows. */
  readonly at: Location;
  /** With quotes around the whole. */
  readonly quoted: TextEdit;
}

/** Most files have none, and are not walked through. */
const SIGN = /[^\s#] #(?:\d|[A-Z][a-z])/u;
/** A remark begins with a space, or is a word such as TODO. */
const MEANT = /^(?:\d|[A-Z][a-z])/u;

export function* cutTexts({ path, text, lines, root }: YamlFile): Generator<CutText> {
  if (root === undefined || !SIGN.test(text)) return;
  const found: CutText[] = [];
  visit(root, {
    Scalar(key, node) {
      const { comment, range, type } = node;
      if (key === "key" || type !== "PLAIN" || typeof node.value !== "string" || !range) return;
      if (comment === undefined || comment === null || !MEANT.test(comment)) return;
      const [start, end] = range;
      const remark = `#${comment.split("\n", 1)[0] ?? ""}`;
      // One space in between, as in text; what stands further right is a remark.
      if (!text.startsWith(` ${remark}`, end)) return;
      const whole = `${text.slice(start, end)} ${remark}`;
      found.push({
        read: node.value,
        whole,
        at: locationAt(path, lines, end + 1, remark.length),
        quoted: { path, start, end: start + whole.length, text: JSON.stringify(whole) },
      });
    },
    Pair: (_, { key }) => (isScalar(key) ? undefined : visit.SKIP),
  });
  yield* found;
}
