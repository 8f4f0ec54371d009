import type { Effect } from "../../../../events/effects.ts";
import { CANON } from "../../../../log/timelineName.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { declarationId } from "../../../text/lowering/lowerForces.ts";
import { documentRegister } from "../../registers/documents.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated } from "../../kit/writtenDate.ts";

export const uncited = defineRule({
  id: "provenance/uncited",
  severity: "warning",
  explain: {
    reports:
      "Something happens in a canon that cites documents, and nothing says which of them tells of it. Nobody asks for a source of declarations under `entities:` or without a date, nor of what is only supposed (a branch).",
    wayOut: "`invented: true`, where it is ours and not canon's.",
    wrong: `
documents:
  chronicle: { title: A Chronicle, rank: 1 }
entities:
  gor: { kind: person }
events:
  - { id: gor-rises, type: Noted, at: 2380, about: gor, source: { document: chronicle } }
  - { id: gor-falls, type: Noted, at: 2386, about: gor }
`,
    right: `
documents:
  chronicle: { title: A Chronicle, rank: 1 }
entities:
  gor: { kind: person }
events:
  - { id: gor-rises, type: Noted, at: 2380, about: gor, source: { document: chronicle } }
  - { id: gor-falls, type: Noted, at: 2386, about: gor, invented: true }
`,
  },
  check: ({ chronicle, register, report, references, effects }) => {
    let isAsked: boolean | undefined;
    // Documents that are listed and never cited are a beginning: whoever made it does not want it told at every event.
    const asks = (): boolean =>
      register(documentRegister).all.length > 0 &&
      chronicle.events.some(({ source }) => source !== undefined && "document" in source);
    return {
      each(event) {
        if (!(isAsked ??= asks())) return;
        const { id, at, source, invented, recorded } = event;
        if (source !== undefined || invented === true || at === undefined) return;
        if (recorded.timeline !== CANON || isShorthand(event, effects(event))) return;
        // Documents are what the others rest on.
        if (references(event).some(({ role, targets }) => role === "declares" && targets.includes("document"))) return;
        report({
          message: `Nothing says where ${dated(event)} is told of.`,
          help: "Cite a document: `source: { document: …, locator: … }`; or mark it `invented: true`.",
          entities: [],
          at: [{ event: id, path: ["id"], role: "no source" }],
        });
      },
    };
  },
});

/** Written under `entities:`: the declaration itself, or what it says of a faction's forces. */
function isShorthand({ id }: ResolvedEvent, effects: readonly Effect[]): boolean {
  if (!id.startsWith(declarationId(""))) return false;
  const level = effects.find((effect) => effect.kind === "strength");
  return level === undefined || id === `${declarationId(level.of)}-${level.component}`;
}
