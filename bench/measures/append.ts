import { rates, startContender, takeTurns } from "../contender.ts";
import { atLeast, info, round, show, within } from "../report.ts";
import { ratios, spreadOf } from "../statistics.ts";
import { newFolder, note } from "../workspace.ts";

/** b. Events validated, appended and durable, in commits of 100. */
export async function measureAppend(events: number, rounds: number) {
  const own = await startContender("append", { folder: newFolder("append"), events });
  const peer = await startContender("append, emmett-sqlite", { folder: newFolder("append-emmett"), events });
  note(`append: ${rounds} rounds of ${events} events`);
  await takeTurns([own, peer], 1);
  const taken = await takeTurns([own, peer], rounds);
  own.stop();
  peer.stop();
  const [ours, theirs] = [rates(taken.get("append")), rates(taken.get("append, emmett-sqlite"))];
  return [
    info("append, thousand events/s", show(spreadOf(ours.map((rate) => rate / 1000)), "k/s")),
    info("append, emmett-sqlite, thousand events/s", show(spreadOf(theirs.map((rate) => rate / 1000)), "k/s")),
    atLeast("append : emmett-sqlite", ratios(ours, theirs), 5),
  ];
}

/** b. The last tenth of a large log beside the first tenth, in turns: what the disk does meanwhile, it does to both. */
export async function measureGrowth(large: string, size: number, rounds: number) {
  const events = size / 10 / (rounds + 1);
  const first = await startContender("append, first", { folder: newFolder("first"), events });
  const tenth = await startContender("append, tenth", { folder: large, events, from: size - size / 10 });
  note(`append: the first and the tenth ${round(size / 10)} events, in ${rounds} rounds`);
  await takeTurns([first, tenth], 1);
  const taken = await takeTurns([first, tenth], rounds);
  first.stop();
  tenth.stop();
  const [before, after] = [rates(taken.get("append, first")), rates(taken.get("append, tenth"))];
  return [
    info(
      `append to an empty log, up to ${round(size / 10)} events`,
      show(spreadOf(before.map((r) => r / 1000)), "k/s"),
    ),
    info(`append to a log of ${round(0.9 * size)}`, show(spreadOf(after.map((rate) => rate / 1000)), "k/s")),
    within("append, tenth : first", ratios(after, before), 0.2),
  ];
}
