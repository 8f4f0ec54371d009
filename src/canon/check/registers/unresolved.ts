import type { EventId } from "../../../events/envelope.ts";
import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";
import type { DateIssue } from "../../../timelines/dateIssues.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { fieldOf, textOf } from "../kit/fieldValues.ts";
import { claimedReferences } from "./claimed.ts";
import { type Entities, entityRegister } from "./entities.ts";
import type { Register } from "../kit/register.ts";

export type Path = readonly (string | number)[];

/** An id that an event names, and its timeline does not hold. */
export interface Unresolved {
  readonly id: string;
  readonly path: Path;
  /** What the field may name. */
  readonly due: "event" | "entity" | "either";
}

/** A date that counts from something that is not there, or an amendment of it. */
export interface Dangling {
  readonly event: EventId;
  readonly path: Path;
  /** As far as it can be read. */
  readonly id: string | undefined;
  readonly message: string;
  readonly help?: string;
}

export interface UnresolvedIds {
  /** In its data, its links, its claim, and among those who know of it. */
  in(event: ResolvedEvent): readonly Unresolved[];
  readonly dangling: readonly Dangling[];
}

/** What is named and not there. */
export const unresolvedRegister: Register<UnresolvedIds> = {
  name: "unresolved",
  build({ chronicle }, use) {
    const entities = use(entityRegister);
    // Rules ask for one event one after the other.
    let last: ResolvedEvent | undefined;
    let lastIds: readonly Unresolved[] = [];
    return {
      in(event) {
        if (event !== last) {
          lastIds = unresolvedIn(event, chronicle, entities);
          last = event;
        }
        return lastIds;
      },
      dangling: chronicle.issues
        .filter(({ kind }) => kind === "unknown-reference" || kind === "dangling-amendment")
        .map((issue) => ({ ...issue, id: danglingId(issue, chronicle) })),
    };
  },
};

const LINKS = ["causes", "necessary"] as const;

function unresolvedIn(event: ResolvedEvent, chronicle: ChronicleInMemory, entities: Entities): Unresolved[] {
  const found: Unresolved[] = [];
  const isEvent = (id: string): boolean => chronicle.event(id) !== undefined || chronicle.retracted.has(id);
  const references = [...entities.named(event), ...claimedReferences(event, chronicle)];
  for (const { role, targets, id, path } of references) {
    if (role === "declares" || role === "creates" || role === "begins") continue;
    const due = targets.includes("event") ? "event" : targets.length === 0 ? "either" : "entity";
    if (due !== "event" && (entities.get(id)?.declarations.length ?? 0) > 0) continue;
    if (due === "entity" || !isEvent(id)) found.push({ id, path, due });
  }
  for (const field of LINKS)
    event[field]?.forEach((id, index) => {
      if (!isEvent(id)) found.push({ id, path: [field, index], due: "event" });
    });
  event.known?.forEach(({ who }, index) => {
    if (!entities.has(who)) found.push({ id: who, path: ["known", index, "who"], due: "entity" });
  });
  const claimed = claimedEvent(fieldOf(event.data, "claim"), ["claim"]);
  if (claimed !== undefined && !isEvent(claimed.id)) found.push({ ...claimed, due: "event" });
  return found;
}

/** The recorded event that a claim is about, however often it is denied. */
export function claimedEvent(claim: unknown, path: Path): { readonly id: EventId; readonly path: Path } | undefined {
  const denied = fieldOf(claim, "not");
  if (denied !== undefined) return claimedEvent(denied, [...path, "not"]);
  const id = fieldOf(claim, "type") === undefined ? textOf(fieldOf(claim, "event")) : undefined;
  return id === undefined ? undefined : { id, path: [...path, "event"] };
}

function danglingId({ kind, event, path }: DateIssue, chronicle: ChronicleInMemory): string | undefined {
  if (kind === "dangling-amendment") return textOf(fieldOf(chronicle.recordedEvent(event)?.data, "target"));
  return textOf(path.reduce<unknown>((value, step) => fieldOf(value, String(step)), chronicle.event(event)));
}
