import { catalogue } from "../../src/events/catalogue/catalogue.ts";
import {
  bindChronicle,
  type Bound,
  type ChronicleInMemory,
  resolve,
  type ChronicleEvent,
  type RecordedEvent,
} from "../../src/index.ts";
import { asTimeline, simulateOne } from "../../src/doors/sim.ts";
import { planWhatIf } from "../../src/sim/plan.ts";
import { buildScenario } from "../../src/sim/scenario.ts";

/** Events recorded after all that a chronicle holds. */
export function recordedAfter(
  chronicle: Bound<ChronicleInMemory>,
  events: readonly ChronicleEvent[],
  timeline = "canon",
) {
  const start = chronicle.recorded.length;
  return [
    ...chronicle.recorded,
    ...events.map(
      (event, i): RecordedEvent => ({
        ...event,
        recorded: { timeline, sequence: start + i + 1, commit: "simulated", recordedAt: 1_000_000 },
      }),
    ),
  ];
}

export const chronicleWith = (
  chronicle: Bound<ChronicleInMemory>,
  events: readonly ChronicleEvent[],
  timeline = "canon",
): Bound<ChronicleInMemory> =>
  bindChronicle(resolve(recordedAfter(chronicle, events, timeline), { catalogue, timeline }));

/** A canon, as the model goes on from where it ends. */
export function simulatedCanon(canon: Bound<ChronicleInMemory>, run: number, until = "2390"): Bound<ChronicleInMemory> {
  const scenario = buildScenario(planWhatIf({ timeline: canon, until }));
  return chronicleWith(canon, asTimeline(simulateOne(scenario, { seed: 21, run }), `run-${run}`, scenario.plan));
}

export const retraction = (target: string, id = `no-${target}`): ChronicleEvent => ({
  id,
  type: "EventRetracted",
  version: 1,
  data: { target, reason: "What if not?" },
});
