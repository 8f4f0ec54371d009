import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import { DOMO, tenureOf } from "../../events/catalogue/offices.ts";
import { exp, log } from "../../idioms/exactMath.ts";
import { holderOf } from "../../projections/facts/seats.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { grievance, powerBehind, tenureYears } from "../world/features.ts";
import { isActing, isHeld } from "../world/simWorld.ts";
import { defineChannel, OURS } from "./defineChannel.ts";

const MANNERS = ["disgraced", "coup", "died", "abdicated", "appointed"] as const;

export const succession = defineChannel({
  name: "succession",
  event: ["LeaderReplaced", "DomoReplaced"],
  about: "An office gets another holder: the longer one has sat, and the worse the state was beaten, the sooner.",
  parameters: {
    rate: { value: 0.06, prior: [0.03, 0.15], source: OURS, about: "μ: a year, of each office just filled" },
    tenure: {
      value: 1,
      prior: [0, 2],
      source: `leaders in long tenure are replaced more often (Goemans, Gleditsch & Chiozza 2009, Archigos); its size: ${OURS}`,
      about: "in ln λ after ten years",
    },
    defeat: { value: 1.2, prior: [0.4, 2], source: OURS, about: "in ln λ just after the state was attacked" },
    force: {
      value: 0.5,
      prior: [0.2, 0.8],
      most: 1,
      source: OURS,
      about: "the part that goes in disgrace or by a coup",
    },
  },
  actors: ({ offices }) => offices.map((office) => [office]),
  rate(world, [office = ""], { rate, tenure, defeat }) {
    const power = powerBehind(world, office);
    if (!isActing(world, power) || isHeld(world, "succession", [office])) return 0;
    if (holderOf(world.states.facts, office) === undefined) return 0;
    return rate * exp((tenure * tenureYears(world, office)) / 10 + defeat * grievance(world, power));
  },
  bound: ({ rate, tenure, defeat }) => rate * exp(Math.max(0, tenure) + Math.max(0, defeat)),
  mark: {
    alternatives: (_world, _actors, { force }) =>
      MANNERS.map((key) => ({
        key,
        phi: log(key === "disgraced" || key === "coup" ? force / 2 : (1 - force) / 3),
      })),
    write(world, [office = ""], { mark = "appointed", id }) {
      const predecessor = holderOf(world.states.facts, office);
      const successor = `person-${id}`;
      const fields = { successor, manner: mark, ...(predecessor === undefined ? {} : { predecessor }) };
      return [
        office === DOMO
          ? { type: "DomoReplaced", title: `${office}: ${mark}, and another follows`, data: fields }
          : { type: "LeaderReplaced", title: `${office}: ${mark}, and another follows`, data: { office, ...fields } },
        {
          type: "PersonBorn",
          title: "Somebody of whom canon does not tell",
          data: { person: successor, name: `A new holder of ${office}`, sentinel: true },
        },
      ];
    },
    identify(event) {
      const { type } = event as ResolvedEvent & KnownEvent;
      if (type !== "LeaderReplaced" && type !== "DomoReplaced") return undefined;
      const { office = "", manner = "appointed", line } = tenureOf(event) ?? {};
      // A rival takes no office from who holds it.
      if (line !== undefined) return undefined;
      return { actors: [office], mark: manner, targets: [] };
    },
  },
});
