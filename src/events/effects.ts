import type { Claim as Said } from "./claim.ts";
import type { Component } from "./component.ts";
import type { Duration } from "./dates/duration.ts";
import type { Span } from "./dates/span.ts";
import type { EntityId, EventId } from "./envelope.ts";

/**
 * What an event means to change, as plain records of a closed list; `defineEvent`'s `effects` gives them from the data alone. What
 * that does in the world of the moment (nothing, if the ship is lost already) is for readers: projections and rules.
 */

/** A person, ship, faction, … is there, is gone, or nobody knows where it is. `successor` takes over what it held. */
export interface Life {
  readonly kind: "life";
  readonly entity: EntityId;
  readonly change: "begins" | "ends" | "lost" | "found" | "restored";
  readonly successor: EntityId | undefined;
  /** Who ended it. */
  readonly by: readonly EntityId[];
  /** Of what is lost: everybody takes it for ended. */
  readonly presumed: boolean;
}

export type Rank = "major" | "minor" | "covert" | "organisation";

/** What a faction is: only major and minor ones are powers. */
export interface Standing {
  readonly kind: "standing";
  readonly faction: EntityId;
  readonly rank: Rank;
}

/** Somebody or something comes to serve another; nobody, where `to` is undefined. */
export interface Belong {
  readonly kind: "belong";
  readonly member: EntityId;
  readonly to: EntityId | undefined;
  readonly from: EntityId | undefined;
  /** It was so when the member was declared: nobody changed sides. */
  readonly atFirst: boolean;
}

/** Somebody comes to a seat of an office, goes from one, or both. */
export interface Seat {
  readonly kind: "seat";
  readonly office: EntityId;
  readonly comes: EntityId | undefined;
  readonly goes: EntityId | undefined;
  readonly manner: string | undefined;
  /** Only standing in. */
  readonly acting: boolean;
  /** Beside the holder, not instead of them. */
  readonly coRuler: boolean;
  /** The rival line of holders that it is a seat of; the office's own where it is undefined. */
  readonly line: string | undefined;
}

/** What a system is worth, which lanes lead from it, and where it lies. */
export interface Chart {
  readonly kind: "chart";
  readonly system: EntityId;
  readonly region: EntityId | undefined;
  readonly position: readonly number[] | undefined;
  readonly lanes: readonly EntityId[];
  readonly value: Readonly<Partial<Record<Component, number | undefined>>> | undefined;
}

/** Who owns a system in law, and who rules it in fact. `null`: nobody; undefined: as they were. */
export interface RuleEffect {
  readonly kind: "rule";
  readonly system: EntityId;
  readonly sovereign: EntityId | null | undefined;
  /** `"sovereign"`: whoever owns it in law. */
  readonly controller: EntityId | null | "sovereign" | undefined;
  /** Who comes to own or rule it beside them, each as much. */
  readonly jointly: readonly EntityId[];
  /** The owner until then, as the event has it. */
  readonly from: EntityId | undefined;
  /** In one word, how it was won. */
  readonly basis: string | undefined;
  /** It was held so when it was charted: not won, and at once worth all that it gives. */
  readonly atFirst: boolean;
  /** It had been the new owner's before. */
  readonly retaken: boolean;
}

/** Sides fight over a place; it stays contested unless one of them wins. */
export interface Contest {
  readonly kind: "contest";
  readonly place: EntityId | undefined;
  readonly sides: readonly (readonly EntityId[])[];
  readonly conflict: EntityId | undefined;
  readonly victor: EntityId | undefined;
}

/** A faction says that a system or a region is its own, or no longer says so. */
export interface ClaimEffect {
  readonly kind: "claim";
  readonly by: EntityId;
  readonly over: EntityId;
  readonly stands: boolean;
}

/** A faction makes a system its seat. */
export interface Capital {
  readonly kind: "capital";
  readonly faction: EntityId;
  readonly system: EntityId;
  /** Who rules the system, and lends it. */
  readonly host: EntityId | undefined;
}

/** How much of something a faction or a formation has. */
export interface Strength {
  readonly kind: "strength";
  readonly of: EntityId;
  readonly component: Component | "military";
  readonly change: "set" | "add" | "times";
  /** Units, a share, or a factor; undefined where canon names no figure: whoever counts takes a prior. */
  readonly amount: number | undefined;
  readonly unit: "units" | "share";
  /** Of `add`: it was somebody's before, and nobody says whose. */
  readonly isMoved: boolean;
  /** Of `times`: the event whose level counts; the level of the moment where it is undefined. */
  readonly baseline: EventId | undefined;
}

/** How ready a formation is, and how ready it was as the event has it. */
export interface Alert {
  readonly kind: "alert";
  readonly formation: EntityId;
  readonly level: string | number;
  readonly from: string | number | undefined;
}

