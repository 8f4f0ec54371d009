import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import { alertRank } from "../../events/alertRank.ts";
import { exp } from "../../idioms/exactMath.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { alertOf, nerves, powerBehind } from "../world/features.ts";
import { isActing, isHeld } from "../world/simWorld.ts";
import { defineChannel, OURS } from "./defineChannel.ts";

export const standDown = defineChannel({
  name: "stand-down",
  event: "AlertChanged",
  about: "A formation that was on alert is stood down.",
  parameters: {
    rate: { value: 3, prior: [1.5, 6], source: OURS, about: "μ: a year, of each formation on alert, at ease" },
    nerves: { value: 4, prior: [2, 6], source: OURS, about: "taken off ln λ at nervousness 100" },
  },
  actors: ({ formations }) => formations.map((formation) => [formation]),
  rate(world, [formation = ""], { rate, nerves: perNerves }) {
    const power = powerBehind(world, formation);
    if (!isActing(world, power) || alertOf(world, formation) === undefined) return 0;
    if (isHeld(world, "stand-down", [formation])) return 0;
    return rate * exp(-perNerves * nerves(world, power));
  },
  bound: ({ rate, nerves: perNerves }) => rate * exp(Math.max(0, -perNerves)),
  mark: {
    write(world, [formation = ""]) {
      const before = alertOf(world, formation);
      return [
        {
          type: "AlertChanged",
          title: `${formation} is stood down`,
          data: { formation, level: "normal", ...(before === undefined ? {} : { from: before.level }) },
          ...(before === undefined ? {} : { causes: [before.by] }),
        },
      ];
    },
    identify(event) {
      const { type, data } = event as ResolvedEvent & KnownEvent;
      if (type !== "AlertChanged" || alertRank(data.level) >= alertRank(data.from ?? 0)) return undefined;
      return { actors: [data.formation] };
    },
  },
});
