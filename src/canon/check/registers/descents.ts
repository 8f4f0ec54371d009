import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { append } from "../../../idioms/multimap.ts";
import { eventOf } from "../kit/eventOf.ts";
import { fieldOf, textOf } from "../kit/fieldValues.ts";
import type { Register } from "../kit/register.ts";
import type { FindingPlace } from "../kit/ruleContext.ts";
import { writtenDate } from "../kit/writtenDate.ts";
import { entityRegister } from "./entities.ts";

const PARENTS = ["mother", "father"] as const;

/** Somebody is said to be a parent. */
export interface Descent {
  /** Where canon says so: a birth, or what declares the child. */
  readonly said: ResolvedEvent;
  readonly child: EntityId;
  readonly parent: EntityId;
  readonly as: (typeof PARENTS)[number];
  /** The birth, where a declaration without a date says who the parents are, and another event when the child was born. */
  readonly birth: ResolvedEvent;
}

/** By child, who its parents are. */
export const descentRegister: Register<ReadonlyMap<EntityId, readonly Descent[]>> = {
  name: "descents",
  build(history, use) {
    const { canonical, get } = use(entityRegister);
    const birthOf = (said: ResolvedEvent, child: EntityId): ResolvedEvent => {
      const born = said.at === undefined ? eventOf(history, get(child)?.starts[0]) : undefined;
      return born === undefined || born.timeTravel === true ? said : born;
    };
    const descents = new Map<EntityId, Descent[]>();
    for (const said of history.eventsOf(history.typesWith("declares"))) {
      const born = history
        .references(said)
        .find(({ role, targets }) => role === "declares" && targets.includes("person"));
      if (born === undefined || said.timeTravel === true) continue;
      const child = canonical(born.id);
      for (const as of PARENTS) {
        const parent = textOf(fieldOf(said.data, as));
        if (parent !== undefined)
          append(descents, child, { said, child, parent: canonical(parent), as, birth: birthOf(said, child) });
      }
    }
    return descents;
  },
};

/** Of one child: what a birth says, a declaration need not say again. */
export function saidOnce(own: readonly Descent[]): readonly Descent[] {
  const key = ({ parent, as }: Descent): string => `${as} ${parent}`;
  const ofBirths = new Set(own.filter(({ said }) => said.at !== undefined).map(key));
  return own.filter((descent) => descent.said.at !== undefined || !ofBirths.has(key(descent)));
}

export const parentPlace = ({ said, as, child }: Descent): FindingPlace => ({
  event: said.id,
  path: [as],
  role: said.at === undefined ? `${as} of ${child}` : `${as} of one born ${writtenDate(said.at)}`,
});
