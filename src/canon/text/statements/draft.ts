import type { EntityId } from "../../../events/envelope.ts";
import type { Fields } from "../../../events/flatFields.ts";
import type { Location } from "../../../events/valorisError.ts";
import type { CanonIssue } from "./loadedCanon.ts";
import type { TextEdit } from "./textEdit.ts";

export { type Fields, isFields } from "../../../events/flatFields.ts";

export type FieldPath = readonly (string | number)[];

/** Where something was written; places inside it are found only when asked for. */
export interface Site {
  /** The value at `path`, or its key; the nearest parent where that is not there. */
  place(path: FieldPath, part?: "value" | "key"): Location;
  /** An unquoted YAML value at `path`, as it is written and as YAML reads it; undefined for anything else. */
  plain(path: FieldPath): { readonly source: string; readonly value: unknown } | undefined;
  /** `path` in the words of the file, where a shorthand was lowered. */
  written(path: FieldPath): FieldPath;
  /** Text by which the value at `path` becomes another, or goes; nothing where that cannot be done in its place alone. */
  edit(path: FieldPath, value: string | undefined): readonly TextEdit[];
}

/** An event as a file states it: flat, and not yet validated. */
export interface StatedEvent {
  readonly flat: Fields;
  readonly site: Site;
  /** `flat` stays the same object while its file does: what was found out about it need not be found out again. */
  readonly lasting?: true;
}

/** What a canon file holds, one by one. */
export type CanonStatement =
  | ({ readonly kind: "event" } & StatedEvent)
  /** Its id was made up from its target's, and may get a number. */
  | ({ readonly kind: "amendment" } & StatedEvent)
  /** An entry under `entities:` or `documents:`: its declaration, and forces that it has from the beginning. */
  | {
      readonly kind: "entity";
      readonly entity: EntityId;
      readonly declaration: StatedEvent;
      readonly forces: readonly StatedEvent[];
    }
  /** Something that cannot be an event at all. */
  | { readonly kind: "misfit"; readonly misfit: Misfit };

export interface Misfit {
  readonly message: string;
  readonly help?: string;
  readonly location: Location;
  readonly entity?: EntityId;
  readonly event?: string;
  /** Of the rule that reports it; identity/invalid-event if absent. */
  readonly rule?: CanonIssue["rule"];
  readonly fixes?: CanonIssue["fixes"];
}
