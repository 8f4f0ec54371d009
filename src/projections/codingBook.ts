import type { Catalogue } from "../events/createCatalogue.ts";
import { DAY } from "../events/dates/span.ts";
import { BELIEF_PARAMETERS, RELIABILITY } from "./beliefs/codingBook.ts";
import { NERVOUSNESS_PARAMETERS } from "./nervousness/codingBook.ts";
import { COMPONENT_WEIGHTS, LEGITIMACY, POWER_PARAMETERS } from "./power/codingBook.ts";
import { SYSTEM_DEFAULTS, TERRITORY_INDEX } from "./territory/codingBook.ts";

export interface CodingBookRow {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
}

/** Parameters of one kind, and where they come from. */
export interface CodingBookTable {
  readonly title: string;
  readonly source: string;
  readonly rows: readonly CodingBookRow[];
}

/** Raised whenever a number of it changes. */
export const CODING_BOOK_VERSION = 2;

const days = (ms: number): string => `${ms / DAY} days`;
const OURS = "our judgement";

/** Every number that the projections rest on, with its source or the words “our judgement”. */
export function codingBook(catalogue: Catalogue): CodingBookTable[] {
  return [
    {
      title: "Power: weights of components",
      source: `geometric form of Kadera & Sorokin 2004, Int. Interactions 30:211–230; weights: ${OURS}`,
      rows: COMPONENT_WEIGHTS.map(({ component, weight, floor }) => ({
        name: component,
        value: `${weight}`,
        note: `floor ${floor} units`,
      })),
    },
    {
      title: "Power: effects",
      source: OURS,
      rows: [
        {
          name: "crippled",
          value: `× ${POWER_PARAMETERS.crippledFactor}`,
          note: "prior U(.2, .4): driven by the prior, not by canon",
        },
        { name: "several ships", value: `${POWER_PARAMETERS.several}`, note: "a prior" },
        { name: "quadrant's total of a share", value: `${POWER_PARAMETERS.shareTotal} units` },
        { name: "extraction at once", value: `${POWER_PARAMETERS.extractionAtOnce}` },
        { name: "extraction, half-life of the rest", value: days(POWER_PARAMETERS.extractionHalfLife) },
        { name: "legitimacy fades back within", value: days(POWER_PARAMETERS.legitimacyFades) },
        ...Object.entries(LEGITIMACY).map(([manner, left]) => ({
          name: `legitimacy after: ${manner}`,
          value: `× ${left}`,
        })),
      ],
    },
    {
      title: "Territory",
      source: `procedures: Correlates of War, Territorial Change (Tir, Schafer, Diehl & Goertz 1998); parts: ${OURS}`,
      rows: [
        ...Object.entries(SYSTEM_DEFAULTS).map(([name, value]) => ({
          name: `a system's ${name}`,
          value: `${value}`,
          note: "where canon says nothing",
        })),
        ...Object.entries(TERRITORY_INDEX).map(([name, value]) => ({
          name: `part of a system, ${name}`,
          value: `${value}`,
        })),
      ],
    },
    {
      title: "Nervousness",
      source: OURS,
      rows: [
        {
          name: "S0",
          value: NERVOUSNESS_PARAMETERS.scale.toFixed(3),
          note: "9 / ln(10/7): one assault next door makes 30",
        },
        { name: "length scale", value: `${NERVOUSNESS_PARAMETERS.lengthScale} hops` },
        { name: "half-life of other types", value: `${NERVOUSNESS_PARAMETERS.halfLife} days` },
      ],
    },
    {
      title: "Belief",
      source: OURS,
      rows: [
        ...Object.entries(RELIABILITY).map(([word, r]) => ({
          name: `reliability: ${word}`,
          value: `${r}`,
          note: `likelihood ratio ${Number((r / (1 - r)).toFixed(2))}: what it says is so, or is not`,
        })),
        {
          name: "most reliable",
          value: `${BELIEF_PARAMETERS.mostReliable}`,
          note: "likelihood ratio 99, and 1/99 for the least",
        },
        { name: "exposed deception", value: `${BELIEF_PARAMETERS.deception}`, note: "its likelihood ratio" },
        { name: "believed above", value: `${BELIEF_PARAMETERS.believedAbove}` },
      ],
    },
    {
      title: "Tension of events",
      source: `PLOVER mode scores; CAMEO–Goldstein (Goldstein 1992, J. Conflict Resolution 36:369); half-lives: ${OURS}`,
      rows: [...catalogue.definitions.values()].flatMap(({ type, tensions }) =>
        tensions.map(({ mode, weight, cameo, goldstein, halfLife }) => ({
          name: type,
          value: `${weight > 0 ? "+" : ""}${weight}`,
          note: `${mode}${cameo === undefined ? "" : `; CAMEO ${cameo}: ${goldstein ?? "–"}`}; half-life ${halfLife ?? NERVOUSNESS_PARAMETERS.halfLife} days`,
        })),
      ),
    },
  ];
}
