import type { RuleEffect } from "../../../events/effects.ts";
import type { EntityId } from "../../../events/envelope.ts";

/** What an event says of who holds one system. */
export interface HoldingChange {
  readonly system: EntityId;
  readonly to: EntityId | undefined;
  /** Who has it together with them from then on. */
  readonly jointly: readonly EntityId[];
  /** Whoever ruled it left of his own will, and nobody is named who came. */
  readonly isWithdrawal: boolean;
  /** Whom the event names as having had it. */
  readonly from: EntityId | undefined;
  /** In law and in fact; otherwise in fact only. */
  readonly inLaw: boolean;
  readonly basis: string | undefined;
  /** Held so when it was charted. */
  readonly atFirst: boolean;
  readonly retaken: boolean;
}

export const holdingChange = ({
  system,
  sovereign,
  controller,
  jointly,
  from,
  basis,
  atFirst,
  retaken,
}: RuleEffect): HoldingChange => ({
  system,
  to: controller === "sovereign" ? undefined : (controller ?? undefined),
  jointly,
  isWithdrawal: controller === "sovereign",
  from,
  inLaw: sovereign !== undefined,
  basis,
  atFirst,
  retaken,
});

/** What one who ended had in law, or in fact where another owns it. */
export const leftBehind = (
  system: EntityId,
  successor: EntityId | undefined,
  { inLaw }: Pick<HoldingChange, "inLaw">,
): HoldingChange => ({
  system,
  to: successor,
  jointly: [],
  // An occupier that is no more leaves it to the owner.
  isWithdrawal: !inLaw,
  from: undefined,
  inLaw,
  basis: LEFT_BEHIND,
  atFirst: false,
  retaken: false,
});

const LEFT_BEHIND = "end of the holder";

/** Whoever had it ended; it is a successor's, or nobody's. */
export const isLeftBehind = ({ basis }: Pick<HoldingChange, "basis">): boolean => basis === LEFT_BEHIND;

/** Whom an attack is against need not hold what it takes: another may defend it. */
export const isByForce = ({ basis }: Pick<HoldingChange, "basis">): boolean => basis === "breach";
