import fc from "fast-check";
import { expect, test } from "vitest";
import { newMemory } from "./memory.ts";
import { type Arrival, newNervousnessState, type NervousnessEntry, settle } from "./nervousnessState.ts";

const OBSERVERS = ["a", "b", "c"] as const;

/** Events of one instant, which name any of each other as their causes. */
const arrivals: fc.Arbitrary<Arrival[]> = fc
  .array(
    fc.record({
      causes: fc.array(fc.nat(12), { maxLength: 2 }),
      size: fc.integer({ min: 1, max: 3 }),
      observers: fc.subarray([...OBSERVERS], { minLength: 1 }),
      delay: fc.constantFrom(0, 0, 1, 2),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((all) =>
    all.map(({ causes, size, observers, delay }, i) => ({
      origin: { id: `e${i}`, type: "Noted", placed: 10 },
      causes: causes.map((cause) => `e${cause}`),
      size,
      halfLife: 30,
      threat: false,
      observers,
      values: observers.map(() => size),
      learned: observers.map(() => 10 + delay),
    })),
  );

test("of an incident each observer feels the strongest that reaches them, as if every two events were compared", () => {
  fc.assert(
    fc.property(arrivals, (all) => {
      const state = newNervousnessState();
      for (const observer of OBSERVERS) state.observers.set(observer, newMemory());
      state.arrivals = [...all];
      const felt: string[] = [];
      const said = (entry: NervousnessEntry): void => {
        if (entry.kind === "felt") felt.push(`${entry.origin.id} by ${entry.observer} at ${entry.since}`);
        if (entry.kind === "counted once") felt.push(`${entry.origin.id} within ${entry.within} by ${entry.observer}`);
      };
      settle(state, 20, said);
      expect(felt.sort()).toEqual(plainly(all).sort());
      expect(state.pending).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

function plainly(all: readonly Arrival[]): string[] {
  const isJoined = (a: Arrival, b: Arrival): boolean =>
    a === b || a.causes.includes(b.origin.id) || b.causes.includes(a.origin.id);
  const incidentOf = (one: Arrival): Arrival[] => {
    const found = new Set([one]);
    for (const member of found) for (const other of all) if (isJoined(member, other)) found.add(other);
    return all.filter((arrival) => found.has(arrival));
  };
  return all.flatMap((arrival) =>
    arrival.observers.map((observer, k) => {
      const reaching = incidentOf(arrival).filter(({ observers }) => observers.includes(observer));
      const strongest = reaching.reduce((best, other) => (other.size > best.size ? other : best));
      return strongest === arrival
        ? `${arrival.origin.id} by ${observer} at ${arrival.learned[k]}`
        : `${arrival.origin.id} within ${strongest.origin.id} by ${observer}`;
    }),
  );
}

test("what is learned later is felt in the order of learning, that of one moment in the order of events", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 30 }), (delays) => {
      const state = newNervousnessState();
      state.observers.set("a", newMemory());
      state.arrivals = delays.map((delay, i) => ({
        origin: { id: `e${i}`, type: "Noted", placed: 0 },
        causes: [],
        size: 1,
        halfLife: 30,
        threat: false,
        observers: ["a"],
        values: [1],
        learned: [delay],
      }));
      const felt: string[] = [];
      for (const t of [0, 3, 3, 4, 10])
        settle(state, t, (entry) => {
          if (entry.kind === "felt") felt.push(entry.origin.id);
        });
      const order = delays.map((delay, i) => ({ delay, id: `e${i}` })).sort((a, b) => a.delay - b.delay);
      expect(felt).toEqual(order.map(({ id }) => id));
    }),
  );
});
