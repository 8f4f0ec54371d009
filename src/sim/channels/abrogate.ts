import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { advantage, MOST_ADVANTAGE, treatiesOf } from "../world/features.ts";
import { isActing, isHeld } from "../world/simWorld.ts";
import { OURS } from "./defineChannel.ts";
import { defineAct } from "./deliberate.ts";

export const abrogate = defineAct({
  name: "abrogate",
  event: "TreatyAbrogated",
  about: "A power ends a treaty that binds it.",
  parameters: {
    base: { value: -3, prior: [-4, -2], source: OURS, about: "utility among equals" },
    advantage: { value: 0.6, prior: [0, 1.2], source: OURS, about: "for each ln of strength above the weakest party" },
  },
  most: ({ base, advantage: perAdvantage }) => base + Math.abs(perAdvantage) * MOST_ADVANTAGE,
  targets(world, actor, { base, advantage: perAdvantage }) {
    const free = treatiesOf(world, actor).filter(([treaty]) => !isHeld(world, "abrogate", [actor], treaty));
    return free.map(([key, { parties }]) => {
      let most = -MOST_ADVANTAGE;
      for (const party of parties)
        if (party !== actor && isActing(world, party)) most = Math.max(most, advantage(world, actor, party));
      return { key, utility: base + perAdvantage * most };
    });
  },
  write(world, actor, { mark: treaty = "" }) {
    const begun = world.states.facts.bonds.get(treaty)?.event;
    return [
      {
        type: "TreatyAbrogated",
        title: `${actor} ends ${treaty}`,
        data: { treaty, by: actor },
        ...(begun === undefined ? {} : { causes: [begun] }),
      },
    ];
  },
  identify(event, { powerOf }) {
    const { type, data } = event as ResolvedEvent & KnownEvent;
    const by = type === "TreatyAbrogated" ? powerOf(data.by) : undefined;
    return type !== "TreatyAbrogated" || by === undefined
      ? undefined
      : { actors: [by], mark: data.treaty, instrument: data.treaty };
  },
});
