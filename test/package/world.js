/** A small history, told and asked about with nothing that only Node has; Node and a browser must answer the same. */
import { bindChronicle, power, project, readChronicle, replay } from "valoris";
import { planWhatIf, simulate } from "valoris/sim";

const event = (id, type, data, at) => ({ id, type, version: type === "BorderBreached" ? 2 : 1, data, ...(at && { at }) });

const declared = [
  event("league", "FactionFounded", { faction: "league", name: "The League", standing: "major" }),
  event("combine", "FactionFounded", { faction: "combine", name: "The Combine", standing: "major" }),
  event("charted-vega", "SystemCharted", { system: "vega", holder: "league", lanes: ["rigel"] }),
  event("charted-rigel", "SystemCharted", { system: "rigel", holder: "combine" }),
  event("league-hulls", "ForceReported", { faction: "league", component: "hulls", value: 12 }),
  event("combine-hulls", "ForceReported", { faction: "combine", component: "hulls", value: 18 }),
];
const happened = [
  event("raid", "BorderBreached", { by: "combine", against: "league", systems: ["vega"], violence: 3 }, "2201-03-04"),
  event("losses", "ForceReduced", { faction: "league", component: "hulls", factor: 0.5 }, "2201-03~"),
];

/** Ids and times are given: what is told depends on nothing but the code. */
export async function tellWorld(log) {
  await log.append("canon", declared, { commitId: "declared" });
  await log.append("canon", happened, { commitId: "happened" });
  const chronicle = bindChronicle(await readChronicle(log));

  const powers = [];
  replay(chronicle, { batchSize: 1 })
    .pipe(project(power))
    .subscribe((view) => powers.push(view));
  const at = { occurred: "2201-04" };
  return {
    headHash: await log.headHash("canon"),
    stateHash: chronicle.worldAt(at).stateHash,
    powers,
    nervousness: chronicle.worldAt(at).nervousness,
    simulated: await tellSimulated(chronicle),
    because: [chronicle.because("power", "league", at), chronicle.because("nervousness", "league", at)],
  };
}

/** Chronicles that never were: on every machine the same, to the last bit. */
function tellSimulated(timeline) {
  const plan = planWhatIf({ timeline, until: "2204" });
  const outcomes = ["nervousness.quadrant > 30", "share.combine"];
  return new Promise((resolve, reject) => {
    let last;
    simulate(plan, { runs: 100, seed: 7, outcomes }).subscribe({
      next: (ensemble) => void (last = ensemble),
      error: reject,
      complete: () => resolve([last.resultHash, last.planHash, last.outcomes, last.numbers, last.metrics]),
    });
  });
}
