import { createRequire } from "node:module";
import type { Contender, Setting } from "../contender.ts";
import { ENTITIES } from "../valoris/hold.ts";

interface SimJs {
  readonly Sim: new () => {
    addEntity(entity: EntityClass): void;
    simulate(until: number, mostEvents: number): boolean;
  };
  readonly Entity: EntityClass;
  readonly Random: new (seed: number) => { exponential(rate: number): number };
}
type EntityClass = new (...parts: unknown[]) => { setTimer(delay: number): { done(then: () => void): void } };

/** The hold model in SIM.JS. */
export function simjsHold({ events }: Setting): Contender {
  const { Sim, Entity, Random } = load();
  return {
    run: async () => {
      const random = new Random(7);
      let held = -ENTITIES;
      class Holder extends Entity {
        start(): void {
          held++;
          this.setTimer(random.exponential(1)).done(() => this.start());
        }
      }
      const sim = new Sim();
      for (let i = 0; i < ENTITIES; i++) sim.addEntity(Holder);
      sim.simulate(Number.MAX_VALUE, events);
      if (held !== events) throw new Error(`${held} of ${events} events were simulated`);
      return { events };
    },
  };
}

/** Its bundle exports nothing, and hangs itself on a window. */
function load(): SimJs {
  const window: { Sim?: SimJs } = {};
  Object.assign(globalThis, { window });
  createRequire(import.meta.url)("simjs");
  Reflect.deleteProperty(globalThis, "window");
  if (window.Sim === undefined) throw new Error("simjs is not as it was");
  return window.Sim;
}
