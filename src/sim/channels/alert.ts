import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import { alertRank } from "../../events/alertRank.ts";
import { exp } from "../../idioms/exactMath.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { alertOf, nerves, powerBehind } from "../world/features.ts";
import { isActing, isHeld } from "../world/simWorld.ts";
import { defineChannel, OURS } from "./defineChannel.ts";

/** Readiness beyond which nobody goes without a war. */
const HIGHEST = 2;
const LEVELS = ["normal", "heightened", "high"] as const;

export const alert = defineChannel({
  name: "alert",
  event: "AlertChanged",
  about: "A formation is made readier.",
  parameters: {
    rate: { value: 0.08, prior: [0.03, 0.2], source: OURS, about: "μ: a year, of each formation at ease" },
    nerves: { value: 3, prior: [1.5, 4.5], source: OURS, about: "θ: in ln λ at nervousness 100" },
    calm: { value: 0.3, prior: [0.1, 0.6], source: OURS, about: "relief for each pair of powers that talk" },
  },
  actors: ({ formations }) => formations.map((formation) => [formation]),
  rate(world, [formation = ""], { rate, nerves: perNerves }) {
    const power = powerBehind(world, formation);
    if (!isActing(world, power) || isHeld(world, "alert", [formation])) return 0;
    if ((alertOf(world, formation)?.rank ?? 0) >= HIGHEST) return 0;
    return rate * exp(perNerves * nerves(world, power));
  },
  bound: ({ rate, nerves: perNerves }) => rate * exp(Math.max(0, perNerves)),
  relief: (world, _actors, { calm }) => calm * Math.min(5, world.states.facts.talks.size),
  mark: {
    write(world, [formation = ""], { exciter }) {
      const before = alertOf(world, formation);
      const rank = (before?.rank ?? 0) + 1;
      return [
        {
          type: "AlertChanged",
          title: `${formation} is made ready`,
          data: { formation, level: LEVELS[rank], from: before?.level ?? LEVELS[0] },
          ...(exciter === undefined ? {} : { causes: [exciter] }),
        },
      ];
    },
    identify(event) {
      const { type, data } = event as ResolvedEvent & KnownEvent;
      if (type !== "AlertChanged" || alertRank(data.level) <= alertRank(data.from ?? 0)) return undefined;
      return { actors: [data.formation] };
    },
  },
});
