import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openWorkspace } from "../../src/doors/canon.ts";
import { writeNdjson, writeYaml } from "../canonFiles.ts";
import { startContender } from "../contender.ts";
import type { ContenderName } from "../contenders.ts";
import { atMost, type Figure, info, round, show } from "../report.ts";
import { ratios, spreadOf, timed } from "../statistics.ts";
import { newFolder, note } from "../workspace.ts";

/** f. Checking, beside what any reader of the same files has to do. */
export async function measureCheck(sizes: { ndjson: number; yaml: number; large: number }, rounds: number) {
  const { ndjson, yaml, large } = sizes;
  note(`writing canons of ${round(ndjson)}, ${round(large)} and ${round(yaml)} events`);
  const lines = writeNdjson(`${newFolder("canon")}.ndjson`, ndjson);
  const many = writeNdjson(`${newFolder("large")}.ndjson`, large);
  const blocks = writeYaml(newFolder("yaml"), yaml, 1);
  return [
    ...(await besideParsing("checking NDJSON", "reading JSON", lines, ndjson, 2.5, rounds)),
    ...(await besideParsing("checking YAML", "reading YAML", blocks, yaml, 1.3, rounds)),
    ...(await growth(lines, many, { ndjson, large })),
    await afterAnEdit(yaml, rounds),
  ];
}

/** Each round in a process of its own, as on the command line. */
async function besideParsing(
  check: ContenderName,
  parse: ContenderName,
  folder: string,
  events: number,
  most: number,
  rounds: number,
): Promise<Figure[]> {
  const taken = { check: [] as number[], parse: [] as number[], rss: [] as number[] };
  for (let n = 0; n < rounds; n++) {
    note(`${check}, round ${n + 1} of ${rounds}`);
    for (const [name, list] of [
      [check, taken.check],
      [parse, taken.parse],
    ] as const) {
      const remote = await startContender(name, { folder, events });
      const { ms, rssAnon } = await remote.round();
      remote.stop();
      list.push(ms);
      if (name === check) taken.rss.push(rssAnon / 1e6);
    }
  }
  return [
    info(`${check}, ${round(events)} events`, show(spreadOf(taken.check), "ms")),
    info(parse, show(spreadOf(taken.parse), "ms")),
    atMost(`${check} : ${parse}`, ratios(taken.check, taken.parse), most),
    ...(check === "checking NDJSON" ? [atMost("memory at most, all of it", spreadOf(taken.rss), 1000, "MB")] : []),
  ];
}

async function growth(small: string, large: string, sizes: { ndjson: number; large: number }): Promise<Figure[]> {
  const perEvent = async (folder: string, events: number): Promise<number> => {
    note(`checking ${round(events)} events`);
    const remote = await startContender("checking NDJSON", { folder, events }, 12_000);
    const { ms } = await remote.round();
    remote.stop();
    return ms / events;
  };
  const [few, many] = [await perEvent(small, sizes.ndjson), await perEvent(large, sizes.large)];
  return [
    info(`checking ${round(sizes.large)} events, time an event`, show(spreadOf([1000 * many]), "µs")),
    atMost("time an event, large : small", spreadOf([many / few]), 1.2),
  ];
}

async function afterAnEdit(events: number, rounds: number): Promise<Figure> {
  const folder = writeYaml(newFolder("edited"), events, 50);
  const workspace = openWorkspace(folder, { limit: 100 });
  await workspace.check();
  const file = join(folder, "part-25.yaml");
  const taken: number[] = [];
  // Whoever watches has edited before: code is compiled by then.
  const before = 10;
  for (let n = 0; n < before + rounds; n++) {
    writeFileSync(file, readFileSync(file, "utf8").replace(/text: [a-z]+/, `text: edit${"x".repeat(n)}`));
    const { ms } = await timed(() => workspace.check());
    if (n >= before) taken.push(ms);
  }
  return atMost(`findings after an edit of one line in ${round(events)} events, 50 files`, spreadOf(taken), 150, "ms");
}
