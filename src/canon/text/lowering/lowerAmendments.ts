import { EventAmended, EventRetracted } from "../../../events/catalogue/amendments.ts";
import type { Node } from "yaml";
import { isFields, type FieldPath, type CanonStatement } from "../statements/draft.ts";
import type { YamlFile } from "../yaml/yamlFile.ts";
import { yamlSite } from "../yaml/yamlSite.ts";

const FORMS = {
  retract: { type: EventRetracted.type, form: "{ event, reason }" },
  amend: { type: EventAmended.type, form: "{ event, set, reason }" },
} as const;

/** `retract:` and `amend:`, item by item, as the events that take back or change others. */
export function lowerAmendments(
  file: YamlFile,
  section: readonly unknown[],
  node: Node | undefined,
  verb: keyof typeof FORMS,
): CanonStatement[] {
  const { type, form } = FORMS[verb];
  return section.map((item, index): CanonStatement => {
    const value = file.child(node, index)?.value;
    if (!isFields(item))
      return {
        kind: "misfit",
        misfit: {
          message: `An entry of \`${verb}:\` is a mapping.`,
          help: `Write - ${form}.`,
          location: file.locate(value),
        },
      };
    const extra = ["id", "type", "target"].find((name) => name in item);
    if (extra !== undefined) {
      const location = file.locate(file.child(value, extra)?.key ?? value);
      return {
        kind: "misfit",
        misfit: { message: `\`${extra}\` has no place here.`, help: `Write - ${form}.`, location },
      };
    }
    const { event, ...rest } = item;
    const written = (path: FieldPath): FieldPath => {
      if (path[0] === "target") return ["event", ...path.slice(1)];
      return path[0] === "id" || path[0] === "type" ? [] : path;
    };
    const flat = { ...rest, type, id: `${verb}-${String(event)}`, ...(event === undefined ? {} : { target: event }) };
    return { kind: "amendment", flat, site: yamlSite(file, value, undefined, written) };
  });
}
