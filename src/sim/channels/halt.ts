import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { grievance, openTalks } from "../world/features.ts";
import { remembered } from "../world/remembered.ts";
import { isHeld } from "../world/simWorld.ts";
import { OURS } from "./defineChannel.ts";
import { defineAct } from "./deliberate.ts";

const talksOf = remembered("quiet", (world, actor) =>
  openTalks(world, "")
    .filter(([, { parties }]) => parties.includes(actor))
    .map(([key]) => key),
);

export const halt = defineAct({
  name: "halt",
  event: "TalksHalted",
  about: "A power breaks off talks that it takes part in.",
  parameters: {
    base: { value: -1.6, prior: [-2.4, -0.8], source: OURS, about: "utility of breaking off" },
    grievance: { value: 1.5, prior: [0.5, 2.5], source: OURS, about: "added just after having been attacked" },
  },
  most: ({ base, grievance: perGrievance }) => base + Math.max(0, perGrievance),
  targets(world, actor, { base, grievance: perGrievance }) {
    const open = talksOf(world, actor).filter((talks) => !isHeld(world, "halt", [actor], talks));
    if (open.length === 0) return [];
    const utility = base + perGrievance * grievance(world, actor);
    return open.map((key) => ({ key, utility }));
  },
  write(world, actor, { mark: talks = "" }) {
    const { event: begun, parties = [] } = world.states.facts.bonds.get(talks) ?? {};
    return [
      {
        type: "TalksHalted",
        title: `${actor} breaks off talks with ${parties.filter((party) => party !== actor).join(" and ")}`,
        data: { talks, by: actor },
        ...(begun === undefined ? {} : { causes: [begun] }),
      },
    ];
  },
  identify(event, { powerOf }) {
    const { type, data } = event as ResolvedEvent & KnownEvent;
    const by = type === "TalksHalted" ? powerOf(data.by) : undefined;
    return type !== "TalksHalted" || by === undefined
      ? undefined
      : { actors: [by], mark: data.talks, instrument: data.talks };
  },
});
