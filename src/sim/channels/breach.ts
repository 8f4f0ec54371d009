import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { EntityId } from "../../events/envelope.ts";
import { exp, log } from "../../idioms/exactMath.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import {
  advantage,
  allies,
  frontier,
  grievance,
  nerves,
  pacts,
  privateMotive,
  wants,
  worth,
} from "../world/features.ts";
import { isActing, isHeld, type SimWorld } from "../world/simWorld.ts";
import { type Draft, OURS, type Values } from "./defineChannel.ts";
import { defineAct, type Target } from "./deliberate.ts";

/** Of a border that is crossed, on the catalogue's scale. */
const VIOLENCE = 3;
/** At most so many systems at once: those that it wants, then the richest. */
const MOST_SYSTEMS = 2;

const PARAMETERS = {
  stake: { value: 1.2, prior: [0.6, 2], source: OURS, about: "worth of ln(1 + units) that the systems give" },
  revanche: { value: 1.2, prior: [0.5, 2.5], source: OURS, about: "more if a system was its own, or is claimed" },
  decisiveness: { value: 1, prior: [0.5, 2], source: `q: ${OURS}`, about: "q in p = A^q / (A^q + B^q)" },
  gradient: {
    value: 0.2,
    prior: [0.1, 0.5],
    source: `loss of strength with distance (Boulding 1962); its size: ${OURS}`,
    about: "ln of strength that the attacker loses on the way",
  },
  cost: { value: 3.8, prior: [3, 4.8], source: OURS, about: "c: what fighting costs" },
  allyCost: { value: 2, prior: [1, 3], source: OURS, about: "what it costs when an ally of the other side fights" },
  allyHonours: {
    value: 0.22,
    prior: [0.15, 0.5],
    most: 1,
    source: "Berkemeier & Fuhrmann 2018: 22 % after 1945, 50 % overall; Leeds, Long & Mitchell 2000 find more",
    about: "h: that an ally honours its word",
  },
  treatyCost: { value: 1, prior: [0.4, 2], source: OURS, about: "T: what it costs to break a treaty in force" },
  fear: { value: 0.6, prior: [0, 1.5], source: OURS, about: "added at nervousness 100: to strike first" },
  grievance: { value: 0.8, prior: [0.2, 1.6], source: OURS, about: "added just after having been attacked" },
  motive: { value: 1, prior: [0, 2], source: OURS, about: "added by a leader's private motive" },
  lossTaken: {
    value: 0.9,
    prior: [0.8, 0.97],
    least: 0.01,
    most: 1,
    source: OURS,
    about: "what is left of the defender's forces when it loses",
  },
  lossRepelled: {
    value: 0.85,
    prior: [0.7, 0.95],
    least: 0.01,
    most: 1,
    source: OURS,
    about: "what is left of the attacker's when it is repelled",
  },
} as const;

type Own = Values<keyof typeof PARAMETERS>;

/** p = A^q / (A^q + B^q), in the attacker's eyes. */
const winning = (world: SimWorld, actor: EntityId, other: EntityId, { decisiveness, gradient }: Own): number =>
  1 / (1 + exp(-decisiveness * (advantage(world, actor, other) - gradient)));

function goal(world: SimWorld, actor: EntityId, other: EntityId): readonly EntityId[] {
  const systems = [...(frontier(world, actor).get(other) ?? [])];
  const rank = (system: EntityId): number => (wants(world, actor, system) ? 1000 : 0) + worth(world, system);
  return systems.sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1)).slice(0, MOST_SYSTEMS);
}

/** War as a costly lottery: EU = p·V − c − Σ h·c_ally − T + private (Fearon 1995, Int. Organization 49:379). */
export const breach = defineAct({
  name: "breach",
  event: "BorderBreached",
  about: "A power crosses the border of another, for systems that lie beside its own.",
  parameters: PARAMETERS,
  magnitude: VIOLENCE / 2,
  targets(world, actor, parameters) {
    const found: Target[] = [];
    for (const other of frontier(world, actor).keys()) {
      if (!isActing(world, other) || isHeld(world, "breach", [actor, other])) continue;
      const systems = goal(world, actor, other);
      let units = 0;
      for (const system of systems) units += worth(world, system);
      const prize =
        parameters.stake * log(1 + units) +
        (systems.some((system) => wants(world, actor, system)) ? parameters.revanche : 0);
      const utility =
        winning(world, actor, other, parameters) * prize -
        parameters.cost -
        parameters.allyHonours * parameters.allyCost * allies(world, other, actor).length -
        parameters.treatyCost * pacts(world, actor, other).length +
        parameters.fear * nerves(world, actor) +
        parameters.grievance * grievance(world, actor) +
        parameters.motive * privateMotive(world, actor, other);
      found.push({ key: other, utility });
    }
    return found;
  },
  outcomes(world, actor, other, parameters) {
    const p = winning(world, actor, other, parameters);
    return [
      { key: "taken", phi: log(p) },
      { key: "repelled", phi: log(1 - p) },
    ];
  },
  write(world, actor, { mark = "" }, parameters) {
    const [other = "", outcome] = mark.split("/");
    const repelled = outcome === "repelled";
    const systems = goal(world, actor, other);
    const loser = repelled ? actor : other;
    const drafts: Draft[] = [
      {
        type: "BorderBreached",
        title: `${actor} ${repelled ? "is thrown back by" : "takes systems of"} ${other}`,
        data: { by: actor, against: other, systems, violence: VIOLENCE, ...(repelled ? { repelled } : {}) },
      },
      {
        type: "ForceReduced",
        title: `${loser} loses ships and crews`,
        data: {
          faction: loser,
          component: "military",
          factor: repelled ? parameters.lossRepelled : parameters.lossTaken,
        },
      },
    ];
    for (const [treaty] of pacts(world, actor, other))
      drafts.push({
        type: "TreatyViolated",
        title: `${actor} breaks ${treaty}`,
        data: { treaty, by: actor, act: "crossed the border of a party in force" },
      });
    return drafts;
  },
  identify(event, { powerOf }) {
    const { type, data } = event as ResolvedEvent & KnownEvent;
    if (type !== "BorderBreached") return undefined;
    const [by, against] = [powerOf(data.by), powerOf(data.against)];
    if (by === undefined || against === undefined) return undefined;
    return {
      actors: [by],
      mark: `${against}/${data.repelled === true ? "repelled" : "taken"}`,
      targets: [against],
      magnitude: data.violence === undefined ? 1 : data.violence / 2,
    };
  },
});
