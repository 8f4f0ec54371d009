import { lastValueFrom } from "rxjs";
import { type Plan, simulate } from "../../src/doors/sim.ts";
import { type Figure, info, round as digits } from "../report.ts";

/** e. What it gains that both sides have the same random numbers: variances of the difference, beside independent and best pairing. */
export async function measurePairing(plan: Plan, runs: number): Promise<Figure[]> {
  const { metrics, classes } = await lastValueFrom(simulate(plan, { runs, seed: 7, against: true }));
  const figures = [...metrics, ...classes].flatMap(({ what, pairing }) => {
    if (pairing === undefined || pairing.independent === 0) return [];
    const { paired, independent, comonotone } = pairing;
    return [info(what, `${digits(paired / independent)}  ${digits(comonotone / independent)}`)];
  });
  return [info("of the independent variance:", "paired  best possible"), ...figures];
}
