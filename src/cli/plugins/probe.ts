/** Loads a module where nothing waits for it: whether that ends is seen from outside (probePlugin.ts). */
import { parentPort, workerData } from "node:worker_threads";
import type { ProbeMessage, ProbeRequest } from "./probePlugin.ts";

const say = (message: ProbeMessage): void => parentPort?.postMessage(message, []);

const { specifier, parent }: ProbeRequest = workerData;
try {
  const url = import.meta.resolve(specifier, parent);
  say({ kind: "resolved", url });
  await import(url);
  say({ kind: "loaded" });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  say({ kind: "failed", message, stack });
}
