import { buildScenario, type Plan, type Scenario } from "../../src/doors/sim.ts";
import { createEngine } from "../../src/sim/engine/engine.ts";
import { columnsOf } from "../../src/sim/ensemble/columns.ts";
import { createMeasuring } from "../../src/sim/ensemble/measure.ts";
import { recipeOf } from "../../src/sim/ensemble/simulate.ts";
import { YEAR } from "../../src/sim/randomness/atoms.ts";
import { atLeast, type Figure, info, round as digits, show } from "../report.ts";
import { spreadOf, timed } from "../statistics.ts";
import { phasesOf } from "./whatifPhases.ts";

const SEED = 7;

/** b. Runs of the what-if on one core, and what they spend their time on. */
export async function measureRuns(plan: Plan, runs: number, rounds: number): Promise<Figure[]> {
  const scenario = buildScenario(plan);
  const { sources } = scenario.edited.kernel;
  const engine = runsOf(scenario);
  const recipe = recipeOf(plan, { runs, seed: SEED, against: false });
  const measuring = createMeasuring(scenario, columnsOf(scenario, recipe), recipe);
  const bare: number[] = [];
  const measured: number[] = [];
  let [added, events] = [0, 0];
  for (let i = 0; i <= rounds; i++) {
    const alone = await timed(() => engine(runs));
    const whole = await timed(() => measuring.block(0, runs));
    ({ added, events } = alone.result);
    if (i === 0) continue;
    bare.push((1000 * runs) / alone.ms);
    measured.push((1000 * runs) / whole.ms);
  }
  const phases = await phasesOf(() => void measuring.block(0, runs));
  return [
    info("years, sources, channels", describe(plan, sources)),
    info("events a run: simulated, in all", `${digits(added / runs)}, ${digits(events / runs)}`),
    atLeast("histories alone, a core", spreadOf(bare), 2000, "runs/s"),
    info("with measuring and hashing, a core", show(spreadOf(measured), "runs/s")),
    ...phases.map(({ name, part }) => info(`  ${name}`, `${digits(100 * part)} %`)),
  ];
}

const describe = (plan: Plan, sources: Scenario["edited"]["kernel"]["sources"]): string =>
  [digits((plan.until - plan.from) / YEAR), sources.length, new Set(sources.map(({ channel }) => channel)).size].join(
    ", ",
  );

/** So many runs of the edited side, and how many events they had. */
export function runsOf({ plan, reference, edited }: Scenario): (runs: number) => { added: number; events: number } {
  const engine = createEngine(edited.kernel);
  const { script, gone } = edited;
  const { from, until, model } = plan;
  return (runs) => {
    const total = { added: 0, events: 0 };
    for (let run = 0; run < runs; run++) {
      const keyOf = () => ({ seed: SEED, run });
      const { added, events } = engine({ from, until, keyOf, reference, mostEvents: model.mostEvents, script, gone });
      total.added += added.length;
      total.events += events.length;
    }
    return total;
  };
}
