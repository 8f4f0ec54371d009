/** Loads a module where nothing waits for it: whether that ends is seen from outside (probePlugin.ts). */
import { parentPort, workerData } from "node:worker_threads";
import type { Failure, ProbeMessage, ProbeRequest } from "./probePlugin.ts";

const say = (message: ProbeMessage): void => parentPort?.postMessage(message, []);

const { specifier, parent }: ProbeRequest = workerData;
let url: string | undefined;
try {
  url = import.meta.resolve(specifier, parent);
  say({ kind: "resolved", url });
  await import(url);
  say({ kind: "loaded" });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  say({ kind: "failed", message, stack, ...whatIsMissing(error) });
}

/** Node's errors have the URL of a missing file, but the name of a missing package in words only. */
function whatIsMissing(error: unknown): Pick<Failure, "missing" | "lacksPackages"> {
  if (!(error instanceof Error) || Reflect.get(error, "code") !== "ERR_MODULE_NOT_FOUND") return {};
  const missing: unknown = Reflect.get(error, "url");
  if (typeof missing === "string") return { missing };
  return url === undefined || ["valoris", "zod"].every((name) => isInstalled(name, url)) ? {} : { lacksPackages: true };
}

function isInstalled(name: string, from: string): boolean {
  try {
    import.meta.resolve(name, from);
    return true;
  } catch {
    return false;
  }
}
