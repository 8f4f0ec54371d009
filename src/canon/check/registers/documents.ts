import type { DocumentAdded } from "../../../events/catalogue/documents.ts";
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
  readonly rank: number;
  /** Paragraphs by section, in lower case; undefined where canon does not list them. */
  readonly sections: ReadonlyMap<string, number> | undefined;
}

export interface Documents {
  readonly all: readonly CitedDocument[];
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
      const { rank, sections } = facts as Pick<z.infer<typeof DocumentAdded.schema>, "rank" | "sections">;
      documents.set(id, {
        id: document,
        declaration: event,
        rank,
        sections:
          sections && new Map(Object.entries(sections).map(([name, count]) => [name.trim().toLowerCase(), count])),
      });
    }
    const get = (id: EntityId): CitedDocument | undefined => documents.get(canonical(id));
    return {
      all: [...documents.values()],
      get,
      cited: ({ source }) => (source !== undefined && "document" in source ? get(source.document) : undefined),
    };
  },
};

/** Whose word counts: 1 is highest. What a project says is the last word. */
export const rankOf = ({ id, rank }: CitedDocument, { ranks }: RuleSettings): number => ranks[id] ?? rank;
