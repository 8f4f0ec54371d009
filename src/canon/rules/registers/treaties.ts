import type { z } from "zod";
import type { treatyTerm } from "../../../events/catalogue/treaties.ts";
import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { isType } from "../knownType.ts";
import { all, any, type Likelihood } from "../likelihood.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "./register.ts";

export type Alliance = "defence" | "offence" | "neutrality" | "non-aggression" | "peace";

/** What canon says of one treaty. */
export interface Treaty {
  readonly id: EntityId;
  readonly signings: readonly ResolvedEvent[];
  readonly ratifications: readonly ResolvedEvent[];
  /** As signed and as ratified; those that joined later are not among them. */
  readonly parties: ReadonlySet<EntityId>;
  readonly joined: readonly (readonly [EntityId, ResolvedEvent])[];
  /** Abrogations, violations, and members that left. */
  readonly breaks: readonly ResolvedEvent[];
  readonly alliances: ReadonlySet<Alliance>;
}

export interface Treaties {
  readonly all: readonly Treaty[];
  get(id: EntityId): Treaty | undefined;
  /** Treaties that both are party to, and that oblige them to some of these. */
  between(a: EntityId, b: EntityId, alliances: readonly Alliance[]): readonly Treaty[];
  /** Whether a treaty is in force at an event, and nobody has broken or left it by then. */
  holds(treaty: Treaty, event: EventId): Likelihood;
}

interface Draft extends Treaty {
  readonly signings: ResolvedEvent[];
  readonly ratifications: ResolvedEvent[];
  readonly parties: Set<EntityId>;
  readonly joined: (readonly [EntityId, ResolvedEvent])[];
  readonly breaks: ResolvedEvent[];
  readonly alliances: Set<Alliance>;
}

const TYPES = ["TreatySigned", "TreatyRatified", "TreatyAbrogated", "TreatyViolated", "MemberJoined", "MemberLeft"];

/** Who is bound by what. */
export const treatyRegister: Register<Treaties> = {
  name: "treaties",
  build({ eventsOf, comparison: { isBefore } }, use) {
    const entities = use(entityRegister);
    const drafts = new Map<EntityId, Draft>();
    const draftOf = (id: EntityId): Draft => {
      const treaty = entities.canonical(id);
      let draft = drafts.get(treaty);
      if (draft === undefined) drafts.set(treaty, (draft = newDraft(treaty)));
      return draft;
    };
    for (const event of eventsOf(TYPES)) {
      if (isType(event, "TreatySigned")) {
        const draft = draftOf(event.data.treaty);
        draft.signings.push(event);
        for (const party of event.data.parties) draft.parties.add(entities.canonical(party));
      } else if (isType(event, "TreatyRatified")) {
        const draft = draftOf(event.data.treaty);
        draft.ratifications.push(event);
        for (const party of event.data.parties) draft.parties.add(entities.canonical(party));
        for (const term of event.data.terms ?? [])
          for (const alliance of alliancesIn(term)) draft.alliances.add(alliance);
      } else if (isType(event, "TreatyAbrogated") || isType(event, "TreatyViolated"))
        draftOf(event.data.treaty).breaks.push(event);
      else if (isType(event, "MemberJoined") && isTreaty(entities.get(event.data.body)?.kinds))
        draftOf(event.data.body).joined.push([entities.canonical(event.data.member), event]);
      else if (isType(event, "MemberLeft") && isTreaty(entities.get(event.data.body)?.kinds))
        draftOf(event.data.body).breaks.push(event);
    }

    const binding = new Map<EntityId, Treaty[]>();
    for (const treaty of drafts.values())
      if (treaty.alliances.size > 0)
        for (const party of treaty.parties) {
          const own = binding.get(party);
          if (own === undefined) binding.set(party, [treaty]);
          else own.push(treaty);
        }
    return {
      all: [...drafts.values()],
      get: (id) => drafts.get(entities.canonical(id)),
      between: (a, b, wanted) =>
        (binding.get(entities.canonical(a)) ?? []).filter(
          ({ parties, alliances }) =>
            parties.has(entities.canonical(b)) && wanted.some((alliance) => alliances.has(alliance)),
        ),
      holds: ({ ratifications, breaks }, event) =>
        all(
          any(...ratifications.map(({ id, at }) => (at === undefined ? "certain" : isBefore(id, event)))),
          ...breaks.map(({ id }) => isBefore(event, id)),
        ),
    };
  },
};

const newDraft = (id: EntityId): Draft => ({
  id,
  signings: [],
  ratifications: [],
  parties: new Set(),
  joined: [],
  breaks: [],
  alliances: new Set(),
});

const isTreaty = (kinds: ReadonlySet<string> | undefined): boolean => kinds?.has("treaty") === true;

function alliancesIn(term: z.infer<typeof treatyTerm>): Alliance[] {
  if ("alliance" in term) return [term.alliance];
  return "peace" in term ? ["peace"] : [];
}
