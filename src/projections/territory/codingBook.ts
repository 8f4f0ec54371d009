/** What a system is worth, in coding-book units. */
export interface SystemValue {
  readonly yards: number;
  readonly energy: number;
  readonly population: number;
  readonly worlds: number;
}

/** A system of which canon says nothing: no yard, and one unit of each other. */
export const SYSTEM_DEFAULTS: SystemValue = { yards: 0, energy: 1, population: 1, worlds: 1 };

/** Parts of a system’s value: to its holder; to controller and to sovereign each (several share it evenly); to each party of a battle. Our judgement. */
export const TERRITORY_INDEX = { held: 1, occupied: 0.5, contested: 0.25 } as const;
