import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { advantage, frontier, MOST_ADVANTAGE, nerves, pacts, wants } from "../world/features.ts";
import { isActing, isHeld } from "../world/simWorld.ts";
import { OURS } from "./defineChannel.ts";
import { defineAct, type Target } from "./deliberate.ts";

export const claim = defineAct({
  name: "claim",
  event: "ClaimAsserted",
  about: "A power claims a system of a neighbour.",
  parameters: {
    base: { value: -2.6, prior: [-3.5, -1.8], source: OURS, about: "utility for equals at ease" },
    advantage: { value: 0.5, prior: [0, 1], source: OURS, about: "for each ln of strength above the neighbour" },
    nerves: { value: 0.4, prior: [0, 1], source: OURS, about: "added at nervousness 100" },
    treatyCost: { value: 0.5, prior: [0, 1.2], source: OURS, about: "for each treaty in force with the neighbour" },
  },
  most: ({ base, advantage: perAdvantage, nerves: perNerves }) =>
    base + Math.max(0, perAdvantage) * MOST_ADVANTAGE + Math.max(0, perNerves),
  targets(world, actor, { base, advantage: perAdvantage, nerves: perNerves, treatyCost }) {
    const found: Target[] = [];
    for (const [other, systems] of frontier(world, actor)) {
      if (!isActing(world, other) || isHeld(world, "claim", [actor, other])) continue;
      const utility =
        base +
        perAdvantage * advantage(world, actor, other) +
        perNerves * nerves(world, actor) -
        treatyCost * pacts(world, actor, other).length;
      for (const system of systems) if (!wants(world, actor, system)) found.push({ key: system, utility });
    }
    return found;
  },
  write: (world, actor, { mark: system = "" }) => {
    const against = world.states.territory.systems.get(system)?.controller;
    return [
      {
        type: "ClaimAsserted",
        title: `${actor} claims ${system}`,
        data: { by: actor, over: system, ...(against === undefined ? {} : { against }) },
      },
    ];
  },
  identify(event, { powerOf }) {
    const { type, data } = event as ResolvedEvent & KnownEvent;
    const by = type === "ClaimAsserted" ? powerOf(data.by) : undefined;
    if (type !== "ClaimAsserted" || by === undefined || typeof data.over !== "string") return undefined;
    return { actors: [by], mark: data.over, targets: [data.against ?? []].flat() };
  },
});
