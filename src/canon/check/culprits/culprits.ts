import { formatInstant } from "../../../events/dates/civil.ts";
import { formatDuration } from "../../../events/dates/duration.ts";
import { DAY } from "../../../events/dates/span.ts";
import type { ChronicleEvent, EventId } from "../../../events/envelope.ts";
import { append } from "../../../idioms/multimap.ts";
import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";
import { chronicleOf, type ReadCanonOptions } from "../../sync/record/readCanon.ts";
import type { LoadedCanon } from "../../text/statements/loadedCanon.ts";
import type { Finding } from "../findings/finding.ts";
import { checkCanon, type CheckOptions } from "../run/checkCanon.ts";

/** An event that, changed, would clear more than one finding; verified by checking again. */
export interface Culprit {
  readonly event: EventId;
  /** Fingerprints of what is found no more without it, of what the culprits before it leave. */
  readonly clears: readonly string[];
  /** Findings that there are only without it. */
  readonly brings: number;
  /** When it would contradict nothing: any day after one, or before one, or between two; or the one day that was tried. */
  readonly dates?: {
    readonly after?: string;
    readonly before?: string;
    readonly on?: string;
    /** Findings that this clears. */
    readonly clears: number;
  };
}

/** Dates that cannot all hold: each would do, if it gave way by so much. */
export interface Ring {
  /** In days, weeks and so on. */
  readonly by: string;
  readonly dates: readonly { readonly event: EventId; readonly says: string }[];
}

export interface Culprits {
  /** What most hangs on comes first. */
  readonly culprits: readonly Culprit[];
  readonly rings: readonly Ring[];
  /** Findings about more than one event, and how many of them are left without all culprits. */
  readonly findings: number;
  readonly left: number;
}

/** Events that are named, those tried for each, and days tried for one: each is a check of everything. */
const MOST = 5;
const TRIED = 4;
const MOST_DAYS = 6;

/**
 * Which few events most findings hang on. Of those that take part in most findings, each is taken out and everything is checked again; the
 * one without which most is cleared is kept out, and the rest looked at again. Findings about one event alone are its own.
 *
 * @throws ValorisError as `checkCanon`
 */
export async function culpritsOf(
  loaded: LoadedCanon,
  chronicle: ChronicleInMemory,
  options: ReadCanonOptions & CheckOptions = {},
): Promise<Culprits> {
  const { limit: _limit, ledgers: _ledgers, ...checking } = options;
  const found = async (canon: LoadedCanon): Promise<readonly Finding[]> =>
    checkCanon(canon, await chronicleOf(canon, checking), checking).findings.filter(isBetweenEvents);
  const all = checkCanon(loaded, chronicle, checking).findings.filter(isBetweenEvents);

  const culprits: Culprit[] = [];
  let canon = loaded;
  let left: readonly Finding[] = all;
  while (culprits.length < MOST) {
    const best = await bestOf(canon, left, found);
    if (best === undefined) break;
    const dates = await datesFor(best.event, canon, chronicle, left, found);
    const { event, clears, brings } = best;
    culprits.push({ event, clears, brings, ...(dates === undefined ? {} : { dates }) });
    canon = best.canon;
    left = best.left;
  }
  const rings = chronicle.impossible.map(({ steps, excess }) => ({
    by: formatDuration(excess),
    dates: steps.map(({ event, says }) => ({ event, says })),
  }));
  return { culprits, rings, findings: all.length, left: left.length };
}

type Found = (canon: LoadedCanon) => Promise<readonly Finding[]>;

const isBetweenEvents = ({ events }: Finding): boolean => events.length > 1;

interface Attempt {
  readonly event: EventId;
  readonly clears: readonly string[];
  readonly brings: number;
  readonly canon: LoadedCanon;
  readonly left: readonly Finding[];
}

/** Of the events that most findings name, that without which there are fewest. */
async function bestOf(canon: LoadedCanon, findings: readonly Finding[], found: Found): Promise<Attempt | undefined> {
  const naming = new Map<EventId, Finding[]>();
  for (const finding of findings) for (const event of new Set(finding.events)) append(naming, event, finding);
  const candidates = [...naming].filter(([, all]) => all.length > 1).sort(([, a], [, b]) => b.length - a.length);
  let best: Attempt | undefined;
  for (const [event, named] of candidates.slice(0, TRIED)) {
    // Whatever it cleared beyond what names it would be a surprise: nobody after it can do better.
    if (best !== undefined && named.length <= best.clears.length - best.brings) break;
    const without = withEvent(canon, event, () => undefined);
    const left = await found(without);
    const clears = missingIn(left, findings);
    const brings = missingIn(findings, left).length;
    if (clears.length - brings < 2 || clears.length - brings <= (best ? best.clears.length - best.brings : 0)) continue;
    best = { event, clears, brings, canon: without, left };
  }
  return best;
}