/** What parties of a treaty owe each other. */
export type Pledge = "defence" | "offence" | "neutrality" | "non-aggression" | "entente" | "peace";

/** What parties have agreed upon, or talk about. */
export interface BondEffect {
  readonly kind: "bond";
  /** A treaty, or talks. */
  readonly bond: EntityId;
  readonly change: "opened" | "halted" | "signed" | "ratified" | "abrogated" | "violated";
  readonly parties: readonly EntityId[];
  readonly pledges: readonly Pledge[];
  readonly signatories: readonly EntityId[];
  readonly by: EntityId | undefined;
  /** When it runs out by itself: a date, or so long after the event. */
  readonly until: Span | Duration | undefined;
}

/** A conflict begins or ends; somebody enters it, beside somebody or alone, or leaves it. */
export interface SideEffect {
  readonly kind: "side";
  readonly conflict: EntityId;
  readonly change: "begins" | "ends" | "joins" | "leaves";
  readonly who: EntityId | undefined;
  readonly beside: EntityId | undefined;
}

/** Somebody joins a body, or leaves it. */
export interface Member {
  readonly kind: "member";
  readonly body: EntityId;
  readonly who: EntityId;
  readonly change: "joins" | "leaves";
}

/** Where somebody or something was seen; undefined: nobody knows where it is. */
export interface PlaceEffect {
  readonly kind: "place";
  readonly who: EntityId;
  readonly at: EntityId | undefined;
}

/** Some only meet: what brought them together need not be known to any of them. */
export interface Meeting {
  readonly kind: "meeting";
  readonly parties: readonly EntityId[];
}

/** So many ships of some sides are lost; of all, where none is named. */
export interface Loss {
  readonly kind: "loss";
  readonly of: readonly EntityId[];
  /** Undefined where canon gives no number. */
  readonly count: number | undefined;
}

/** Canon says where a faction stands among others. */
export interface Ranking {
  readonly kind: "ranking";
  readonly faction: EntityId;
  readonly metric: string;
  readonly rank: "highest" | "lowest" | "top-third" | "bottom-third";
  readonly among: "powers" | "major-powers" | readonly EntityId[];
}

/** Somebody has a spy somewhere. */
export interface Spy {
  readonly kind: "spy";
  readonly by: EntityId;
  readonly into: EntityId;
  readonly person: EntityId | undefined;
}

/** Somebody uses force against another, openly or in secret. */
export interface Attack {
  readonly kind: "attack";
  readonly against: EntityId;
  readonly by: readonly EntityId[];
  readonly isOpen: boolean;
}

/** A report is filed, planted or withdrawn. */
export interface Word {
  readonly kind: "word";
  readonly report: EntityId | undefined;
  readonly change: "filed" | "planted" | "withdrawn" | "exposed";
  readonly by: EntityId;
  readonly claim: Said | undefined;
  readonly about: EntityId | undefined;
  readonly reliability: number | "low" | "medium" | "high" | undefined;
}

/** Something is not known, or is from now on. */
export interface QuestionEffect {
  readonly kind: "question";
  readonly question: EntityId;
  readonly about: EntityId | undefined;
  /** Empty where it is answered. */
  readonly options: readonly string[];
  readonly answer: string | undefined;
}

/** Somebody learns that a faction is there, and what it is. */
export interface Exposure {
  readonly kind: "exposure";
  readonly faction: EntityId;
  readonly by: EntityId;
}

/** Somebody has a reason of their own to act against, or for, another. */
export interface Motive {
  readonly kind: "motive";
  readonly person: EntityId;
  readonly regarding: EntityId;
}

/** Somebody or something is called otherwise from then on. */
export interface Naming {
  readonly kind: "name";
  readonly entity: EntityId;
  readonly name: string;
}

export type Effect =
  | Naming
  | Life
  | Standing
  | Belong
  | Seat
  | Chart
  | RuleEffect
  | Contest
  | ClaimEffect
  | Capital
  | Strength
  | Alert
  | BondEffect
  | SideEffect
  | Member
  | PlaceEffect
  | Meeting
  | Loss
  | Ranking
  | Spy
  | Attack
  | Word
  | QuestionEffect
  | Exposure
  | Motive;

export type EffectKind = Effect["kind"];

/** An effect of one kind. */
export type EffectOf<Kind extends EffectKind> = Extract<Effect, { readonly kind: Kind }>;

/** The fields of an effect that may be left out where it is made, and what they are then. */
export type Made<E extends Effect, Needed extends keyof E = never> = Pick<E, Needed> & {
  readonly [Field in Exclude<keyof E, Needed | "kind">]?: E[Field] | undefined;
};

