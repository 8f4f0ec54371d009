import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { defineChannel, OURS } from "./defineChannel.ts";
import { reachable, SPOILER_PARAMETERS, spoilerBound, spoilerRate } from "./spoilers.ts";

export const plant = defineChannel({
  name: "plant",
  event: "ReportPlanted",
  about: "A covert faction feeds a power a false report of another's weakness.",
  parameters: {
    rate: { value: 0.2, prior: [0.05, 0.6], source: OURS, about: "λ₀: a year, of each covert faction" },
    ...SPOILER_PARAMETERS,
  },
  actors: ({ covert }) => covert.map((group) => [group]),
  rate: (world, [group = ""], parameters) =>
    reachable(world, "plant", group).length === 0 ? 0 : spoilerRate(world, group, parameters),
  bound: (parameters) => spoilerBound(parameters),
  mark: {
    alternatives: (world, [group = ""]) => reachable(world, "plant", group).map((key) => ({ key, phi: 0 })),
    write: (_world, [group = ""], { mark: target = "" }) => [
      {
        type: "ReportPlanted",
        title: `${group} misleads ${target}`,
        data: {
          by: group,
          target,
          claim: { type: "TraitAscribed", subject: group, trait: "aim", value: "to be left alone" },
        },
      },
    ],
    identify(event, { powerOf }) {
      const { type, data } = event as ResolvedEvent & KnownEvent;
      const target = type === "ReportPlanted" ? powerOf(data.target) : undefined;
      return type !== "ReportPlanted" || target === undefined
        ? undefined
        : { actors: [data.by], mark: target, targets: [target] };
    },
  },
});
