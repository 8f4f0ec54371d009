import { createDistances } from "../../../events/dates/distances.ts";
import { eliminate } from "../../../events/dates/elimination.ts";
import { buildGraph } from "../../../events/dates/temporalGraph.ts";
import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "../kit/register.ts";
import { addTo } from "../../../idioms/multimap.ts";
import { held } from "../../../idioms/held.ts";

/** How far two systems are apart, in every way that canon tells; one at least. */
export interface RouteLength {
  /** By coordinates. */
  readonly units: number | undefined;
  /** Along lanes. */
  readonly hops: number | undefined;
  /** What it rests on is ours, or two charts differ. */
  readonly isUnsure: boolean;
}

export interface Routes {
  /** Undefined where nothing says. */
  distance(a: EntityId, b: EntityId): RouteLength | undefined;
}

interface Spot {
  readonly position: readonly number[];
  readonly isUnsure: boolean;
}

/** Where systems lie. */
export const routeRegister: Register<Routes> = {
  name: "routes",
  build({ changesOf }, use) {
    const { canonical } = use(entityRegister);
    const spots = new Map<EntityId, Spot>();
    const lanes = new Map<EntityId, Set<EntityId>>();
    let areLanesOurs = false;
    const join = (a: EntityId, b: EntityId): void => {
      addTo(lanes, a, b);
    };
    for (const { effect, event } of changesOf("chart")) {
      const { position, lanes: neighbours } = effect;
      const system = canonical(effect.system);
      const known = spots.get(system);
      if (position !== undefined)
        spots.set(system, {
          position: known?.position ?? position,
          isUnsure: isOurs(event, "position") || known?.isUnsure === true || differs(known?.position, position),
        });
      if (neighbours.length > 0 && isOurs(event, "lanes")) areLanesOurs = true;
      for (const other of neighbours.map(canonical)) {
        join(system, other);
        join(other, system);
      }
    }
    const hopsBetween = createHops(lanes);
    return {
      distance(a, b) {
        const [from, to] = [canonical(a), canonical(b)];
        const [first, second] = [spots.get(from), spots.get(to)];
        const units = first && second && euclidean(first.position, second.position);
        const hops = hopsBetween(from, to);
        if (units === undefined && hops === undefined) return undefined;
        const areSpotsUnsure = units !== undefined && (first?.isUnsure === true || second?.isUnsure === true);
        return { units, hops, isUnsure: areSpotsUnsure || (hops !== undefined && areLanesOurs) };
      },
    };
  },
};

/** Lanes along the shortest way between two systems, each without a look at all of them. */
function createHops(
  lanes: ReadonlyMap<EntityId, ReadonlySet<EntityId>>,
): (a: EntityId, b: EntityId) => number | undefined {
  // A lane is a distance of one, either way: the ways between dates and those between systems are found alike.
  const nodes = new Map([...lanes.keys()].map((system, index) => [system, index + 1]));
  const steps = [...lanes].flatMap(([system, neighbours]) =>
    [...neighbours].map((other) => ({
      from: held(nodes.get(system)),
      to: held(nodes.get(other)),
      min: Number.NEGATIVE_INFINITY,
      max: 1,
    })),
  );
  const distance = createDistances(eliminate(buildGraph(nodes.size + 1, steps)), new Float64Array(nodes.size + 1));
  return (a, b) => {
    const [from, to] = [nodes.get(a), nodes.get(b)];
    if (a === b) return 0;
    const hops = from === undefined || to === undefined ? Number.POSITIVE_INFINITY : distance(from, to);
    return hops === Number.POSITIVE_INFINITY ? undefined : hops;
  };
}

const isOurs = ({ invented }: ResolvedEvent, field: string): boolean =>
  invented === true || (Array.isArray(invented) && invented.includes(field));

const differs = (a: readonly number[] | undefined, b: readonly number[]): boolean =>
  a !== undefined && euclidean(a, b) > 0;

/** Across the dimensions that both charts draw: one in the plane says nothing of height. */
export function euclidean(a: readonly number[], b: readonly number[]): number {
  const drawn = a.slice(0, b.length).map((along, k) => along - held(b[k]));
  return Math.sqrt(drawn.reduce((sum, apart) => sum + apart * apart, 0));
}
