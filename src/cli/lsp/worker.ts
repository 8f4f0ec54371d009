/** The other side of host.ts: works out answers in a thread of its own, so that the protocol never waits for them. */
import { parentPort } from "node:worker_threads";
import type { HostAnswer, HostQuestion } from "./host.ts";
import { createService } from "./service.ts";

const service: Readonly<Record<string, (...args: never[]) => unknown>> = { ...createService() };

parentPort?.on("message", async ({ number, method, args }: HostQuestion) => {
  let answer: HostAnswer;
  try {
    answer = { number, result: await service[method]?.(...(args as never[])) };
  } catch (error) {
    answer = { number, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  parentPort?.postMessage(answer, []);
});
