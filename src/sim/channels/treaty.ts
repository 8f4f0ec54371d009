import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { nerves, openTalks, pacts } from "../world/features.ts";
import { isActing, isHeld } from "../world/simWorld.ts";
import { OURS } from "./defineChannel.ts";
import { defineAct, type Target } from "./deliberate.ts";

/** What a treaty can be about. */
const INSTRUMENTS = ["non-aggression", "defence"] as const;

/** More treaties than this make no more difference. */
const MOST_PACTS = 3;

export const treaty = defineAct({
  name: "treaty",
  event: "TreatyRatified",
  about: "Two powers that talk with each other ratify a treaty.",
  parameters: {
    base: { value: -1, prior: [-1.8, -0.3], source: OURS, about: "utility of a treaty not to attack each other" },
    nerves: { value: 1, prior: [0.2, 2], source: OURS, about: "added at nervousness 100" },
    defence: { value: -1, prior: [-2, -0.2], source: OURS, about: "added for an alliance of defence" },
    another: { value: -1, prior: [-2, -0.3], source: OURS, about: "for each treaty that they have already" },
  },
  most: ({ base, nerves: perNerves, defence, another }) =>
    base + Math.max(0, perNerves) + Math.max(0, defence) + Math.max(0, another) * MOST_PACTS,
  targets(world, actor, { base, nerves: perNerves, defence, another }) {
    const talks = openTalks(world, "");
    if (talks.length === 0) return [];
    const found: Target[] = [];
    for (const [, { parties }] of talks) {
      const [one, two] = parties;
      const other = one === actor ? two : two === actor ? one : undefined;
      if (other === undefined || parties.length !== 2 || !isActing(world, other)) continue;
      const utility =
        base + perNerves * nerves(world, actor) + another * Math.min(MOST_PACTS, pacts(world, actor, other).length);
      for (const instrument of INSTRUMENTS)
        if (!isHeld(world, "treaty", [actor, other], instrument))
          found.push({
            key: `${other}/${instrument}`,
            utility: utility + (instrument === "defence" ? defence : 0),
          });
    }
    return found;
  },
  write(world, actor, { mark = "", id }) {
    const [other = "", alliance] = mark.split("/");
    const begun = openTalks(world, "").find(
      ([, { parties }]) => parties.includes(actor) && parties.includes(other),
    )?.[1].event;
    return [
      {
        type: "TreatyRatified",
        title: `${actor} and ${other} ratify a treaty of ${alliance}`,
        data: { treaty: `treaty-${id}`, parties: [actor, other], terms: [{ alliance }] },
        ...(begun === undefined ? {} : { causes: [begun] }),
      },
    ];
  },
  identify(event) {
    const { type, data } = event as ResolvedEvent & KnownEvent;
    if (type !== "TreatyRatified") return undefined;
    const [one = "", ...others] = data.parties;
    const [term] = data.terms ?? [];
    const instrument = term === undefined ? undefined : "alliance" in term ? term.alliance : Object.keys(term)[0];
    return {
      actors: [one],
      mark: `${others.join("+")}/${instrument ?? "no terms"}`,
      targets: others,
      mutual: true,
      ...(instrument === undefined ? {} : { instrument }),
    };
  },
});
