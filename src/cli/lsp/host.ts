import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Service } from "./service.ts";

export interface HostQuestion {
  readonly number: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

export type HostAnswer =
  | { readonly number: number; readonly result: unknown }
  | { readonly number: number; readonly error: string };

export interface HostOptions {
  /** ms that an answer may take; after that, the thread is given up, and another takes over. */
  readonly patience?: number;
  /** A thread came to an end with what it knew: tell the next one what it has to know. */
  readonly onRestart: (why: string) => void;
  readonly script?: string;
}

/** A service in a thread of its own. Whatever happens there, every question is answered, or fails. */
export interface Host {
  ask<Method extends keyof Service>(
    method: Method,
    ...args: Parameters<Service[Method]>
  ): Promise<Awaited<ReturnType<Service[Method]>>>;
  close(): Promise<void>;
}

const WORKER = fileURLToPath(import.meta.url).replace(/host(\.[jt]s)$/, "worker$1");
const PATIENCE = 30_000;

interface Waiting {
  readonly answer: (result: never) => void;
  readonly fail: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

export function createHost({ patience = PATIENCE, onRestart, script = WORKER }: HostOptions): Host {
  const waiting = new Map<number, Waiting>();
  let number = 0;
  let worker: Worker | undefined;
  let isClosed = false;

  const giveUp = (failed: Worker, why: string): void => {
    if (worker !== failed) return;
    worker = undefined;
    void failed.terminate();
    for (const { fail, timer } of waiting.values()) {
      clearTimeout(timer);
      fail(new Error(why));
    }
    waiting.clear();
    if (!isClosed) onRestart(why);
  };

  const start = (): Worker => {
    // What rules or libraries print is not the protocol's.
    const started = new Worker(script, { stdout: true, stderr: true });
    started.on("message", (answer: HostAnswer) => {
      const asked = waiting.get(answer.number);
      if (asked === undefined) return;
      waiting.delete(answer.number);
      clearTimeout(asked.timer);
      if ("error" in answer) asked.fail(new Error(answer.error));
      else asked.answer(answer.result as never);
    });
    started.on("error", (error) => giveUp(started, error.stack ?? error.message));
    started.on("exit", (code) => giveUp(started, `The checking thread ended with ${code}.`));
    return started;
  };

  return {
    ask: (method, ...args) =>
      new Promise((answer, fail) => {
        if (isClosed) return fail(new Error("The server is shutting down."));
        const asked = (worker ??= start());
        const own = ++number;
        const timer = setTimeout(
          () => giveUp(asked, `No answer to “${method}” within ${patience / 1000} s: what took so long was stopped.`),
          patience,
        );
        waiting.set(own, { answer, fail, timer });
        asked.postMessage({ number: own, method, args } satisfies HostQuestion, []);
      }),
    async close() {
      isClosed = true;
      const open = worker;
      if (open === undefined) return;
      giveUp(open, "The server is shutting down.");
      await open.terminate();
    },
  };
}
