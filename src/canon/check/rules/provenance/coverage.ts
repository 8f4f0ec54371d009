import { DocumentAdded } from "../../../../events/catalogue/documents.ts";
import type { ChronicleInMemory } from "../../../../timelines/chronicleInMemory.ts";

export interface ParagraphCoverage {
  readonly section: string;
  /** From 1. */
  readonly paragraph: number;
  /** Ids of the events that cite it. */
  readonly events: readonly string[];
}

export interface DocumentCoverage {
  readonly document: string;
  readonly title: string;
  readonly paragraphs: readonly ParagraphCoverage[];
  readonly uncovered: readonly ParagraphCoverage[];
  /** Citations of a paragraph that the document does not list. */
  readonly unknown: readonly { readonly event: string; readonly locator: string }[];
}

/** Which paragraphs of each cited document events cover. */
export function coverageOf({ events }: Pick<ChronicleInMemory, "events">): DocumentCoverage[] {
  return events
    .filter(({ type }) => type === DocumentAdded.type)
    .map(({ data }) => {
      const {
        document,
        title,
        sections = {},
      } = data as { document: string; title: string; sections?: Record<string, number> };
      const citing = new Map<string, string[]>();
      for (const [section, count] of Object.entries(sections))
        for (let paragraph = 1; paragraph <= count; paragraph++) citing.set(keyOf(section, paragraph), []);
      const unknown: { event: string; locator: string }[] = [];
      for (const { id, source, invented } of events) {
        // What is ours says nothing of what the document says, whatever it leans on.
        if (invented === true || source === undefined || !("document" in source) || source.document !== document)
          continue;
        const locator = source.locator ?? "";
        const cited = citedParagraphs(locator).map(({ section, paragraph }) => citing.get(keyOf(section, paragraph)));
        if (cited.length === 0 || cited.includes(undefined)) {
          if (citing.size > 0) unknown.push({ event: id, locator });
        }
        for (const list of cited) list?.push(id);
      }
      const paragraphs = Object.entries(sections).flatMap(([section, count]) =>
        Array.from({ length: count }, (_, i) => ({
          section,
          paragraph: i + 1,
          events: citing.get(keyOf(section, i + 1)) ?? [],
        })),
      );
      return { document, title, paragraphs, uncovered: paragraphs.filter((p) => p.events.length === 0), unknown };
    });
}

const keyOf = (section: string, paragraph: number): string => `${section.trim().toLowerCase()} ¶${paragraph}`;

/** “Section ¶2”, “Section ¶¶1–3” and “Section ¶1, ¶3” name paragraphs. */
export function citedParagraphs(locator: string): { readonly section: string; readonly paragraph: number }[] {
  const start = locator.indexOf("¶");
  if (start < 0) return [];
  const section = locator.slice(0, start);
  return locator
    .slice(start)
    .split(",")
    .flatMap((part) => {
      const [from, to] = [...part.matchAll(/\d+/g)].map(Number);
      if (from === undefined) return [];
      const last = Math.min(to ?? from, from + 10_000);
      return Array.from({ length: Math.max(0, last - from + 1) }, (_, i) => ({ section, paragraph: from + i }));
    });
}
