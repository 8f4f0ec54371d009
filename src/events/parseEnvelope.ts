import { claimIssues } from "./claimIssues.ts";
import type { Catalogue, ParsedEvent } from "./createCatalogue.ts";
import { ENVELOPE_FIELDS } from "./envelope.ts";
import type { EventIssue } from "./eventIssue.ts";
import { isFields } from "./flatFields.ts";
import { timelessIssues } from "./timelessIssues.ts";

/** Beside the fields that files may give an event as well. `recorded` says how another log had it. */
const BESIDE_DATA: ReadonlySet<string> = new Set([...ENVELOPE_FIELDS, "type", "version", "data", "recorded"]);

/** Deeper than anybody writes; what contains itself is endless. */
const DEEPEST = 100;

/** Validates an event in the form in which it is recorded, by what files are validated by. */
export function parseEnvelope(given: unknown, catalogue: Catalogue): ParsedEvent {
  if (!isFields(given)) return invalid([], "An event is an object: { id, type, at, data }.");
  const { data, type } = given;
  if (!isFields(data)) return invalid(["data"], "`data` is missing: an object with the fields of the event's type.");
  const own = typeof type === "string" ? catalogue.definitions.get(type)?.schema.shape : undefined;
  const flat: Record<string, unknown> = {};
  for (const field of Object.keys(given)) {
    if (!BESIDE_DATA.has(field))
      return invalid([field], `\`${field}\` is no field of every event: the fields of its type stand in \`data\`.`);
    if (field !== "data" && field !== "recorded") flat[field] = given[field];
  }
  for (const field of Object.keys(data)) {
    if (BESIDE_DATA.has(field) && (own === undefined || !Object.hasOwn(own, field)))
      return invalid(["data", field], `\`${field}\` stands beside \`data\`, not in it.`);
    const value = data[field];
    if (!isPlain(value, DEEPEST))
      return invalid(
        [field],
        `\`${field}\` holds more than text, numbers, booleans, lists and objects, or is nested too deep.`,
      );
    flat[field] = value;
  }
  const parsed = catalogue.parse(flat);
  if (parsed.kind === "invalid") return parsed;
  const issues = [...claimIssues(flat, catalogue), ...timelessIssues(flat, catalogue)];
  return issues.length === 0 ? parsed : { kind: "invalid", issues };
}

const invalid = (path: EventIssue["path"], message: string): ParsedEvent => ({
  kind: "invalid",
  issues: [{ path, kind: "other", message }],
});

/** Whether a file could hold it. */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object") return value === undefined || typeof value === "string" || typeof value === "boolean";
  if (value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => item !== undefined && isPlain(item, depth - 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  for (const field of Object.keys(value)) if (!isPlain(Reflect.get(value, field), depth - 1)) return false;
  return true;
}
