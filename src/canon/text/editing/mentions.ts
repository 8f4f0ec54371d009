import { EventAmended } from "../../../events/catalogue/amendments.ts";
import { isWrittenLikeADate } from "../../../events/dates/dateStatement.ts";
import type { Catalogue } from "../../../events/createCatalogue.ts";
import type { EventId } from "../../../events/envelope.ts";
import type { ReferenceTarget } from "../../../events/fields.ts";
import { type Fields, isFields, type FieldPath } from "../statements/draft.ts";

/** An id, a type or a rule that an event names, and where in it. */
export interface Mention {
  readonly id: string;
  /** From the event in its flat form. */
  readonly path: FieldPath;
  /** What it may be: a type of event, a rule, or the thing of an id; no targets: an event or any entity. */
  readonly means: "type" | "rule" | readonly ReferenceTarget[];
  /** It is here that an entity comes to be. */
  readonly declares?: boolean;
}

export interface MentionContext {
  readonly catalogue: Catalogue;
  /** The type of an event; what an amendment sets hangs on it. */
  typeOf(event: EventId): string | undefined;
}

/** Everything that a flat event names, right or wrong. */
export function mentionsIn(flat: Fields, { catalogue, typeOf }: MentionContext): Mention[] {
  const { type, set, target } = flat;
  const found: Mention[] = [...namedBesides(flat), ...anchorsIn(flat, [])];
  if (typeof type !== "string") return found;
  found.push({ id: type, path: ["type"], means: "type" });
  for (const { id, path, role, targets } of catalogue.definitions.get(type)?.references(flat) ?? [])
    found.push({
      id,
      path,
      means: targets,
      ...(role === "declares" || role === "creates" || role === "begins" ? { declares: true } : {}),
    });
  const amended = type === EventAmended.type && typeof target === "string" ? typeOf(target) : undefined;
  if (isFields(set) && amended !== undefined && amended !== type) {
    const within = mentionsIn({ ...set, type: amended }, { catalogue, typeOf });
    // Dates were found above, wherever they stand.
    const known = new Set(found.map(({ path }) => path.join("/")));
    for (const mention of within) {
      const path = ["set", ...mention.path];
      if (mention.path[0] !== "type" && !known.has(path.join("/"))) found.push({ ...mention, path });
    }
  }
  return found;
}

/** What the fields name that every event may have. */
function namedBesides({ causes, necessary, source, known, expect }: Fields): Mention[] {
  const found: Mention[] = [];
  const add = (id: unknown, path: FieldPath, means: Mention["means"]): void => {
    if (typeof id === "string") found.push({ id, path, means });
  };
  for (const [field, list] of Object.entries({ causes, necessary }))
    if (Array.isArray(list)) for (const [index, id] of list.entries()) add(id, [field, index], ["event"]);
  if (isFields(source)) add(source["document"], ["source", "document"], ["document"]);
  if (Array.isArray(known))
    for (const [index, item] of known.entries())
      if (isFields(item)) add(item["who"], ["known", index, "who"], ["faction", "person", "formation"]);
  if (Array.isArray(expect))
    for (const [index, item] of expect.entries())
      if (isFields(item)) add(item["rule"], ["expect", index, "rule"], "rule");
  return found;
}

const RELATIONS: ReadonlySet<string> = new Set(["after", "before", "during", "with"]);

/** What dates count from, wherever there is a date: nothing else has such fields. */
function anchorsIn(value: unknown, path: FieldPath): Mention[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => anchorsIn(item, [...path, index]));
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([field, inner]) => {
    const at = [...path, field];
    if (!RELATIONS.has(field)) return typeof inner === "object" ? anchorsIn(inner, at) : [];
    if (Array.isArray(inner)) return inner.flatMap((item, index) => anchor(item, [...at, index]));
    return anchor(inner, at);
  });
}

function anchor(written: unknown, path: FieldPath): Mention[] {
  if (typeof written !== "string" || isWrittenLikeADate(written)) return [];
  const [holder = "", office] = written.split("@");
  if (office === undefined) return [{ id: written, path, means: [] }];
  if (holder === "") return [{ id: office, path, means: ["document"] }];
  return [
    { id: holder, path, means: ["person"] },
    { id: office, path, means: ["office"] },
  ];
}
