import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import { exp } from "../../idioms/exactMath.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { alertOf, nerves, powerBehind } from "../world/features.ts";
import { isActing, isHeld } from "../world/simWorld.ts";
import { defineChannel, OURS } from "./defineChannel.ts";

export const assign = defineChannel({
  name: "assign",
  event: "AssetsAssigned",
  about: "A formation on alert gets ships.",
  parameters: {
    rate: { value: 0.6, prior: [0.2, 1.5], source: OURS, about: "μ: a year, of each formation on alert, at ease" },
    nerves: { value: 1.5, prior: [0.5, 2.5], source: OURS, about: "θ: in ln λ at nervousness 100" },
    ships: { value: 2, prior: [1, 4], source: OURS, about: "ships at a time, rounded" },
  },
  actors: ({ formations }) => formations.map((formation) => [formation]),
  rate(world, [formation = ""], { rate, nerves: perNerves }) {
    const power = powerBehind(world, formation);
    if (!isActing(world, power) || alertOf(world, formation) === undefined) return 0;
    if (isHeld(world, "assign", [formation])) return 0;
    return rate * exp(perNerves * nerves(world, power));
  },
  bound: ({ rate, nerves: perNerves }) => rate * exp(Math.max(0, perNerves)),
  mark: {
    write(world, [formation = ""], _firing, { ships }) {
      const cause = alertOf(world, formation)?.by;
      return [
        {
          type: "AssetsAssigned",
          title: `${formation} is strengthened`,
          data: { to: formation, ships: Math.max(1, Math.floor(ships + 0.5)) },
          ...(cause === undefined ? {} : { causes: [cause] }),
        },
      ];
    },
    identify(event) {
      const { type, data } = event as ResolvedEvent & KnownEvent;
      return type === "AssetsAssigned" && data.ships !== undefined ? { actors: [data.to] } : undefined;
    },
  },
});
