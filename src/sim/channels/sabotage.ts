import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { openTalks } from "../world/features.ts";
import { defineChannel, OURS } from "./defineChannel.ts";
import { reachable, SPOILER_PARAMETERS, spoilerBound, spoilerRate } from "./spoilers.ts";

export const sabotage = defineChannel({
  name: "sabotage",
  event: "SabotageCommitted",
  about: "A covert faction destroys something of a power, those that talk or are bound by treaties first.",
  parameters: {
    rate: { value: 0.5, prior: [0.2, 1.2], source: OURS, about: "λ₀: a year, of each covert faction" },
    ...SPOILER_PARAMETERS,
    talker: { value: 1, prior: [0, 2], source: OURS, about: "in ln of the weight of a power that talks with another" },
  },
  actors: ({ covert }) => covert.map((group) => [group]),
  rate: (world, [group = ""], parameters) =>
    reachable(world, "sabotage", group).length === 0 ? 0 : spoilerRate(world, group, parameters),
  bound: (parameters) => spoilerBound(parameters),
  mark: {
    alternatives(world, [group = ""], { talker }) {
      const talking = new Set(openTalks(world, "").flatMap(([, { parties }]) => parties));
      return reachable(world, "sabotage", group).map((key) => ({ key, phi: talking.has(key) ? talker : 0 }));
    },
    write: (_world, [group = ""], { mark: against = "", exciter }) => [
      {
        type: "SabotageCommitted",
        title: `${group} strikes at ${against}`,
        data: { against, target: "a station near the border", by: group },
        ...(exciter === undefined ? {} : { causes: [exciter] }),
      },
    ],
    identify(event, { powerOf }) {
      const { type, data } = event as ResolvedEvent & KnownEvent;
      if (type !== "SabotageCommitted" || typeof data.by !== "string") return undefined;
      const against = powerOf(data.against);
      return against === undefined ? undefined : { actors: [data.by], mark: against, targets: [against] };
    },
  },
});
