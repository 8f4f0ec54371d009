import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";

/** Whether an event is met for the first time: one that changes much of a kind is one to report about. */
export function onceAnEvent(): (event: ResolvedEvent) => boolean {
  let last: ResolvedEvent | undefined;
  return (event) => {
    const isNew = event !== last;
    last = event;
    return isNew;
  };
}
