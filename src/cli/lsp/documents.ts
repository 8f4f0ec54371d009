import { catalogue, flatten, type Location, ValorisError } from "../../index.ts";
import { editing } from "../../doors/canon.ts";
import type { LastRead } from "./project.ts";

/** A file as an editor shows it. */
export interface Shown {
  readonly uri: string;
  readonly path: string;
  readonly realPath: string;
  readonly text: string;
}

/** What canon knows, for reading a text that it may not have read yet. */
export const knowledgeOf = (reading: LastRead | undefined): editing.MentionContext => ({
  catalogue: reading?.loaded.catalogue ?? catalogue,
  typeOf: (event) => reading?.chronicle.event(event)?.type,
});

export type Meant = Pick<editing.Mention, "id" | "means">;

/** What is meant at a position; in a text that cannot be read now, whatever the word there is an id of. */
export function meantAt({ path, text }: Shown, at: editing.Position, reading: LastRead | undefined): Meant[] {
  const knowledge = knowledgeOf(reading);
  try {
    const file = editing.openText({ path, text }, knowledge, at.line);
    const own = editing.statementBefore(file.statements, at)?.statement;
    const id = own?.kind === "event" ? own.flat["id"] : undefined;
    return editing.mentionsAt(file, at, knowledge).flatMap((mention): Meant[] =>
      // What happened there says more than what such events are.
      mention.means === "type" && typeof id === "string" ? [{ id, means: ["event"] }, mention] : [mention],
    );
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    const word = wordAt(text, at);
    if (word === undefined) return [];
    return knowledge.catalogue.definitions.has(word)
      ? [{ id: word, means: "type" }]
      : [
          { id: word, means: [] },
          { id: word, means: "rule" },
        ];
  }
}

function wordAt(text: string, { line, column }: editing.Position): string | undefined {
  const shown = text.split("\n", line)[line - 1] ?? "";
  for (const { 0: word, index } of shown.matchAll(/[\w/-]+/g))
    if (index < column && column <= index + word.length + 1) return word;
  return undefined;
}

/** A place that names something, and whether it comes to be there. */
export interface NamedPlace {
  readonly location: Location;
  readonly declares: boolean;
}

/** Every place of canon, as last read, that names an event or an entity. */
export function mentionsOf(reading: LastRead, id: string, isEvent: boolean): NamedPlace[] {
  const { timelines, sources } = reading.loaded;
  const knowledge = knowledgeOf(reading);
  return timelines.flatMap(({ name, events }) =>
    events.flatMap(({ event }) =>
      editing
        .mentionsIn(flatten(event), knowledge)
        .flatMap(({ id: named, means, path, declares = false }): NamedPlace[] => {
          if (named !== id || typeof means === "string") return [];
          if (means.length > 0 && means.includes("event") !== isEvent) return [];
          const location = sources.locate(event.id, path, name);
          return location === undefined ? [] : [{ location, declares }];
        }),
    ),
  );
}
