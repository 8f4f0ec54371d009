import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY } from "../../events/dates/span.ts";
import { driftsOf } from "./drifts.ts";
import {
  addLegitimacy,
  changed,
  drift,
  fading,
  lnCapability,
  lnPower,
  newFactionPower,
  type Origin,
  setHolding,
} from "./powerState.ts";

type Step =
  | { readonly win: number; readonly original: boolean; readonly value: readonly number[] }
  | { readonly lose: number }
  | { readonly leader: number }
  | { readonly raise: number }
  | { readonly days: number; readonly times: number };

const system = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    win: system,
    original: fc.boolean(),
    value: fc.array(fc.constantFrom(0, 1, 2.5), { minLength: 6, maxLength: 6 }),
  }),
  fc.record({ lose: system }),
  fc.record({ leader: fc.double({ min: -1, max: -0.01, noNaN: true }) }),
  fc.record({ raise: fc.nat(5) }),
  fc.record({ days: fc.constantFrom(1, 20, 300, 900, 9000), times: fc.constantFrom(1, 0.3, -2, 0) }),
  fc.record({ days: fc.nat(100), times: fc.constant(1) }),
);

test("running sums give each event what every holding and effect, looked at one by one, would", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.constantFrom(1, 40), (steps, repeated) => {
      const faction = newFactionPower();
      const drifts = driftsOf(faction);
      const expected = new Map<string, number>();
      const add = ({ id }: Origin, value: number): void => void expected.set(id, (expected.get(id) ?? 0) + value);
      let now = Date.UTC(2300);
      let size = 0;
      for (const [i, one] of new Array(repeated).fill(steps).flat().entries() as Iterable<[number, Step]>) {
        const by: Origin = { id: `e${i}`, type: "Noted", placed: now };
        if ("win" in one) {
          const since = one.original ? Number.NEGATIVE_INFINITY : now;
          setHolding(faction, `s${one.win}`, { value: one.value, since, by });
        } else if ("lose" in one) setHolding(faction, `s${one.lose}`, undefined);
        else if ("leader" in one) addLegitimacy(faction, { amount: one.leader, since: now, by });
        else if ("raise" in one) faction.reported[one.raise] = (faction.reported[one.raise] ?? 0) + 3;
        else {
          const then = now + one.days * DAY;
          for (const [origin, value] of drift(faction, now, then)) add(origin, one.times * value);
          for (const effect of faction.legitimacy)
            add(effect.by, one.times * effect.amount * (fading(effect, then) - fading(effect, now)));
          size += Math.abs(one.times * (lnPower(faction, then) - lnPower(faction, now)));
          drifts.pass(now, then, one.times);
          now = then;
        }
        changed(faction);
        expect(drifts.lnCapability(now)).toBeCloseTo(lnCapability(faction, now), 9);
        expect(drifts.lnPower(now)).toBeCloseTo(lnPower(faction, now), 9);
      }
      const found = new Map<string, number>();
      for (const [{ id }, value] of [...drifts.ramps(), ...drifts.fades()]) found.set(id, (found.get(id) ?? 0) + value);
      for (const id of new Set([...expected.keys(), ...found.keys()]))
        expect(Math.abs((found.get(id) ?? 0) - (expected.get(id) ?? 0))).toBeLessThan(1e-9 * Math.max(1, size));
    }),
    { numRuns: 150 },
  );
});
