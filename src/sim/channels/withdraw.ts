import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { nerves, occupied } from "../world/features.ts";
import { isHeld } from "../world/simWorld.ts";
import { OURS } from "./defineChannel.ts";
import { defineAct } from "./deliberate.ts";

export const withdraw = defineAct({
  name: "withdraw",
  event: "ControlChanged",
  about: "A power leaves systems that it occupies.",
  parameters: {
    base: { value: -2.4, prior: [-3.2, -1.6], source: OURS, about: "utility of leaving all that it occupies" },
    nerves: { value: 0.8, prior: [0, 1.6], source: OURS, about: "added at nervousness 100" },
  },
  most: ({ base, nerves: perNerves }) => base + Math.max(0, perNerves),
  targets(world, actor, { base, nerves: perNerves }) {
    return occupied(world, actor).length === 0 || isHeld(world, "withdraw", [actor])
      ? []
      : [{ key: "all", utility: base + perNerves * nerves(world, actor) }];
  },
  write(world, actor) {
    const systems = occupied(world, actor);
    const won = world.states.territory.systems.get(systems[0] ?? "")?.by?.id;
    return [
      {
        type: "ControlChanged",
        title: `${actor} leaves what it occupied`,
        data: { systems, from: actor, withdrawn: true },
        ...(won === undefined ? {} : { causes: [won] }),
      },
    ];
  },
  identify(event) {
    const { type, data } = event as ResolvedEvent & KnownEvent;
    if (type !== "ControlChanged" || data.withdrawn !== true || data.from === undefined) return undefined;
    return { actors: [data.from], mark: "all" };
  },
});
