import type { EntityId } from "../../../events/envelope.ts";

/** What a project says once for all rules. It is the last word: over what canon declares, and over what rules assume. */
export interface RuleSettings {
  /** Years that are plausible at most, by species. */
  readonly lifespans: Readonly<Record<EntityId, number>>;
  /** Whose word counts, by document; 1 is highest. */
  readonly ranks: Readonly<Record<EntityId, number>>;
}

export const NO_SETTINGS: RuleSettings = { lifespans: {}, ranks: {} };
