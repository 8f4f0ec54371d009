/** Loads a module where nothing waits for it: whether that ends is seen from outside (probePlugin.ts). */
import { parentPort, workerData } from "node:worker_threads";
import type { ProbeRequest, ProbeResult } from "./probePlugin.ts";

const say = (result: ProbeResult): void => parentPort?.postMessage(result, []);

const { specifier, parent }: ProbeRequest = workerData;
let url: string | undefined;
try {
  url = import.meta.resolve(specifier, parent);
  await import(url);
  say({ kind: "loaded", url });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  say({ kind: "failed", message, stack, ...(url === undefined ? {} : { url }) });
}
