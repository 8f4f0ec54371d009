import { describe, expect, test } from "vitest";
import { checkCanon, readCanon } from "../../src/doors/canon.ts";
import { recordedCanon } from "../../src/canon/sync/export/recordedSources.ts";
import { catalogue, type ChronicleEvent, flatten } from "../../src/index.ts";
import { asTimeline, type PlanOptions, prepareScenario, type Scenario, simulateOne } from "../../src/doors/sim.ts";
import { chronicleWith, retraction } from "../support/simulatedCanon.ts";

const seed = await readCanon("fixtures/cardassian-advance.yaml");

const amendment = (target: string, set: object): ChronicleEvent => ({
  id: `other-${target}`,
  type: "EventAmended",
  version: 1,
  data: { target, set, reason: "What if it was otherwise?" },
});

const EDITS: Readonly<Record<string, readonly ChronicleEvent[]>> = {
  "canon itself": [],
  "without the Treaty of Valoris": [retraction("treaty-of-valoris-ratified")],
  "without the breach": [retraction("second-and-fifth-orders-breach")],
  "with a breach that is repelled": [amendment("second-and-fifth-orders-breach", { repelled: true })],
  "with a militia cut to a tenth": [amendment("breen-militia-halved", { factor: 0.1, states: null })],
};

function scenarioOf(edits: readonly ChronicleEvent[], more: Partial<PlanOptions> = {}) {
  const timeline = edits.length === 0 ? seed : chronicleWith(seed, edits, "what-if/x");
  const scenario = prepareScenario({
    timeline,
    ...(edits.length === 0 ? {} : { canon: seed }),
    until: "2392",
    ...more,
  });
  return { timeline, scenario };
}

/** Findings of severity error of a history. */
const errorsOf = (chronicle: typeof seed | ReturnType<typeof chronicleWith>): string[] =>
  checkCanon(recordedCanon(chronicle), chronicle)
    .findings.filter(({ severity }) => severity === "error")
    .map(({ rule, message }) => `${rule}: ${message}`);

const RUNS = 30;

describe.each(Object.entries(EDITS))("histories that are simulated from %s", (_, edits) => {
  const { timeline, scenario } = scenarioOf(edits);
  const before = new Set(errorsOf(timeline));
  const told = Array.from({ length: RUNS }, (_, run) =>
    asTimeline(simulateOne(scenario, { seed: 31, run }), `run-${run}`, scenario.plan),
  );

  test("contradict nothing that was not contradicted before", () => {
    for (const events of told) {
      const chronicle = chronicleWith(timeline, events, "what-if/run");
      expect(chronicle.impossible).toEqual([]);
      expect(errorsOf(chronicle).filter((error) => !before.has(error))).toEqual([]);
    }
  });

  test("are made of events of the catalogue, caused by what was there before them", () => {
    for (const events of told) {
      const chronicle = chronicleWith(timeline, events, "what-if/run");
      for (const event of events) {
        expect(catalogue.parse(flatten(event)).kind).toBe("event");
        const placed = chronicle.event(event.id)?.placed;
        for (const cause of event.causes ?? []) {
          const earlier = chronicle.event(cause);
          expect([event.id, cause, earlier !== undefined && earlier.placed <= (placed ?? Number.NaN)]).toEqual([
            event.id,
            cause,
            true,
          ]);
        }
      }
    }
  });

  test("are told apart by their ids, and marked as made up", () => {
    for (const events of told) {
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      for (const { id, invented } of events) if (id.startsWith("sim-")) expect(invented).toBe(true);
    }
  });
});

test("whoever comes to an office in a simulated history, and is nobody of canon, is made up: born with it, and a stand-in", () => {
  const { scenario } = scenarioOf([]);
  const added = Array.from({ length: RUNS * 2 }, (_, run) => simulateOne(scenario, { seed: 31, run }).added).flat();
  const successors = added.flatMap(({ event: { type, data } }) =>
    type.endsWith("Replaced") ? [successorOf(data)] : [],
  );
  const born = added.filter(({ event }) => event.type === "PersonBorn").map(({ event }) => event.data);
  expect(successors.length).toBeGreaterThan(0);
  for (const person of successors) expect(born).toContainEqual(expect.objectContaining({ person, sentinel: true }));
});

const successorOf = (data: unknown): unknown => (data as { successor?: unknown }).successor;

test("what a channel writes, it knows again: whose act, against whom, in which way", () => {
  const { scenario } = scenarioOf([]);
  const seen = new Set<string>();
  for (let run = 0; run < 150; run++)
    for (const { event, source, follows } of simulateOne(scenario, { seed: 32, run }).added) {
      const { key, channel } = scenario.canon.kernel.sources[source] ?? { key: "", channel: "" };
      if (follows) continue;
      const found = scenario.canon.kernel.identified(event);
      expect([found?.channel, `${found?.channel}:${found?.actors.join(":")}`]).toEqual([channel, key]);
      seen.add(channel);
    }
  expect(seen.size).toBeGreaterThanOrEqual(15);
});

test("events of each class come about as often as one would believe", () => {
  const { scenario } = scenarioOf([], { until: "2390" });
  const counts = new Map<string, number>();
  const runs = 200;
  for (let run = 0; run < runs; run++)
    for (const { source, follows } of simulateOne(scenario, { seed: 33, run }).added) {
      const channel = channelOf(scenario, source);
      if (!follows) counts.set(channel, (counts.get(channel) ?? 0) + 1 / runs);
    }
  // Five powers, a little over two years after a war.
  expect(counts.get("breach")).toBeLessThan(2);
  for (const [channel, count] of counts) expect([channel, count < 8]).toEqual([channel, true]);
});

const channelOf = ({ canon }: Scenario, source: number): string => canon.kernel.sources[source]?.channel ?? "";
