import { coveredBy, type DocumentAdded } from "../../../events/catalogue/documents.ts";
import type { Span } from "../../../events/dates/span.ts";
import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { RuleSettings } from "../kit/ruleSettings.ts";
import type { z } from "zod";
import { entityRegister } from "./entities.ts";
import type { Register } from "../kit/register.ts";

/** A document that canon cites. */
export interface CitedDocument {
  readonly id: EntityId;
  readonly declaration: ResolvedEvent;
  /** Of which time it tells; undefined where it does not say. */
  readonly covers: Span | undefined;
  readonly rank: number;
  /** Paragraphs by section, in lower case; undefined where canon does not list them. */
  readonly sections: ReadonlyMap<string, number> | undefined;
}

export interface Documents {
  readonly all: readonly CitedDocument[];
  /**
   * Whether a document tells of all the time after an event, however long: only then is silence one. Where none says of which time it
   * tells, all do.
   */
  tellOf(event: ResolvedEvent, length: number): boolean;
  get(id: EntityId): CitedDocument | undefined;
  /** The document that an event cites; undefined where it cites none that is declared. */
  cited(event: Pick<ResolvedEvent, "source">): CitedDocument | undefined;
}

/** What canon cites. */
export const documentRegister: Register<Documents> = {
  name: "documents",
  build(_history, use) {
    const { canonical, all } = use(entityRegister);
    const documents = new Map<EntityId, CitedDocument>();
    for (const { id, records } of all) {
      const [declared] = records.flatMap((record) =>
        record.declarations.map((declaration) => ({ document: record.id, ...declaration })),
      );
      if (declared?.kind !== "document") continue;
      const { document, event, facts } = declared;
      const { rank, sections, covers } = facts as Pick<
        z.infer<typeof DocumentAdded.schema>,
        "rank" | "sections" | "covers"
      >;
      documents.set(id, {
        id: document,
        declaration: event,
        covers: covers && coveredBy(covers),
        rank,
        sections:
          sections && new Map(Object.entries(sections).map(([name, count]) => [name.trim().toLowerCase(), count])),
      });
    }
    const told = joined([...documents.values()].flatMap(({ covers }) => covers ?? []));
    const get = (id: EntityId): CitedDocument | undefined => documents.get(canonical(id));
    return {
      all: [...documents.values()],
      tellOf: ({ occurred: { earliest, latest } }, length) =>
        told.length === 0 || told.some((span) => span.earliest <= earliest && latest + length <= span.latest),
      get,
      cited: ({ source }) => (source !== undefined && "document" in source ? get(source.document) : undefined),
    };
  },
};

/** Spans that meet are one. */
function joined(spans: readonly Span[]): Span[] {
  const whole: { earliest: number; latest: number }[] = [];
  for (const { earliest, latest } of spans.toSorted((a, b) => a.earliest - b.earliest)) {
    const last = whole.at(-1);
    if (last !== undefined && earliest <= last.latest + 1) last.latest = Math.max(last.latest, latest);
    else whole.push({ earliest, latest });
  }
  return whole;
}

/** Whose word counts: 1 is highest. What a project says is the last word. */
export const rankOf = ({ id, rank }: CitedDocument, { ranks }: RuleSettings): number => ranks[id] ?? rank;
