import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { treatyTerm } from "../../events/catalogue/treaties.ts";
import type { EntityId } from "../../events/envelope.ts";
import type { z } from "zod";
import type { History } from "../../timelines/history.ts";
import { tenureOf } from "../../timelines/entityEvents.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { createPostingList, type PostingList, type WritablePostingList } from "./postingList.ts";

/** Who sits in an office from then on. */
export interface Holders {
  readonly holders: readonly EntityId[];
  readonly manner?: string;
}

export type PersonStatus = "alive" | "dead";
export type ShipStatus = "in service" | "missing" | "destroyed" | "decommissioned";

export interface FormationStatus {
  readonly exists: boolean;
  readonly alert?: string | number;
}

export interface TreatyStatus {
  readonly status: "signed" | "in force" | "violated" | "abrogated";
  readonly parties: readonly EntityId[];
  readonly terms: readonly z.infer<typeof treatyTerm>[];
}

export interface ConflictStatus {
  readonly active: boolean;
  readonly sides: readonly (readonly EntityId[])[];
}

export type ReportStatus = "filed" | "retracted as an error" | "retracted as planted";

export interface QuestionStatus {
  readonly options: readonly string[];
  readonly answer?: string;
}

export interface Trait {
  readonly trait: string;
  readonly value: readonly string[];
}

export interface StatedStanding {
  readonly metric: string;
  readonly rank: string;
}

/** Histories by key, each a posting list: what grows with history, and so is not part of any projection's state. */
export interface Registers {
  readonly offices: PostingList<Holders>;
  readonly persons: PostingList<PersonStatus>;
  readonly ships: PostingList<ShipStatus>;
  readonly formations: PostingList<FormationStatus>;
  readonly treaties: PostingList<TreatyStatus>;
  readonly conflicts: PostingList<ConflictStatus>;
  readonly reports: PostingList<ReportStatus>;
  readonly questions: PostingList<QuestionStatus>;
  /** By subject. */
  readonly traits: PostingList<Trait>;
  /** By faction. */
  readonly standings: PostingList<StatedStanding>;
}

/** Reads a chronicle once. */
export function createRegisters({ events }: History): Registers {
  const registers = {
    offices: createPostingList<Holders>(),
    persons: createPostingList<PersonStatus>(),
    ships: createPostingList<ShipStatus>(),
    formations: createPostingList<FormationStatus>(),
    treaties: createPostingList<TreatyStatus>(),
    conflicts: createPostingList<ConflictStatus>(),
    reports: createPostingList<ReportStatus>(),
    questions: createPostingList<QuestionStatus>(),
    traits: createPostingList<Trait>(),
    standings: createPostingList<StatedStanding>(),
  };
  let index = 0;
  for (const event of events) postEvent(registers, event as ResolvedEvent & KnownEvent, index++);
  return registers;
}

type Writable = {
  readonly [Name in keyof Registers]: Registers[Name] extends PostingList<infer V> ? WritablePostingList<V> : never;
};

function postEvent(to: Writable, event: ResolvedEvent & KnownEvent, index: number): void {
  const { type, data } = event;
  const post = <Value>(list: WritablePostingList<Value>, key: string, value: Value): void =>
    list.post(key, { event, index, value });
  const last = <Value>(list: PostingList<Value>, key: string): Value | undefined => list.history(key).at(-1)?.value;
  switch (type) {
    case "LeaderReplaced":
    case "DomoReplaced":
    case "OfficeVacated":
      postSuccession(to, event, index);
      break;
    case "PersonBorn":
      post(to.persons, data.person, "alive");
      break;
    case "PersonDied":
      post(to.persons, data.person, "dead");
      break;
    case "PersonRestored":
      post(to.persons, data.person, "alive");
      break;
    case "ShipLaunched":
    case "ShipFound":
      post(to.ships, data.ship, "in service");
      break;
    case "ShipMissing":
      if (data.ship !== undefined) post(to.ships, data.ship, "missing");
      break;
    case "ShipDestroyed":
      post(to.ships, data.ship, "destroyed");
      break;
    case "ShipDecommissioned":
      post(to.ships, data.ship, "decommissioned");
      break;
    case "FormationRaised":
      post(to.formations, data.formation, { exists: true });
      break;
    case "FormationDisbanded":
      post(to.formations, data.formation, { exists: false });
      break;
    case "AlertChanged":
      post(to.formations, data.formation, { exists: true, alert: data.level });
      break;
    case "TreatySigned":
      post(to.treaties, data.treaty, { status: "signed", parties: data.parties, terms: [] });
      break;
    case "TreatyRatified":
      post(to.treaties, data.treaty, { status: "in force", parties: data.parties, terms: data.terms ?? [] });
      break;
    case "TreatyViolated":
    case "TreatyAbrogated": {
      const { parties = [], terms = [] } = last(to.treaties, data.treaty) ?? {};
      post(to.treaties, data.treaty, { status: type === "TreatyViolated" ? "violated" : "abrogated", parties, terms });
      break;
    }
    case "ConflictBegun":
      post(to.conflicts, data.conflict, { active: true, sides: data.sides.map((side) => [side].flat()) });
      break;
    case "ConflictEnded":
      post(to.conflicts, data.conflict, { active: false, sides: last(to.conflicts, data.conflict)?.sides ?? [] });
      break;
    case "BelligerentJoined": {
      const sides = last(to.conflicts, data.conflict)?.sides ?? [];
      const beside = sides.findIndex((side) => data.side !== undefined && side.includes(data.side));
      const joined =
        beside < 0
          ? [...sides, [data.belligerent]]
          : sides.map((side, i) => (i === beside ? [...side, data.belligerent] : side));
      post(to.conflicts, data.conflict, { active: true, sides: joined });
      break;
    }
    case "BelligerentLeft": {
      const sides = last(to.conflicts, data.conflict)?.sides ?? [];
      const left = sides.map((side) => side.filter((member) => member !== data.belligerent));
      post(to.conflicts, data.conflict, { active: true, sides: left.filter((side) => side.length > 0) });
      break;
    }
    case "ReportFiled":
      post(to.reports, data.report, "filed");
      break;
    case "ReportRetracted":
      post(to.reports, data.report, data.reason === "planted" ? "retracted as planted" : "retracted as an error");
      break;
    case "QuestionOpened":
      post(to.questions, data.question, { options: data.options });
      break;
    case "QuestionSettled":
      post(to.questions, data.question, {
        options: last(to.questions, data.question)?.options ?? [],
        answer: data.answer,
      });
      break;
    case "TraitAscribed":
      post(to.traits, data.subject, { trait: data.trait, value: [data.value].flat() });
      break;
    case "StandingStated":
      post(to.standings, data.faction, { metric: data.metric, rank: data.rank });
      break;
  }
}

/** A successor takes the seat of the predecessor; of the longest-serving holder, where none is named and all seats are taken. */
function postSuccession(to: Writable, event: ResolvedEvent & KnownEvent, index: number): void {
  const succession = tenureOf(event);
  if (succession === undefined) return;
  const { office, successor, predecessor, manner, acting, coRuler } = succession;
  const before = to.offices.history(office).at(-1)?.value.holders ?? [];
  const leaving = predecessor ?? (successor === undefined || coRuler !== true ? before[0] : undefined);
  const staying = acting === true && predecessor === undefined ? before : before.filter((holder) => holder !== leaving);
  const holders = successor === undefined ? staying : [...staying.filter((holder) => holder !== successor), successor];
  to.offices.post(office, { event, index, value: { holders, ...(manner === undefined ? {} : { manner }) } });
}
