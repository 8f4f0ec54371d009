import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { citedParagraphs } from "./coverage.ts";
import { type CitedDocument, documentRegister } from "../../registers/documents.ts";
import { defineRule } from "../../kit/rule.ts";
import { createSuggestions } from "../../kit/suggestions.ts";
import { dated } from "../../kit/writtenDate.ts";

export const brokenCitation = defineRule({
  id: "provenance/broken-citation",
  severity: "error",
  explain: {
    reports:
      "An event cites a document that nothing declares, or a section or paragraph that the document does not list (`sections:`).",
    wayOut:
      "Locators without a ¶, or of several sections, are free text, and documents without `sections:` list nothing.",
    wrong: `
documents:
  chronicle: { title: A Chronicle, rank: 1, sections: { The Fall: 2 } }
entities:
  gor: { kind: person }
events:
  - { id: gor-falls, type: Noted, at: 2386, about: gor, source: { document: chronicle, locator: The Fall ¶3 } }
`,
    right: `
documents:
  chronicle: { title: A Chronicle, rank: 1, sections: { The Fall: 2 } }
entities:
  gor: { kind: person }
events:
  - { id: gor-falls, type: Noted, at: 2386, about: gor, source: { document: chronicle, locator: The Fall ¶¶1–2 } }
  - { id: gor-is-forgotten, type: Noted, at: 2388, about: gor, source: { document: chronicle, locator: the last page } }
`,
  },
  check: ({ register, report }) => {
    const documents = register(documentRegister);
    const suggest = createSuggestions(() => documents.all.map(({ id }) => id));
    return {
      each(event) {
        const { source } = event;
        if (source === undefined || !("document" in source)) return;
        const document = documents.get(source.document);
        if (document === undefined) {
          report({
            message: `${dated(event)} cites ${source.document}, a document that nothing declares.`,
            events: [event.id],
            entities: [source.document],
            at: [{ event: event.id, path: ["source", "document"], role: "no such document" }],
            advice: () => {
              const meant = suggest(source.document);
              if (meant === undefined) return { help: "Declare it under `documents:`." };
              const fix = {
                title: `Write ${meant}`,
                at: { event: event.id, path: ["source", "document"] },
                value: meant,
              };
              return { help: `Did you mean ${meant}?`, fixes: [fix] };
            },
          });
          return;
        }
        const missing = missingParagraph(source.locator ?? "", document);
        if (missing === undefined) return;
        report({
          message: `${dated(event)} cites ${missing} of ${document.id}, which ${listed(missing, document)}.`,
          events: [event.id],
          entities: [document.id],
          at: [
            { event: event.id, path: ["source", "locator"], role: "no such place" },
            sectionsOf(document.declaration),
          ],
        });
      },
    };
  },
});

/** The first paragraph that a locator names and the document does not list. */
function missingParagraph(locator: string, { sections }: CitedDocument): string | undefined {
  if (sections === undefined || sections.size === 0 || !isOneSection(locator)) return undefined;
  const found = citedParagraphs(locator).find(
    ({ section, paragraph }) => paragraph < 1 || paragraph > (sections.get(section.trim().toLowerCase()) ?? 0),
  );
  return found && `${found.section.trim()} ¶${found.paragraph}`.trim();
}

/** A locator that goes on to another section is free text: whose its paragraphs are takes a reader. */
const isOneSection = (locator: string): boolean => /^[^¶]*(?:[¶\d\s,–—-]|and|to)*$/u.test(locator);

function listed(missing: string, { sections }: CitedDocument): string {
  const section = missing.slice(0, missing.lastIndexOf("¶")).trim();
  const count = sections?.get(section.toLowerCase());
  if (count === undefined) return section === "" ? "has named sections" : "has no such section";
  return count === 1 ? "has one paragraph there" : `has ${count} paragraphs there`;
}

const sectionsOf = ({ id }: ResolvedEvent) => ({ event: id, path: ["sections"], role: "its sections are listed here" });
