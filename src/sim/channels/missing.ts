import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { EntityId } from "../../events/envelope.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { isHeld, type SimWorld } from "../world/simWorld.ts";
import { defineChannel, OURS } from "./defineChannel.ts";
import { SPOILER_PARAMETERS, spoilerBound, spoilerRate } from "./spoilers.ts";

/** Regions with systems in them, by now. */
const charted = ({ cast, states }: SimWorld): readonly EntityId[] =>
  cast.regions.filter((region) => (states.territory.regions.get(region)?.size ?? 0) > 0);

export const missing = defineChannel({
  name: "missing",
  event: "ShipMissing",
  about: "Ships vanish in a region, and a covert faction is suspected.",
  parameters: {
    rate: { value: 0.5, prior: [0.2, 1.2], source: OURS, about: "λ₀: a year, of each covert faction" },
    ...SPOILER_PARAMETERS,
  },
  actors: ({ covert, regions }) => (regions.length === 0 ? [] : covert.map((group) => [group])),
  rate: (world, [group = ""], parameters) =>
    isHeld(world, "missing", [group]) || charted(world).length === 0 ? 0 : spoilerRate(world, group, parameters),
  bound: (parameters) => spoilerBound(parameters),
  mark: {
    alternatives: (world) => charted(world).map((key) => ({ key, phi: 0 })),
    write: (_world, [group = ""], { mark: region = "", exciter }) => [
      {
        type: "ShipMissing",
        title: `Ships vanish in ${region}`,
        data: { group: { count: "several", of: "all", region }, presumed: "destroyed", suspected: group },
        ...(exciter === undefined ? {} : { causes: [exciter] }),
      },
    ],
    identify(event) {
      const { type, data } = event as ResolvedEvent & KnownEvent;
      if (type !== "ShipMissing" || typeof data.suspected !== "string" || data.group === undefined) return undefined;
      return { actors: [data.suspected], mark: data.group.region };
    },
  },
});
