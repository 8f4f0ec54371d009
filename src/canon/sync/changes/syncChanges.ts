import { EventAmended, EventRetracted } from "../../../events/catalogue/amendments.ts";
import type { Catalogue } from "../../../events/createCatalogue.ts";
import type { ChronicleEvent, EventId } from "../../../events/envelope.ts";
import { ValorisError } from "../../../events/valorisError.ts";
import type { RecordedEvent } from "../../../log/eventLog.ts";
import { type Amended, applyAmendments, isAmendment } from "../../../timelines/amendments.ts";
import { amendmentWriter, type WriteAmendment } from "../../../timelines/edit/amendmentWriter.ts";
import { upcastRecorded } from "../../../timelines/upcastRecorded.ts";
import type { LoadedTimeline } from "../../text/statements/loadedCanon.ts";
import type { SyncChange } from "./change.ts";
import { fieldChanges } from "./fieldChanges.ts";

export interface SyncInput {
  /** All that the timeline sees in the log, in the order recorded. */
  readonly recorded: readonly RecordedEvent[];
  /** Of these, what comes from its parents: a branch file says nothing of it. */
  readonly inherited: readonly RecordedEvent[];
  /** What its files hold. */
  readonly files: LoadedTimeline["events"];
  readonly catalogue: Catalogue;
  /** Why, where the files give no reason. */
  readonly reason?: string | undefined;
}

/** What the files come to, with what they inherit, and their own amendments applied. */
export const wantedState = ({
  inherited,
  files,
  catalogue,
}: Pick<SyncInput, "inherited" | "files" | "catalogue">): Amended =>
  applyAmendments([...inherited, ...files.map(({ event }, i) => asRecorded(event, i))], catalogue);

/** More often than an event was ever retracted without an undo between. */
const MOST_PASSES = 100;

/**
 * What to append so that the timeline resolves to what its files say. Files may have amendments of their own: it is their effect
 * that counts, with their reasons. Each pass looks at what the log would then resolve to, so that the last one proves the result.
 *
 * @throws ValorisError `sync/null-field`, `sync/id-taken`, `amendment/invalid`
 */
export function syncChanges(input: SyncInput): SyncChange[] {
  const { files, catalogue } = input;
  const recorded = upcastRecorded(input.recorded, catalogue);
  const wanted = wantedState(input);
  const known = new Map(recorded.map(({ id, type }) => [id, type]));
  for (const { event } of files) refuseTaken(event, known.get(event.id));

  const taken = new Set(known.keys());
  for (const { event } of files) if (!isAmendment(event)) taken.add(event.id);
  const write = amendmentWriter((id) => taken.has(id), catalogue);
  const changes = files.flatMap(({ event, recordedAt }): SyncChange[] =>
    isAmendment(event) || known.has(event.id)
      ? []
      : [
          {
            kind: "add",
            target: event.id,
            event,
            written: event.id,
            ...(recordedAt === undefined ? {} : { recordedAt }),
          },
        ],
  );
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const appended = changes.map(({ event }, i) => asRecorded(event, i));
    const current = applyAmendments([...recorded, ...appended], catalogue);
    const found = differences(current, wanted, write, input);
    if (found.length === 0) return changes;
    changes.push(...found);
  }
  throw new Error("The log does not come to say what the files say.");
}

/** What one pass of amendments can do to come nearer. */
function differences(
  current: Amended,
  wanted: Amended,
  write: WriteAmendment,
  { catalogue, reason }: SyncInput,
): SyncChange[] {
  const changes: SyncChange[] = [];
  const standing = new Map(current.events.map((event) => [event.id, event]));
  const because = (id: EventId): string | undefined =>
    wanted.amendments
      .get(id)
      ?.map((by) => by.reason)
      .join(" ");
  const amend = (from: ChronicleEvent, to: ChronicleEvent): void => {
    const fields = fieldChanges(from, to, catalogue);
    if (fields === undefined) return;
    const why = because(to.id) ?? reason ?? "Changed in the files.";
    const event = write(EventAmended.type, to.id, { set: fields.set, reason: why });
    changes.push({ kind: "amend", target: to.id, event, written: to.id, before: fields.before });
  };

  const stays = new Map(wanted.events.map((event) => [event.id, event]));
  for (const [id, event] of stays) {
    const gone = current.retracted.get(id);
    const from = standing.get(id) ?? gone?.event;
    if (from !== undefined && from !== event) amend(from, event);
    if (gone === undefined || standing.has(id)) continue;
    const undo = write(EventRetracted.type, gone.retraction.by, { reason: reason ?? "It stands in the files again." });
    changes.push({ kind: "restore", target: id, event: undo, written: id });
  }
  for (const [id, { event, retraction }] of wanted.retracted) {
    // What is retracted still dates what is dated by it.
    const from = standing.get(id) ?? current.retracted.get(id)?.event;
    if (stays.has(id) || from === undefined || isAmendment(event)) continue;
    amend(from, event);
    if (!standing.has(id)) continue;
    const taken = write(EventRetracted.type, id, { reason: retraction.reason });
    changes.push({ kind: "retract", target: id, event: taken, written: retraction.by });
  }
  for (const id of standing.keys()) {
    if (stays.has(id) || wanted.retracted.has(id)) continue;
    const event = write(EventRetracted.type, id, { reason: reason ?? "It is no longer in the files." });
    changes.push({ kind: "retract", target: id, event });
  }
  return changes;
}

function refuseTaken({ id, type }: ChronicleEvent, known: string | undefined): void {
  if (known === undefined || isAmendment({ type }) || !isAmendment({ type: known })) return;
  throw new ValorisError("sync/id-taken", `The log has an amendment with the id ${id}; in the files it is a ${type}.`, {
    help: "Give the event another id.",
    details: { event: id },
  });
}

/** A sequence that no log gets to. */
const AFTER_ALL = 1e15;

/** In the order of a list, after whatever the log holds. */
const asRecorded = (event: ChronicleEvent, index: number): RecordedEvent => ({
  ...event,
  recorded: { timeline: "", sequence: AFTER_ALL + index, commit: "", recordedAt: 0 },
});
