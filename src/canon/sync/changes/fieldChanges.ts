import { canonicalJson } from "../../../events/contentHash.ts";
import { type Catalogue, flatten } from "../../../events/createCatalogue.ts";
import type { ChronicleEvent } from "../../../events/envelope.ts";
import { ValorisError } from "../../../events/valorisError.ts";
import type { Fields } from "../../text/statements/draft.ts";

/** What turns one event into another of the same id. */
export interface FieldChanges {
  /** As an amendment has it: `null` takes a field away. */
  readonly set: Fields;
  readonly before: Fields;
}

/**
 * The fields in which an event differs from what it should be; undefined where it does not.
 *
 * @throws ValorisError `sync/null-field` for a field that should be null: an amendment has no way to say that
 */
export function fieldChanges(
  current: ChronicleEvent,
  wanted: ChronicleEvent,
  catalogue: Catalogue,
): FieldChanges | undefined {
  const from = stated(current);
  const to = stated(wanted);
  const set: Record<string, unknown> = {};
  const before: Record<string, unknown> = {};
  for (const field of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (
      canonicalJson([from[field]]) === canonicalJson([to[field]]) &&
      Object.hasOwn(from, field) === Object.hasOwn(to, field)
    )
      continue;
    if (to[field] === null) throw nullField(wanted, field);
    set[field] = to[field] ?? null;
    before[field] = from[field];
  }
  if (Object.keys(set).length === 0 && current.version === wanted.version) return undefined;
  // An amended event is read as of today's version, unless it says another.
  const today = catalogue.definitions.get(wanted.type)?.version ?? 1;
  if (current.version !== wanted.version || wanted.version !== today) {
    set["version"] = wanted.version;
    before["version"] = current.version;
  }
  return { set, before };
}

/** What is so, apart from how it was recorded. */
function stated(event: ChronicleEvent): Fields {
  const { recorded: _recorded, ...fields } = flatten(event);
  return fields;
}

const nullField = ({ id }: ChronicleEvent, field: string): ValorisError =>
  new ValorisError("sync/null-field", `\`${field}\` of ${id} is null now, which no amendment can say.`, {
    help: "Leave the field out, or give the event a new id.",
    details: { event: id, field },
  });