/** Fingerprints that some findings have, and others do not. */
function missingIn(those: readonly Finding[], these: readonly Finding[]): string[] {
  const known = new Set(those.map(({ fingerprint }) => fingerprint));
  return [...new Set(these.map(({ fingerprint }) => fingerprint))].filter((one) => !known.has(one));
}

/** The same canon with an event changed, or taken out. */
const withEvent = (
  canon: LoadedCanon,
  event: EventId,
  change: (event: ChronicleEvent) => ChronicleEvent | undefined,
): LoadedCanon => ({
  ...canon,
  timelines: canon.timelines.map((timeline) => ({
    ...timeline,
    events: timeline.events.flatMap((recorded) => {
      if (recorded.event.id !== event) return [recorded];
      const changed = change(recorded.event);
      return changed === undefined ? [] : [{ ...recorded, event: changed }];
    }),
  })),
});

/** When an event would take part in no finding: after all with which it now does, before them, or between two; each is tried. */
async function datesFor(
  event: EventId,
  canon: LoadedCanon,
  chronicle: ChronicleInMemory,
  findings: readonly Finding[],
  found: Found,
): Promise<Culprit["dates"]> {
  const own = findings.filter(({ events }) => events.includes(event));
  const spans = [...new Set(own.flatMap(({ events }) => events))]
    .filter((other) => other !== event)
    .flatMap((other) => chronicle.event(other)?.occurred ?? [])
    .filter(({ earliest, latest }) => Number.isFinite(earliest) && Number.isFinite(latest))
    .sort((a, b) => a.earliest - b.earliest);
  if (spans.length === 0 || chronicle.event(event)?.at === undefined) return undefined;
  const clearsAt = async (day: number): Promise<number | undefined> => {
    const moved = withEvent(canon, event, (one) => ({ ...one, at: dayOf(day) }));
    const left = await found(moved);
    return left.some(({ events }) => events.includes(event)) ? undefined : missingIn(left, findings).length;
  };
  const first = spans.reduce((least, { earliest }) => Math.min(least, earliest), Number.POSITIVE_INFINITY);
  const last = spans.reduce((most, { latest }) => Math.max(most, latest), Number.NEGATIVE_INFINITY);
  const gaps = spans.slice(1).flatMap(({ earliest }, i) => {
    const before = spans.slice(0, i + 1).reduce((most, { latest }) => Math.max(most, latest), Number.NEGATIVE_INFINITY);
    return earliest - before > 2 * DAY ? [{ after: before, before: earliest }] : [];
  });
  const ends = reachOf(chronicle);
  const tried: readonly Gap[] = [{ after: last }, { before: first }, ...gaps];
  for (const { after, before } of tried.slice(0, MOST_DAYS)) {
    const day = after === undefined ? (before ?? 0) - DAY : after + DAY;
    const clears = await clearsAt(day);
    if (clears === undefined || clears === 0) continue;
    // Whether it holds as far as history goes.
    const far = before === undefined ? ends.last + DAY : after === undefined ? ends.first - DAY : before - DAY;
    if ((await clearsAt(far)) === undefined) return { on: dayOf(day), clears };
    return {
      ...(after === undefined ? {} : { after: dayOf(after) }),
      ...(before === undefined ? {} : { before: dayOf(before) }),
      clears,
    };
  }
  return undefined;
}

/** From the first to the last instant that any event certainly reaches. */
function reachOf({ events }: ChronicleInMemory): { readonly first: number; readonly last: number } {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { occurred } of events) {
    if (Number.isFinite(occurred.earliest)) first = Math.min(first, occurred.earliest);
    if (Number.isFinite(occurred.latest)) last = Math.max(last, occurred.latest);
  }
  return { first, last };
}

interface Gap {
  readonly after?: number;
  readonly before?: number;
}

const dayOf = (instant: number): string => formatInstant(instant, "day");
