import type { EntityId } from "../../../events/envelope.ts";
import { hopsFrom } from "../../../projections/territory/laneGraph.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "./register.ts";

/** How far two systems are apart, in every way that canon tells; one at least. */
export interface Distance {
  /** By coordinates. */
  readonly units: number | undefined;
  /** Along lanes. */
  readonly hops: number | undefined;
  /** What it rests on is ours, or two charts differ. */
  readonly isUnsure: boolean;
}

export interface Routes {
  /** Undefined where nothing says. */
  distance(a: EntityId, b: EntityId): Distance | undefined;
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
      const own = lanes.get(a);
      if (own === undefined) lanes.set(a, new Set([b]));
      else own.add(b);
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
    const reached = new Map<EntityId, ReadonlyMap<EntityId, number>>();
    const lanesFrom = (system: EntityId): ReadonlyMap<EntityId, number> => {
      let hops = reached.get(system);
      if (hops === undefined) reached.set(system, (hops = hopsFrom(system, (one) => lanes.get(one) ?? [])));
      return hops;
    };
    return {
      distance(a, b) {
        const [from, to] = [canonical(a), canonical(b)];
        const [first, second] = [spots.get(from), spots.get(to)];
        const units = first && second && euclidean(first.position, second.position);
        const hops = lanesFrom(from).get(to);
        if (units === undefined && hops === undefined) return undefined;
        const areSpotsUnsure = units !== undefined && (first?.isUnsure === true || second?.isUnsure === true);
        return { units, hops, isUnsure: areSpotsUnsure || (hops !== undefined && areLanesOurs) };
      },
    };
  },
};

const isOurs = ({ invented }: ResolvedEvent, field: string): boolean =>
  invented === true || (Array.isArray(invented) && invented.includes(field));

const differs = (a: readonly number[] | undefined, b: readonly number[]): boolean =>
  a !== undefined && euclidean(a, b) > 0;

/** Across the dimensions that both charts draw: one in the plane says nothing of height. */
export function euclidean(a: readonly number[], b: readonly number[]): number {
  const drawn = a.slice(0, b.length).map((along, k) => along - (b[k] ?? 0));
  return Math.sqrt(drawn.reduce((sum, apart) => sum + apart * apart, 0));
}
