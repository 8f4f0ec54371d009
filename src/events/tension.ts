/** What a tension may ask of the world at the moment of its event. */
export interface TensionMoment {
  /** By how many ranks the event made a formation readier; 0 where it did not. */
  raised(formation: string): number;
}

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
  readonly intensity?: (data: Data) => number;
  /** The credence that it was hostile, before belief says better; 1 if absent. */
  readonly credence?: (data: Data) => number;
}
