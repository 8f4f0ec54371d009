import { type Channel, type ModelValues, OURS, type Parameter } from "../channels/defineChannel.ts";
import { channels as builtIn } from "../channels/channels.ts";
import type { Excitation, ExcitedAmong } from "./excitation.ts";
import { declaredParameters } from "./parameters.ts";

/** Everything that numbers of a what-if rest on, beside canon. */
export interface Model {
  readonly name: string;
  /** By channel, and `deliberation` for what acts share. */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, Parameter>>>>;
  readonly excitation: readonly Excitation[];
  /** By channel: how long what excites it lasts, in days (1/β). */
  readonly memory: Readonly<Record<string, Parameter>>;
  /** No run has more simulated events than this. */
  readonly mostEvents: number;
  /** How `causes` of canon's events are read. */
  readonly causes: Reading;
  /**
   * Where canon would have told of a class of events, had there been one; absent: everywhere up to its end. Inside, whatever canon is
   * silent about has not happened.
   */
  readonly coverage?: readonly Coverage[];
}

/**
 * Of several causes: the event happens while `any` is left, only while `all` are, or whatever became of them (`ignored`). What canon meant
 * by “because” is our judgement.
 */
export type Reading = (typeof READINGS)[number];

export const READINGS = ["any", "all", "ignored"] as const;

export interface Coverage {
  readonly channel: string;
  /** Dates, or whole years; open where absent. */
  readonly from?: string | number | undefined;
  readonly until?: string | number | undefined;
}

const n = (value: number, low: number, high: number, about: string): Parameter => ({
  value,
  prior: [low, high],
  source: OURS,
  about,
});

const excites = (from: string, to: string, among: ExcitedAmong, value: number): Excitation => ({
  from,
  to,
  among,
  n: n(value, value / 2, value * 2, `events of ${to} that one of ${from} brings about`),
});

const EXCITATION: readonly Excitation[] = [
  excites("breach", "breach", "target", 0.1),
  excites("breach", "breach", "own", 0.06),
  excites("breach", "alert", "any", 0.12),
  excites("breach", "arm", "target", 0.25),
  excites("breach", "envoys", "any", 0.06),
  excites("breach", "halt", "target", 0.1),
  excites("claim", "claim", "target", 0.1),
  excites("claim", "alert", "target", 0.08),
  excites("sabotage", "sabotage", "own", 0.25),
  excites("sabotage", "alert", "target", 0.15),
  excites("sabotage", "expose", "target", 0.25),
  excites("missing", "missing", "own", 0.25),
  excites("missing", "expose", "any", 0.06),
  excites("missing", "alert", "any", 0.04),
  excites("treaty", "envoys", "target", 0.15),
  excites("treaty", "sabotage", "any", 0.08),
];

/** Days. */
const MEMORY = 90;

/** The model that comes with valoris. Nobody has observed these rates: each is a prior, and says so. */
export function defaultModel(channels: readonly Channel[] = builtIn): Model {
  return {
    name: "alpha-quadrant",
    parameters: Object.fromEntries(declaredParameters(channels)),
    excitation: EXCITATION.filter(
      ({ from, to }) => channels.some(({ name }) => name === from) && channels.some(({ name }) => name === to),
    ),
    memory: Object.fromEntries(
      channels.map(({ name }) => [name, n(MEMORY, 30, 180, "days after which 1/e of an excitation is left")]),
    ),
    mostEvents: 2000,
    causes: "any",
  };
}

/** The values that a model gives its parameters. */
export const valuesOf = ({ parameters }: Model): ModelValues =>
  Object.fromEntries(
    Object.entries(parameters).map(([group, own]) => [
      group,
      Object.fromEntries(Object.entries(own).map(([name, { value }]) => [name, value])),
    ]),
  );
