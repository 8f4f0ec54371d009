import { createContext, Script } from "node:vm";

/** Runs what somebody else wrote, and throws where it does not end: neither `catch` nor `finally` in it holds that up. */
export type TimeLimit = (work: () => void) => void;

/** Takes about 0.1 ms a call, for the thread that watches. It watches what is done before `work` returns, and nothing later. */
export function createTimeLimit(seconds: number): TimeLimit {
  const slot: { work: () => void } = { work: () => undefined };
  const context = createContext(slot);
  const script = new Script("work()");
  const timeout = Math.max(1, Math.round(seconds * 1000));
  return (work) => {
    slot.work = work;
    try {
      script.runInContext(context, { timeout });
    } catch (error) {
      if (!isTimeout(error)) throw error;
      throw new Error(`it did not end within ${seconds} s, and was stopped`, { cause: error });
    }
  };
}

/** The error is of another realm, and no instance of this one's `Error`. */
const isTimeout = (error: unknown): boolean =>
  typeof error === "object" && error !== null && Reflect.get(error, "code") === "ERR_SCRIPT_EXECUTION_TIMEOUT";
