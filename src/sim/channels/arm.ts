import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { advantage, frontier, grievance, MOST_ADVANTAGE, nerves } from "../world/features.ts";
import { isHeld } from "../world/simWorld.ts";
import { OURS } from "./defineChannel.ts";
import { defineAct } from "./deliberate.ts";

export const arm = defineAct({
  name: "arm",
  event: "ForceRaised",
  about: "A power builds ships and trains crews.",
  parameters: {
    base: { value: -1.8, prior: [-2.6, -1.2], source: OURS, about: "utility at ease" },
    nerves: { value: 1, prior: [0.3, 2], source: OURS, about: "added at nervousness 100" },
    inferiority: {
      value: 0.5,
      prior: [0, 1],
      source: `balancing (Waltz 1979); its size: ${OURS}`,
      about: "for each ln of strength below the strongest neighbour",
    },
    grievance: { value: 0.8, prior: [0.2, 1.5], source: OURS, about: "added just after having been attacked" },
    units: { value: 2, prior: [1, 4], source: OURS, about: "hulls and crews, in coding-book units" },
  },
  most: ({ base, nerves: perNerves, inferiority, grievance: perGrievance }) =>
    base + Math.max(0, perNerves) + Math.max(0, inferiority) * MOST_ADVANTAGE + Math.max(0, perGrievance),
  targets(world, actor, { base, nerves: perNerves, inferiority, grievance: perGrievance }) {
    if (isHeld(world, "arm", [actor])) return [];
    let behind = 0;
    for (const other of frontier(world, actor).keys()) behind = Math.max(behind, -advantage(world, actor, other));
    const utility =
      base + perNerves * nerves(world, actor) + inferiority * behind + perGrievance * grievance(world, actor);
    return [{ key: "military", utility }];
  },
  write: (_world, actor, _firing, { units }) => [
    { type: "ForceRaised", title: `${actor} arms`, data: { faction: actor, component: "military", by: units } },
  ],
  identify(event) {
    const { type, data } = event as ResolvedEvent & KnownEvent;
    if (type !== "ForceRaised" || data.component !== "military") return undefined;
    return { actors: [data.faction], mark: "military" };
  },
});
