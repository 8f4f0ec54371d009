import { type Profiler, Session } from "node:inspector/promises";

export interface Phase {
  readonly name: string;
  /** Of all the time. */
  readonly part: number;
}

/** What a run spends its time on: by the first of these functions, with their files, that was running, from the outermost one in. */
const PHASES: readonly { readonly name: string; readonly of: readonly string[] }[] = [
  { name: "copying the world", of: ["begin kernel.ts"] },
  { name: "ceilings of rates", of: ["isWithin engine.ts"] },
  { name: "rates", of: ["rateOf engine.ts"] },
  { name: "rates of canon", of: ["emptyBelow reference.ts"] },
  { name: "atoms and agenda", of: ["plan engine.ts"] },
  { name: "applying events", of: ["apply kernel.ts"] },
  { name: "excitation", of: ["add excitation.ts"] },
  { name: "stepping the world", of: ["step kernel.ts"] },
  { name: "marks and writing", of: ["chooseMark marks.ts", "write kernel.ts"] },
  { name: "measuring", of: ["sample measure.ts", "readMetrics columns.ts"] },
  { name: "hashing", of: ["hashOf measure.ts"] },
];
/** What counts as running: the profiler's own work is outside. */
const WHOLE = "block measure.ts";
const REST = "the rest";
const COLLECTOR = "(garbage collector)";

/** Samples the stack as blocks of runs are measured, and says which part of the time each phase took. */
export async function phasesOf(run: () => void): Promise<Phase[]> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: 200 });
  await session.post("Profiler.start");
  run();
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  return partsOf(profile);
}

function partsOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Phase[] {
  const phases = phaseByNode(nodes);
  const times = new Map<string, number>();
  let all = 0;
  for (const [i, id] of samples.entries()) {
    const phase = phases.get(id);
    if (phase === undefined) continue;
    const time = timeDeltas[i] ?? 0;
    times.set(phase, (times.get(phase) ?? 0) + time);
    all += time;
  }
  return [...times].map(([name, time]) => ({ name, part: time / all })).sort((a, b) => b.part - a.part);
}

function phaseByNode(nodes: readonly Profiler.ProfileNode[]): ReadonlyMap<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const phases = new Map<number, string>();
  const visit = (node: Profiler.ProfileNode, above: string | undefined): void => {
    const { functionName, url } = node.callFrame;
    const here = `${functionName} ${url.split("/").at(-1)}`;
    let phase = above;
    if (functionName === COLLECTOR) phase = "collecting garbage";
    else if (here === WHOLE) phase = REST;
    else if (above === REST) phase = PHASES.find(({ of }) => of.includes(here))?.name ?? REST;
    if (phase !== undefined) phases.set(node.id, phase);
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child !== undefined) visit(child, phase);
    }
  };
  const [root] = nodes;
  if (root !== undefined) visit(root, undefined);
  return phases;
}
