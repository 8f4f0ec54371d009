import type { EntityId } from "../../../events/envelope.ts";
import { hopsFrom } from "../../../projections/territory/laneGraph.ts";
import { isType } from "../knownType.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "./register.ts";

/** How far two systems are apart. */
export type Distance =
  | { readonly by: "coordinates"; readonly units: number; readonly invented: boolean }
  | { readonly by: "lanes"; readonly hops: number };

export interface Routes {
  /** By coordinates where both have some, else along lanes; undefined where nothing says. */
  distance(a: EntityId, b: EntityId): Distance | undefined;
}

interface Spot {
  readonly position: readonly number[] | undefined;
  readonly invented: boolean;
}

/** Where systems lie. */
export const routeRegister: Register<Routes> = {
  name: "routes",
  build({ eventsOf }, use) {
    const { canonical } = use(entityRegister);
    const spots = new Map<EntityId, Spot>();
    const lanes = new Map<EntityId, Set<EntityId>>();
    const join = (a: EntityId, b: EntityId): void => {
      const own = lanes.get(a);
      if (own === undefined) lanes.set(a, new Set([b]));
      else own.add(b);
    };
    for (const event of eventsOf(["SystemCharted"])) {
      if (!isType(event, "SystemCharted")) continue;
      const { position, lanes: neighbours = [] } = event.data;
      const system = canonical(event.data.system);
      const { invented } = event;
      const isOurs = invented === true || (Array.isArray(invented) && invented.includes("position"));
      if (position !== undefined && !spots.has(system)) spots.set(system, { position, invented: isOurs });
      for (const other of neighbours.map(canonical)) {
        join(system, other);
        join(other, system);
      }
    }
    return {
      distance(a, b) {
        const [from, to] = [canonical(a), canonical(b)];
        const [first, second] = [spots.get(from), spots.get(to)];
        if (first?.position !== undefined && second?.position !== undefined)
          return {
            by: "coordinates",
            units: euclidean(first.position, second.position),
            invented: first.invented || second.invented,
          };
        const hops = hopsFrom(from, (system) => lanes.get(system) ?? []).get(to);
        return hops === undefined ? undefined : { by: "lanes", hops };
      },
    };
  },
};

/** A plane position lies at height 0. */
export function euclidean(a: readonly number[], b: readonly number[]): number {
  return Math.sqrt([0, 1, 2].reduce((sum, k) => sum + ((a[k] ?? 0) - (b[k] ?? 0)) ** 2, 0));
}
