import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { grievance, nerves, openTalks } from "../world/features.ts";
import { remembered } from "../world/remembered.ts";
import { isActing, isHeld } from "../world/simWorld.ts";
import { OURS } from "./defineChannel.ts";
import { defineAct } from "./deliberate.ts";

/** With whom a power does not talk already. */
const partners = remembered("quiet", (world, actor) => {
  const open = openTalks(world, "").filter(([, { parties }]) => parties.includes(actor));
  return world.cast.powers.filter(
    (other) =>
      other !== actor &&
      isActing(world, other) &&
      !open.some(([, { parties }]) => parties.includes(other)) &&
      !isHeld(world, "talks", [actor, other]),
  );
});

export const talks = defineAct({
  name: "talks",
  event: "TalksOpened",
  about: "A power opens talks with another.",
  parameters: {
    base: { value: -2, prior: [-2.8, -1.2], source: OURS, about: "utility at ease" },
    nerves: { value: 1.4, prior: [0.5, 2.5], source: OURS, about: "added at nervousness 100" },
    grievance: { value: 0.6, prior: [0, 1.2], source: OURS, about: "taken off just after having been attacked" },
  },
  most: ({ base, nerves: perNerves, grievance: perGrievance }) =>
    base + Math.max(0, perNerves) + Math.max(0, -perGrievance),
  targets(world, actor, { base, nerves: perNerves, grievance: perGrievance }) {
    const utility = base + perNerves * nerves(world, actor) - perGrievance * grievance(world, actor);
    return partners(world, actor).map((key) => ({ key, utility }));
  },
  write: (_world, actor, { mark: other = "", id }) => [
    {
      type: "TalksOpened",
      title: `${actor} and ${other} begin to talk`,
      data: { talks: `talks-${id}`, parties: [actor, other] },
    },
  ],
  identify(event) {
    const { type, data } = event as ResolvedEvent & KnownEvent;
    if (type !== "TalksOpened" || data.parties.length !== 2) return undefined;
    const [one = "", other = ""] = data.parties;
    return { actors: [one], mark: other, targets: [other], mutual: true };
  },
});
