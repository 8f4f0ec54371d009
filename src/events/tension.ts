/** What a tension may ask of the world at the moment of its event. */
export interface TensionMoment {
  /** By how many ranks the event made a formation readier; 0 where it did not. */
  raised(formation: string): number;
  /** How ready a formation is, as a rank; 0 at rest. */
  alertRank(formation: string): number;
  /** Whether a person held an office until then. */
  heldOffice(person: string): boolean;
  /** How much of a component a faction has, in units; 0 where canon says nothing. */
  level(faction: string, component: string): number;
}

/**
 * Something for as long as which an alarm stands: a conflict goes on (with one of its belligerents in it), a system is ruled by one to
 * whom it does not belong, a formation is as ready as that, a claim is not renounced.
 */
export type Condition =
  | { readonly conflict: string; readonly with?: string }
  | { readonly occupied: string; readonly by: string }
  | { readonly alert: string; readonly rank: number }
  | { readonly claim: string; readonly by: string };

/**
 * How an event weighs on those who hear of it. Weights are PLOVER mode scores (Open Event Data Alliance 2018; Halterman
 * et al. 2023); the CAMEO code and its Goldstein value (Goldstein 1992, J. Conflict Resolution 36:369) stand beside them.
 * Half-lives are our judgement, in days.
 */
export interface Tension<Data = never> {
  /** PLOVER event and mode, such as "ASSAULT". */
  readonly mode: string;
  /** Below 0 alarms, above 0 relieves. */
  readonly weight: number;
  readonly cameo?: string;
  /** The weight when the coding book is switched to CAMEO–Goldstein; PLOVER's stands in where there is none. */
  readonly goldstein?: number;
  /** Days until half of it is forgotten; 30 if absent. */
  readonly halfLife?: number;
  /**
   * An alarm that stands while any of these is so: until then it fades to `floor`, a part of it from 0 to 1, and not to nothing. Floors
   * are our judgement: people get used to a front line, and do not forget it.
   */
  readonly stands?: {
    readonly floor: number;
    readonly while: (data: Data, now: TensionMoment) => readonly Condition[];
  };
  /** Talk of force, or force (Caldara & Iacoviello 2022, AER 112:1194). An act if absent. */
  readonly kind?: "threat" | "act";
  /** Fields of the data that name who did it: it does not alarm or relieve them. */
  readonly actors?: readonly string[];
  /** Fields of the data that name whom it is about; the nearest of these decides how far away it is felt. */
  readonly parties: readonly string[];
  /** Relief that takes two: it counts only if the parties belong to two factions. */
  readonly mutual?: boolean;
  /** False: this does not apply to this event of the type. */
  readonly when?: (data: Data, now: TensionMoment) => boolean;
  /** It applies only to an event with a cause of one of these types. */
  readonly causedBy?: readonly string[];
  /** Multiplies the weight, such as the violence of a breach; 1 if absent. */
  readonly intensity?: (data: Data, now: TensionMoment) => number;
  /** The credence that it was hostile, before belief says better; 1 if absent. */
  readonly credence?: (data: Data) => number;
}
