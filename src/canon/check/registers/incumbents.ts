import type { EntityId, EventId } from "../../../events/envelope.ts";
import { append } from "../../../idioms/multimap.ts";

/** One person's time in an office, as far as the events so far say. */
export interface OpenTenure {
  readonly holder: EntityId;
  readonly began: EventId;
  readonly acting: boolean;
  readonly coRuler: boolean;
  left?: EventId;
  replaced?: { readonly by: EventId; readonly explained: boolean };
}

/**
 * Who is in an office while its events are gone through, one after the other. Whoever was replaced without a word of their leaving is in it
 * no longer, but a later event may still tell when they left. No question costs more than the answer: there may be thousands.
 */
export interface Incumbents {
  enter(tenure: OpenTenure): void;
  /** The last tenure of somebody of which nothing says that it is over. */
  lastOf(holder: EntityId): OpenTenure | undefined;
  leave(tenure: OpenTenure, event: EventId): void;
  /** Another comes instead of everybody but those who rule beside. */
  replaceAll(by: EventId, isExplained: (tenure: OpenTenure) => boolean): void;
  isEmpty(): boolean;
  /** The one that is in it, where there is only one. */
  only(): OpenTenure | undefined;
  /** The first who neither stands in nor rules beside another. */
  first(): OpenTenure | undefined;
}

const isOver = ({ left, replaced }: OpenTenure): boolean => left !== undefined || replaced?.explained === true;

export function createIncumbents(): Incumbents {
  const coRulers = new Set<OpenTenure>();
  const others = new Set<OpenTenure>();
  const byHolder = new Map<EntityId, OpenTenure[]>();
  // Those in their own right, by accession; what is over leaves the front when somebody asks.
  const inOwnRight: OpenTenure[] = [];
  let front = 0;
  const isIn = (tenure: OpenTenure): boolean => tenure.left === undefined && tenure.replaced === undefined;

  return {
    enter(tenure) {
      const { holder, acting, coRuler } = tenure;
      (coRuler ? coRulers : others).add(tenure);
      if (!acting && !coRuler) inOwnRight.push(tenure);
      append(byHolder, holder, tenure);
    },
    lastOf(holder) {
      const own = byHolder.get(holder) ?? [];
      for (let last = own.at(-1); last !== undefined; last = own.at(-1)) {
        if (!isOver(last)) return last;
        own.pop();
      }
      return undefined;
    },
    leave(tenure, event) {
      tenure.left = event;
      coRulers.delete(tenure);
      others.delete(tenure);
    },
    replaceAll(by, isExplained) {
      for (const tenure of others) tenure.replaced = { by, explained: isExplained(tenure) };
      others.clear();
    },
    isEmpty: () => coRulers.size + others.size === 0,
    only() {
      if (coRulers.size + others.size !== 1) return undefined;
      const [only] = [...coRulers, ...others];
      return only;
    },
    first() {
      while (front < inOwnRight.length) {
        const tenure = inOwnRight[front];
        if (tenure !== undefined && isIn(tenure)) return tenure;
        front++;
      }
      return undefined;
    },
  };
}
