import type { EntityId } from "../../events/envelope.ts";
import { exp, log } from "../../idioms/exactMath.ts";
import { logSumExp } from "../engine/marks.ts";
import type { Alternative, Firing } from "../engine/source.ts";
import { remembered } from "../world/remembered.ts";
import { isActing, type SimWorld } from "../world/simWorld.ts";
import {
  type Channel,
  defineChannel,
  type Draft,
  type Mark,
  OURS,
  type Parameter,
  type Values,
} from "./defineChannel.ts";

/** What a power may decide to do. Against whom, is decided within it. */
export interface Act<Name extends string = string> {
  readonly name: string;
  readonly event: string;
  readonly about: string;
  readonly parameters: Readonly<Record<Name, Parameter>>;
  /** What it could be done to, each with its utility; doing nothing has 0. */
  targets(world: SimWorld, actor: EntityId, parameters: Values<Name>): readonly Target[];
  /** No target is worth more than this; features are clipped to their ranges. Absent: `mostUtility`. */
  most?(parameters: Values<Name>): number;
  /** E[m]; 1 if absent. */
  readonly magnitude?: number;
  /** The ways in which it may come out for a target, each with the ln of its probability; one way if absent. */
  outcomes?(world: SimWorld, actor: EntityId, target: string, parameters: Values<Name>): readonly Alternative[];
  write(world: SimWorld, actor: EntityId, firing: Firing, parameters: Values<Name>): readonly Draft[];
  readonly identify: Mark["identify"];
}

export interface Target {
  readonly key: string;
  readonly utility: number;
}

export const defineAct = <const Name extends string>(act: Act<Name>): Act => act as Act;

/** Within these, e^(U/τ) is a number. */
const COLDEST = 0.05;
const WORTHIEST = 30;

/** Parameters that all acts share. */
export const DELIBERATION = {
  occasions: {
    value: 3,
    prior: [1.5, 6],
    source: OURS,
    about: "ν: how often a year a power considers each of its acts",
  },
  temperature: {
    value: 0.7,
    prior: [0.4, 1.2],
    least: COLDEST,
    source: `logit choice (McFadden 1974); its size: ${OURS}`,
    about: "τ: how far from the best of its acts a power may choose",
  },
  targetTemperature: {
    value: 0.5,
    prior: [0.3, 1],
    least: COLDEST,
    source: `nested logit (McFadden 1978); its size: ${OURS}`,
    about: "τ within an act: how far from the best of its targets",
  },
  mostUtility: {
    value: 1,
    prior: [0.5, 2],
    most: WORTHIEST,
    source: OURS,
    about: "no act is worth more than this, doing nothing being worth 0",
  },
} as const satisfies Readonly<Record<string, Parameter>>;

type Shared = Values<keyof typeof DELIBERATION>;

interface Considered {
  /** Its targets, with U/τ'. */
  readonly nest: readonly Alternative[];
  /** e^(IV/τ). */
  readonly weight: number;
}

/**
 * The acts of powers as channels: λ = ν · 1[eligible] · e^(IVₐ/τ) / Σ_b e^(IV_b/τ), where b runs over all acts and *wait*, and IV is the
 * inclusive value of an act's targets, τ' ln(mean e^(U/τ')): a mean, or twenty targets would drown *wait*.
 */
export function deliberate(acts: readonly Act[]): Channel[] {
  const considered = acts.map((act) =>
    remembered("now", (world, actor) => consider(act, world, actor, shared(world)) ?? INELIGIBLE),
  );
  /** Σ_b e^(IV_b/τ), *wait* among them. */
  const total = remembered("now", (world, actor) =>
    considered.reduce((sum, consideredBy) => sum + consideredBy(world, actor).weight, 1),
  );
  return acts.map((act, i) => {
    const own = considered[i] ?? (() => INELIGIBLE);
    return defineChannel({
      name: act.name,
      event: act.event,
      about: act.about,
      parameters: act.parameters,
      ...(act.magnitude === undefined ? {} : { magnitude: act.magnitude }),
      actors: ({ powers }) => powers.map((power) => [power]),
      rate(world, [actor = ""]) {
        if (!isActing(world, actor)) return 0;
        const { weight } = own(world, actor);
        return weight === 0 ? 0 : (shared(world).occasions * weight) / total(world, actor);
      },
      ceiling(world, [actor = ""]) {
        const { weight } = own(world, actor);
        return (shared(world).occasions * weight) / (1 + weight);
      },
      bound(parameters, values) {
        const { occasions, temperature, mostUtility } = values["deliberation"] as Shared;
        const most = exp(Math.min(mostUtility, act.most?.(parameters) ?? mostUtility) / temperature);
        return (occasions * most) / (1 + most);
      },
      mark: {
        alternatives(world, [actor = ""], parameters) {
          const { nest } = own(world, actor);
          return act.outcomes === undefined
            ? nest
            : nest.flatMap(({ key, phi }) =>
                (act.outcomes?.(world, actor, key, parameters) ?? []).map((outcome) => ({
                  key: `${key}/${outcome.key}`,
                  phi: phi + outcome.phi,
                })),
              );
        },
        write: (world, [actor = ""], firing, parameters) => act.write(world, actor, firing, parameters),
        identify: act.identify,
      },
    });
  });
}

const INELIGIBLE: Considered = { nest: [], weight: 0 };

const shared = ({ values }: SimWorld): Shared => values["deliberation"] as Shared;

function consider(act: Act, world: SimWorld, actor: EntityId, shared: Shared): Considered | undefined {
  const parameters = world.values[act.name] ?? {};
  const targets = act.targets(world, actor, parameters);
  if (targets.length === 0) return undefined;
  const { temperature, targetTemperature, mostUtility } = shared;
  const most = Math.min(mostUtility, act.most?.(parameters) ?? mostUtility);
  const nest = targets.map(({ key, utility }) => ({ key, phi: Math.min(most, utility) / targetTemperature }));
  const inclusive = targetTemperature * (logSumExp(nest) - log(nest.length));
  return { nest, weight: exp(inclusive / temperature) };
}
