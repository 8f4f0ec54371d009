import { type Catalogue, flatten } from "../../../events/createCatalogue.ts";
import type { RecordedEvent } from "../../../log/eventLog.ts";
import type { Fields } from "../../text/statements/draft.ts";
import { defined } from "../../../idioms/defined.ts";

export interface FlatOptions {
  readonly catalogue: Catalogue;
  /** Adds how each event was recorded, so that an import restores commits and their times. */
  readonly recorded?: boolean;
}

/** An event as files hold it, what people look for first: what a reader makes of it is the event again. */
export function flatEvent({ recorded, ...event }: RecordedEvent, options: FlatOptions): Fields {
  const { id, type, at, placed, title, ...rest } = flatten(event);
  const today = options.catalogue.definitions.get(event.type)?.version ?? 1;
  return {
    id,
    type,
    ...(event.version === today ? {} : { version: event.version }),
    ...defined({ at, placed, title }),
    ...rest,
    ...(options.recorded === true ? { recorded } : {}),
  };
}
