import { createContext, Script } from "node:vm";

/**
 * Runs what somebody else wrote, and throws where it does not end: neither `catch` nor `finally` in it holds that up. Where the machine
 * was busy with other things, `work` is stopped and begun again: it takes back first what it did before.
 */
export type TimeLimit = (work: () => void) => void;

/** What has no more than this part of its time, was kept from working by others. */
const MOST_OF_IT = 0.9;
/** Times as long as it may take: what neither works nor ends by then, waits for something. */
const PATIENCE = 20;

/** Takes about 0.1 ms a call, for the thread that watches. It watches what is done before `work` returns, and nothing later. */
export function createTimeLimit(seconds: number, cpu: () => number = cpuSeconds): TimeLimit {
  const slot: { work: () => void } = { work: () => undefined };
  const context = createContext(slot);
  const script = new Script("work()");
  return (work) => {
    slot.work = work;
    for (let given = seconds; ; ) {
      const before = cpu();
      try {
        return void script.runInContext(context, { timeout: Math.max(1, Math.round(given * 1000)) });
      } catch (error) {
        if (!isTimeout(error)) throw error;
        const used = cpu() - before;
        if (hadItsTime(used, seconds))
          throw new Error(`it did not end within ${seconds} s, and was stopped`, { cause: error });
        if (given >= lastMoment(seconds))
          throw new Error(`it did not end within ${Math.round(given)} s, in which it hardly ran, and was stopped`, {
            cause: error,
          });
        // Twice what it takes at the pace at which it ran.
        given = Math.min((2 * given * seconds) / used, lastMoment(seconds));
      }
    }
  };
}

/** Whether somebody had the seconds that they were given, more or less. */
export const hadItsTime = (own: number, seconds: number): boolean => own >= MOST_OF_IT * seconds;

/** When somebody is stopped who may have waited for a busy machine all the time, in seconds. */
export const lastMoment = (seconds: number): number => PATIENCE * seconds;

/** The processor's time of this process: of a thread alone, Node 20 does not tell it. Whoever is watched works, and all others wait. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

/** The error is of another realm, and no instance of this one's `Error`. */
const isTimeout = (error: unknown): boolean =>
  typeof error === "object" && error !== null && Reflect.get(error, "code") === "ERR_SCRIPT_EXECUTION_TIMEOUT";
