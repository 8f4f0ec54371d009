import type { EventLog, Timeline } from "./eventLog.ts";

/** All timelines, in name order, a page at a time. */
export async function* eachTimeline(log: EventLog): AsyncGenerator<Timeline> {
  let after: string | undefined;
  do {
    const page = await log.timelines(after === undefined ? {} : { after });
    yield* page.timelines;
    after = page.next;
  } while (after !== undefined);
}
