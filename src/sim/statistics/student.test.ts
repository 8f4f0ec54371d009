import { expect, test } from "vitest";
import { createMoments } from "./moments.ts";
import { meanInterval, studentCriticalValue } from "./student.ts";

// Student's table, as in Abramowitz & Stegun (1964), table 26.10.
test.each([
  [0.9, 5, 2.015],
  [0.95, 5, 2.571],
  [0.95, 10, 2.228],
  [0.99, 10, 3.169],
  [0.95, 20, 2.086],
  [0.99, 60, 2.66],
  [0.95, 120, 1.98],
])("at %d with %i degrees of freedom it is %d", (level, degrees, expected) => {
  expect(Math.abs(studentCriticalValue(level, degrees) - expected)).toBeLessThan(0.001);
});

test("with many degrees of freedom it is that of the normal distribution", () => {
  expect(studentCriticalValue(0.95, 1e9)).toBeCloseTo(1.959963984540054, 8);
});

test("with a hundred it is right to ten digits", () => {
  expect(Math.abs(studentCriticalValue(0.95, 100) / 1.9839715185235522 - 1)).toBeLessThan(5e-11);
});

test("the interval for Student's own data: the extra hours of sleep of ten patients (1908)", () => {
  const hours = createMoments();
  for (const extra of [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]) hours.add(extra);
  const { low, high } = meanInterval(hours);
  expect(low).toBeCloseTo(0.7001, 3);
  expect(high).toBeCloseTo(2.4599, 3);
});

test("from fewer than six numbers there is no interval", () => {
  const few = createMoments();
  for (const x of [1, 2, 3, 4, 5]) few.add(x);
  expect(() => meanInterval(few)).toThrow(
    expect.objectContaining({
      code: "sim/too-few",
      message: expect.stringContaining("at least 6 values; there are 5"),
    }),
  );
});
