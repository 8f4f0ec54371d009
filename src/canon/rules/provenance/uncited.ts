import { documentRegister } from "../registers/documents.ts";
import { defineRule } from "../rule.ts";
import { dated } from "../writtenDate.ts";

const AMENDING = new Set(["EventAmended", "EventRetracted"]);

export const uncited = defineRule({
  id: "provenance/uncited",
  severity: "warning",
  explain: {
    reports:
      "Something happens in a canon that has documents, and nothing says which of them tells of it. Declarations without a date are not asked for a source.",
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
  check: ({ register, report }) => ({
    ...(register(documentRegister).all.length === 0 ? { types: [] } : {}),
    visit(event) {
      const { id, at, source, invented, type } = event;
      if (source !== undefined || invented === true || at === undefined || AMENDING.has(type)) return;
      report({
        message: `Nothing says where ${dated(event)} is told of.`,
        help: "Cite a document: `source: { document: …, locator: … }`; or mark it `invented: true`.",
        events: [id],
        entities: [],
        at: [{ event: id, path: ["id"], role: "no source" }],
      });
    },
  }),
});
