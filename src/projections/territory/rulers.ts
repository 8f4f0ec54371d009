import type { EntityId } from "../../events/envelope.ts";
import type { SystemState } from "./territoryState.ts";

type Held = Pick<SystemState, "sovereign" | "controller" | "coSovereigns" | "coControllers">;

/** Who owns a system in law, each as much as the others. */
export const ownersIn = ({ sovereign, coSovereigns }: Held): readonly EntityId[] => listed(sovereign, coSovereigns);

/** Who rules it in fact, each as much as the others. */
export const rulersIn = ({ controller, coControllers }: Held): readonly EntityId[] => listed(controller, coControllers);

/** Whether whoever owns it rules it. */
export const isHeld = (system: Held): boolean =>
  system.sovereign === system.controller && areSame(system.coSovereigns ?? NOBODY, system.coControllers ?? NOBODY);

/** The same, in whatever order. */
export const areSame = (some: readonly EntityId[], others: readonly EntityId[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one));

const listed = (first: EntityId | undefined, others: readonly EntityId[] | undefined): readonly EntityId[] => {
  if (first === undefined) return NOBODY;
  return others === undefined ? [first] : [first, ...others];
};

const NOBODY: readonly EntityId[] = [];
