import { nervousness, openLog } from "../../src/index.ts";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { foldUntil } from "../../src/projections/keyframes.ts";
import { batchesOf } from "../../src/timelines/chronicle.ts";
import { dateAt } from "../history.ts";
import { atMost, type Figure, info, round, show } from "../report.ts";
import { ratios, spreadOf, timed } from "../statistics.ts";
import { asEvent } from "../synthetic.ts";
import { note } from "../workspace.ts";

/** d. An entry about the past: from appending it to the world at the end, beside folding what comes after it. */
export async function measureLateEntry(folder: string, events: number, rounds: number): Promise<Figure[]> {
  const back = events / 2;
  const log = lmdbLog(folder);
  const folding: number[] = [];
  const entering: number[] = [];
  let canon = await openLog(log);
  for (let entry = 0; entry <= rounds; entry++) {
    note(`a late entry, ${entry} of ${rounds}`);
    const { length } = canon.events;
    const fold = foldUntil(canon, [nervousness], length - back);
    const alone = await timed(() => {
      for (const batch of batchesOf(canon.events, fold.count, length)) fold.apply(batch);
      fold.view(nervousness.name, canon.events.at(length - 1)?.placed ?? 0);
    });
    const at = dateAt(events - back);
    const late = asEvent({
      id: `late-${entry}`,
      type: "AlertChanged",
      at,
      formation: "fleet-of-faction-0",
      level: "war",
    });
    const entered = await timed(async () => {
      await log.append("canon", [late]);
      canon = await openLog(log);
      canon.worldAt();
    });
    if (entry > 0) {
      folding.push(alone.ms);
      entering.push(entered.ms);
    }
  }
  await log.close();
  return [
    info(`folding ${round(back)} events`, show(spreadOf(folding), "ms")),
    info(`an entry ${round(back)} events back: appended, opened, folded`, show(spreadOf(entering), "ms")),
    atMost("late entry : folding", ratios(entering, folding), 1.3),
  ];
}