// Every record of a kind has the same fields in the same order: readers of many see one shape.

export const life = (
  entity: EntityId,
  change: Life["change"],
  { successor, by = [], presumed = false }: Made<Life> = {},
): Life => ({ kind: "life", entity, change, successor, by, presumed });

export const standing = (faction: EntityId, rank: Rank): Standing => ({ kind: "standing", faction, rank });

export const belong = (member: EntityId, { to, from, atFirst = false }: Made<Belong>): Belong => ({
  kind: "belong",
  member,
  to,
  from,
  atFirst,
});

export const seat = (
  office: EntityId,
  { comes, goes, manner, acting = false, coRuler = false, line }: Made<Seat>,
): Seat => ({
  kind: "seat",
  office,
  comes,
  goes,
  manner,
  acting,
  coRuler,
  line,
});

export const chart = (system: EntityId, { region, position, lanes = [], value }: Made<Chart>): Chart => ({
  kind: "chart",
  system,
  region,
  position,
  lanes,
  value,
});

export const rule = (
  system: EntityId,
  { sovereign, controller, jointly = NOBODY, from, basis, atFirst = false, retaken = false }: Made<RuleEffect>,
): RuleEffect => ({ kind: "rule", system, sovereign, controller, jointly, from, basis, atFirst, retaken });

const NOBODY: readonly EntityId[] = [];

export const contest = (
  place: EntityId | undefined,
  sides: readonly (readonly EntityId[])[],
  { conflict, victor }: Made<Contest> = {},
): Contest => ({ kind: "contest", place, sides, conflict, victor });

export const claim = (by: EntityId, over: EntityId, stands: boolean): ClaimEffect => ({
  kind: "claim",
  by,
  over,
  stands,
});

export const capital = (faction: EntityId, system: EntityId, host?: EntityId): Capital => ({
  kind: "capital",
  faction,
  system,
  host,
});

export const strength = (
  of: EntityId,
  component: Strength["component"],
  { change, amount, unit = "units", isMoved = false, baseline }: Made<Strength, "change">,
): Strength => ({ kind: "strength", of, component, change, amount, unit, isMoved, baseline });

export const alert = (formation: EntityId, level: string | number, from?: string | number): Alert => ({
  kind: "alert",
  formation,
  level,
  from,
});

export const bond = (
  id: EntityId,
  change: BondEffect["change"],
  { parties = [], pledges = [], signatories = [], by, until }: Made<BondEffect> = {},
): BondEffect => ({ kind: "bond", bond: id, change, parties, pledges, signatories, by, until });

/** When a bond runs out that came about some time in a span; undefined where it lasts. */
export function lapseOf({ until }: Pick<BondEffect, "until">, begun: Span): Span | undefined {
  if (until === undefined || "earliest" in until) return until;
  return { earliest: begun.earliest + until.shortest, latest: begun.latest + until.longest };
}

export const side = (
  conflict: EntityId,
  change: SideEffect["change"],
  who?: EntityId,
  beside?: EntityId,
): SideEffect => ({
  kind: "side",
  conflict,
  change,
  who,
  beside,
});

export const member = (body: EntityId, who: EntityId, change: Member["change"]): Member => ({
  kind: "member",
  body,
  who,
  change,
});

export const place = (who: EntityId, at?: EntityId): PlaceEffect => ({ kind: "place", who, at });

export const meeting = (parties: readonly EntityId[]): Meeting => ({ kind: "meeting", parties });

export const loss = (of: readonly EntityId[], count: number | undefined): Loss => ({ kind: "loss", of, count });

export const ranking = (faction: EntityId, { metric, rank, among }: Omit<Ranking, "kind" | "faction">): Ranking => ({
  kind: "ranking",
  faction,
  metric,
  rank,
  among,
});

export const spy = (by: EntityId, into: EntityId, person?: EntityId): Spy => ({ kind: "spy", by, into, person });

export const attack = (against: EntityId, by: readonly EntityId[], isOpen: boolean): Attack => ({
  kind: "attack",
  against,
  by,
  isOpen,
});

export const word = (
  report: EntityId | undefined,
  { change, by, claim, about, reliability }: Made<Word, "change" | "by">,
): Word => ({ kind: "word", report, change, by, claim, about, reliability });

export const question = (id: EntityId, { about, options = [], answer }: Made<QuestionEffect>): QuestionEffect => ({
  kind: "question",
  question: id,
  about,
  options,
  answer,
});

export const exposure = (faction: EntityId, by: EntityId): Exposure => ({ kind: "exposure", faction, by });

export const naming = (entity: EntityId, called: string): Naming => ({ kind: "name", entity, name: called });

export const motive = (person: EntityId, regarding: EntityId): Motive => ({ kind: "motive", person, regarding });
