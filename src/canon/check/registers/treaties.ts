import type { Span } from "../../../events/dates/span.ts";
import { lapseOf, type Pledge } from "../../../events/effects.ts";
import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "../kit/register.ts";
import type { Treaty } from "./treaty.ts";
import { createForces, type Force } from "./treatyForce.ts";
import { append } from "../../../idioms/multimap.ts";

/** What two owe each other by one treaty. */
export interface Obligation {
  readonly treaty: Treaty;
  readonly ratified: ResolvedEvent;
  readonly heldAt: Force;
}

export interface Treaties {
  readonly all: readonly Treaty[];
  get(id: EntityId): Treaty | undefined;
  /** Those of some terms that bind somebody, at some time or other. */
  binding(id: EntityId): ReadonlySet<Treaty>;
  /** By treaties that bind both, at some time or other, to some of these. */
  between(a: EntityId, b: EntityId, alliances: readonly Pledge[]): readonly Obligation[];
}

interface Draft extends Treaty {
  readonly signings: ResolvedEvent[];
  readonly ratifications: ResolvedEvent[];
  readonly parties: Set<EntityId>;
  readonly bound: Map<EntityId, ResolvedEvent[]>;
  readonly lapses: Map<EventId, Span>;
  readonly ends: ResolvedEvent[];
  readonly violations: { readonly event: ResolvedEvent; readonly by: EntityId }[];
  readonly leavings: { readonly event: ResolvedEvent; readonly who: EntityId }[];
  readonly terms: Map<Pledge, ResolvedEvent[]>;
}

/** Who is bound by what. */
export const treatyRegister: Register<Treaties> = {
  name: "treaties",
  build(history, use) {
    const entities = use(entityRegister);
    const drafts = new Map<EntityId, Draft>();
    const draftOf = (id: EntityId): Draft => {
      const treaty = entities.canonical(id);
      let draft = drafts.get(treaty);
      if (draft === undefined) drafts.set(treaty, (draft = newDraft(treaty)));
      return draft;
    };
    for (const { effect, event } of history.changesOf("bond", "member"))
      if (effect.kind === "member") {
        if (!isTreaty(entities.get(effect.body)?.kinds)) continue;
        const draft = draftOf(effect.body);
        const who = entities.canonical(effect.who);
        if (effect.change === "joins") append(draft.bound, who, event);
        else draft.leavings.push({ event, who });
      } else if (effect.change === "abrogated") draftOf(effect.bond).ends.push(event);
      else if (effect.change === "violated") {
        if (effect.by !== undefined) draftOf(effect.bond).violations.push({ event, by: effect.by });
      } else if (effect.change === "signed" || effect.change === "ratified") {
        const draft = draftOf(effect.bond);
        for (const party of effect.parties) draft.parties.add(entities.canonical(party));
        if (effect.change === "signed") {
          draft.signings.push(event);
          continue;
        }
        draft.ratifications.push(event);
        const lapse = lapseOf(effect, event.occurred);
        if (lapse !== undefined) draft.lapses.set(event.id, lapse);
        for (const party of effect.parties) append(draft.bound, entities.canonical(party), event);
        for (const pledge of new Set(effect.pledges)) append(draft.terms, pledge, event);
      }

    const binding = new Map<EntityId, Set<Draft>>();
    for (const treaty of drafts.values())
      for (const member of treaty.terms.size === 0 ? [] : treaty.bound.keys()) {
        const own = binding.get(member);
        if (own === undefined) binding.set(member, new Set([treaty]));
        else own.add(treaty);
      }
    const pairs = new Map<string, readonly Obligation[]>();
    const forceOf = createForces(entities, history);
    return {
      all: [...drafts.values()],
      get: (id) => drafts.get(entities.canonical(id)),
      binding: (id) => binding.get(entities.canonical(id)) ?? NONE,
      between(one, two, wanted) {
        const pair = [entities.canonical(one), entities.canonical(two)];
        const [a = one, b = two] = pair;
        const [own, other] = [binding.get(a), binding.get(b)];
        // Behind a stand-in may be somebody else each time.
        if (
          a === b ||
          own === undefined ||
          other === undefined ||
          pair.some((id) => entities.get(id)?.sentinel === true)
        )
          return [];
        const key = JSON.stringify([...pair.toSorted(), ...wanted]);
        let found = pairs.get(key);
        if (found === undefined) {
          const shared =
            own.size < other.size
              ? [...own].filter((treaty) => other.has(treaty))
              : [...other].filter((treaty) => own.has(treaty));
          found = shared.flatMap((treaty) => {
            const ratified = wanted.flatMap((alliance) => treaty.terms.get(alliance) ?? [])[0];
            return ratified === undefined ? [] : [{ treaty, ratified, heldAt: forceOf(treaty, pair, wanted) }];
          });
          pairs.set(key, found);
        }
        return found;
      },
    };
  },
};

const NONE: ReadonlySet<Treaty> = new Set();

const newDraft = (id: EntityId): Draft => ({
  id,
  signings: [],
  ratifications: [],
  parties: new Set(),
  bound: new Map(),
  lapses: new Map(),
  ends: [],
  violations: [],
  leavings: [],
  terms: new Map(),
});

const isTreaty = (kinds: ReadonlySet<string> | undefined): boolean => kinds?.has("treaty") === true;
