import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { EntityId } from "../../events/envelope.ts";
import { log } from "../../idioms/exactMath.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { exposure, hidden } from "../world/features.ts";
import { isActing, isHeld, type SimWorld } from "../world/simWorld.ts";
import { defineChannel, OURS } from "./defineChannel.ts";

const findable = (world: SimWorld, power: EntityId): readonly EntityId[] =>
  hidden(world).filter((group) => !isHeld(world, "expose", [power, group]));

export const expose = defineChannel({
  name: "expose",
  event: "FactionIdentified",
  about: "A power finds out more of a covert faction, the sooner the less is known.",
  parameters: {
    rate: { value: 0.15, prior: [0.05, 0.4], source: OURS, about: "μ: a year, of each power, of nothing known" },
  },
  actors: ({ powers, covert }) => (covert.length === 0 ? [] : powers.map((power) => [power])),
  rate(world, [power = ""], { rate }) {
    if (!isActing(world, power)) return 0;
    let unknown = 0;
    for (const group of findable(world, power)) unknown = Math.max(unknown, 1 - exposure(world, group));
    return rate * unknown;
  },
  bound: ({ rate }) => rate,
  mark: {
    alternatives: (world, [power = ""]) =>
      findable(world, power).map((key) => ({ key, phi: log(1 - exposure(world, key)) })),
    write: (_world, [power = ""], { mark: faction = "", exciter }) => [
      {
        type: "FactionIdentified",
        title: `${power} learns more of ${faction}`,
        data: { faction, by: power },
        ...(exciter === undefined ? {} : { causes: [exciter] }),
      },
    ],
    identify(event, { powerOf, covert }) {
      const { type, data } = event as ResolvedEvent & KnownEvent;
      const by = type === "FactionIdentified" ? powerOf(data.by) : undefined;
      if (type !== "FactionIdentified" || by === undefined || !covert.includes(data.faction)) return undefined;
      return { actors: [by], mark: data.faction, targets: [data.faction] };
    },
  },
});
