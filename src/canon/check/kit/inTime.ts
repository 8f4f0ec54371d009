import type { ChronicleEvent } from "../../../events/envelope.ts";

/** Whether an event lies in the course of time: neither against it, nor only told where it stands. */
export const isInTime = ({
  timeTravel,
  retrospective,
}: Pick<ChronicleEvent, "timeTravel" | "retrospective">): boolean => timeTravel !== true && retrospective !== true;
