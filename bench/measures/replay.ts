import { type Remote, rates, startContender, takeTurns } from "../contender.ts";
import type { ContenderName } from "../contenders.ts";
import { atLeast, atMost, type Figure, info, round, show } from "../report.ts";
import { ratios, spreadOf } from "../statistics.ts";
import { note } from "../workspace.ts";

/** Emmett's store in memory holds every event as objects. */
const HEAP_MEGABYTES = 8192;

/** a. Durable replay through territory, power and nervousness, beside the peers and beside its own parts. */
export async function measureReplay(folder: string, sizes: { events: number; peer: number }, rounds: number) {
  const { events, peer } = sizes;
  const remotes: Remote[] = [];
  for (const [name, count] of [
    ["replay", events],
    ["fold without RxJS", events],
    ["decoding blocks", events],
    ["decoding pages", events],
    ["emmett-sqlite", peer],
    ["emmett in memory", events],
  ] as const) {
    note(`${name} gets ready`);
    remotes.push(await startContender(name, { folder, events: count }, HEAP_MEGABYTES));
  }
  // Compiled code first: everybody folds once before it counts.
  await takeTurns(remotes, 1);
  note(`replay: ${rounds} rounds`);
  const taken = await takeTurns(remotes, rounds);
  for (const remote of remotes) remote.stop();

  const rate = (name: ContenderName): number[] => rates(taken.get(name));
  const over = (name: ContenderName) => ratios(rate("replay"), rate(name));
  const figures: Figure[] = remotes.map(({ name }) =>
    info(`${name}, million events/s`, show(spreadOf(rate(name).map((events) => events / 1e6)), "M/s")),
  );
  return [
    ...figures,
    atLeast(`replay : emmett-sqlite (of ${round(peer)} events; rates compared)`, over("emmett-sqlite"), 20),
    atLeast("replay : emmett in memory", over("emmett in memory"), 1),
    atLeast("replay : decoding the same blocks alone", over("decoding blocks"), 0.5),
    atLeast("replay : the same fold without RxJS", over("fold without RxJS"), 0.9),
  ];
}

/** b. Memory that is no file's while a small and a large log are replayed, each in a fresh process. */
export async function measureMemory(small: string, large: string, sizes: { events: number; large: number }) {
  const megabytes: Record<"small" | "large", number[]> = { small: [], large: [] };
  for (let round = 0; round < 3; round++)
    for (const [which, folder] of [
      ["small", small],
      ["large", large],
    ] as const) {
      note(`replaying the ${which} log for its memory`);
      const remote = await startContender("replay", { folder, events: 0 });
      megabytes[which].push((await remote.round()).rssAnon / 1e6);
      remote.stop();
    }
  return [
    info(`RssAnon at most, replaying ${round(sizes.events)} events`, show(spreadOf(megabytes.small), "MB")),
    info(`RssAnon at most, replaying ${round(sizes.large)} events`, show(spreadOf(megabytes.large), "MB")),
    atMost("RssAnon, large : small", ratios(megabytes.large, megabytes.small), 1.25),
  ];
}
