import { rates, type Remote, type Round, startContender } from "../contender.ts";
import { atLeast, atMost, type Figure, info, round as digits, show } from "../report.ts";
import { ratios, spreadOf } from "../statistics.ts";
import { note } from "../workspace.ts";

/** c. What a second thread gains, beside what a second process does that shares nothing: the machine's own ceiling. */
export async function measureWorkers(runs: number, rounds: number): Promise<Figure[]> {
  const setting = { folder: "", events: runs };
  const one = await startContender("what-if, 1 worker", setting);
  const two = await startContender("what-if, 2 workers", setting);
  const process = await startContender("what-if, a process", setting);
  const another = await startContender("what-if, a process", setting);
  const times: Record<"one" | "two" | "alone" | "together", Round[]> = { one: [], two: [], alone: [], together: [] };
  for (let round = 0; round <= rounds; round++) {
    note(`workers: round ${round} of ${rounds}`);
    const [byOne, byTwo, alone] = [await one.round(), await two.round(), await process.round()];
    const together = await both(process, another);
    if (round === 0) continue;
    times.one.push(byOne);
    times.two.push(byTwo);
    times.alone.push(alone);
    times.together.push(together);
  }
  for (const remote of [one, two, process, another]) remote.stop();
  const gained = ratios(rates(times.two), rates(times.one));
  const ceiling = ratios(rates(times.together), rates(times.alone));
  const parts = ratios(
    rates(times.two).map((rate, i) => rate / (rates(times.one)[i] ?? Number.NaN)),
    rates(times.together).map((rate, i) => rate / (rates(times.alone)[i] ?? Number.NaN)),
  );
  return [
    info("by 1 worker", show(spreadOf(rates(times.one)), "runs/s")),
    info("by 2 workers", show(spreadOf(rates(times.two)), "runs/s")),
    info("2 workers : 1 worker", show(gained, "×")),
    info("2 processes : 1 process", show(ceiling, "×")),
    atLeast("what the workers gain : what the machine allows", parts, 0.9),
  ];
}

/** As many runs by each of two processes at once. */
async function both(one: Remote, other: Remote): Promise<Round> {
  const [a, b] = await Promise.all([one.round(), other.round()]);
  return { ms: Math.max(a.ms, b.ms), events: a.events + b.events, rssAnon: a.rssAnon + b.rssAnon };
}

/** MB: what is live is half of it. Given more, Node leaves garbage lie, and how much says nothing. */
const HEAP = 64;

/** d. Memory that is no file's, of few runs and of ten times as many, each in a fresh process with a small heap. */
export async function measureRunMemory(runs: number, rounds: number): Promise<Figure[]> {
  const megabytes: Record<"few" | "many", number[]> = { few: [], many: [] };
  const sizes = { few: runs, many: 10 * runs };
  for (let round = 0; round < rounds; round++)
    for (const which of ["few", "many"] as const) {
      note(`memory of ${sizes[which]} runs`);
      const remote = await startContender("what-if, a process", { folder: "", events: sizes[which] }, HEAP);
      megabytes[which].push((await remote.round()).rssAnon / 1e6);
      remote.stop();
    }
  return [
    info(`RssAnon at most, ${digits(sizes.few)} runs`, show(spreadOf(megabytes.few), "MB")),
    info(`RssAnon at most, ${digits(sizes.many)} runs`, show(spreadOf(megabytes.many), "MB")),
    atMost("RssAnon, many : few", ratios(megabytes.many, megabytes.few), 1.25),
  ];
}
