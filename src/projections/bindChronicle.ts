import { catalogue as builtInCatalogue } from "../events/catalogue/catalogue.ts";
import { closest } from "../events/closest.ts";
import { ValorisError } from "../events/valorisError.ts";
import type { Chronicle } from "../timelines/chronicle.ts";
import type { Point } from "../timelines/point.ts";
import { type Because, because } from "./because.ts";
import type { AnyProjection } from "./defineProjection.ts";
import { createNervousness, nervousness, QUADRANT, type NervousnessOptions } from "./nervousness/nervousness.ts";
import type { FactEntry } from "./facts/facts.ts";
import { story } from "./facts/story.ts";
import { explainShare } from "./power/explainShare.ts";
import { power } from "./power/power.ts";
import { type Tenure, tenure } from "./tenure.ts";
import { territory } from "./territory/territory.ts";
import { type World, worldAt } from "./world.ts";

/** The projections that come with valoris, under their metrics' names. */
export type BuiltIn = readonly [typeof territory, typeof power, typeof nervousness];

export type BuiltInWorld = World<BuiltIn>;

/** Metrics that `because` explains. */
export const METRICS = ["power", "share", "territory", "nervousness"] as const;

/** What the projections that come with valoris, and others that were passed in, say of a chronicle. */
export interface Answers {
  readonly projections: readonly AnyProjection[];
  /** All projections at a point. */
  worldAt(point?: Point): BuiltInWorld;
  /**
   * Why a number is what it is: `power` (ln P), `share`, `territory` (the index) or `nervousness` of a faction, `nervousness` of
   * the `quadrant`, or a number of a projection that was passed in.
   *
   * @throws ValorisError `explain/unknown-metric`, `explain/unknown-subject`
   */
  because(metric: string, subject: string, point?: Point): Because;
  /** Who held a system, from when until when. @throws ValorisError `explain/unknown-subject` */
  tenure(system: string, point?: Point): Tenure[];
  /** What became of somebody or something: who held an office, who fought a war, what a person rose to. */
  story(subject: string, point?: Point): readonly FactEntry[];
}

/** A chronicle that answers for its numbers. */
export type Bound<C extends Chronicle = Chronicle> = C & Answers;

export interface BindOptions extends Pick<NervousnessOptions, "scale"> {
  readonly projections?: readonly AnyProjection[];
}

/** Binds a chronicle to the built-in projections; weights of event types that were added to its catalogue count as well. */
export function bindChronicle<C extends Chronicle>(chronicle: C, options: BindOptions = {}): Bound<C> {
  const { scale } = options;
  const isDefault = chronicle.catalogue === builtInCatalogue && scale === undefined;
  const nerves = isDefault
    ? nervousness
    : createNervousness({ catalogue: chronicle.catalogue, ...(scale === undefined ? {} : { scale }) });
  const builtIn: BuiltIn = [territory, power, nerves];
  const others = options.projections ?? [];
  const projections: readonly AnyProjection[] = [...builtIn, ...others];

  return {
    ...chronicle,
    projections,
    worldAt: (point) => worldAt(chronicle, builtIn, point, others),
    because(metric, subject, point) {
      const found =
        metric === "share"
          ? explainShare(chronicle, subject, point)
          : because(chronicle, projections, metric, subject, point);
      // A number that no event made is that of someone of whom canon says nothing, or of a power that nothing touched.
      if (found.contributions.length === 0) refuseUnknown(metric, subject, chronicle, builtIn);
      return found;
    },
    tenure(system, point) {
      const found = tenure(chronicle, system, point);
      if (found.length > 0) return found;
      throw unknownSubject("tenure", system, Object.keys(worldAt(chronicle, [territory]).territory.systems));
    },
    story: (subject, point) => story(chronicle, subject, point),
  };
}

/** @throws ValorisError `explain/unknown-subject` for a subject that a built-in metric is not about */
function refuseUnknown(metric: string, subject: string, chronicle: Chronicle, builtIn: BuiltIn): void {
  const isOfPowers = metric === "power" || metric === "share" || metric === "nervousness";
  if (!isOfPowers && (metric !== "territory" || chronicle.kindOf(subject) === "faction")) return;
  const world = worldAt(chronicle, builtIn);
  const known = metric === "territory" ? Object.keys(world.territory.index) : Object.keys(world.power);
  const subjects = metric === "nervousness" ? [QUADRANT, ...known] : known;
  if (!subjects.includes(subject)) throw unknownSubject(metric, subject, subjects);
}

function unknownSubject(metric: string, subject: string, known: readonly string[]): ValorisError {
  const suggestion = closest(subject, known);
  const list = `${known.slice(0, 12).join(", ")}${known.length > 12 ? ", …" : ""}`;
  return new ValorisError("explain/unknown-subject", `${metric} knows nothing of “${subject}”.`, {
    help: suggestion === undefined ? `It knows: ${list}.` : `Did you mean ${suggestion}?`,
    details: { metric, subject },
  });
}
