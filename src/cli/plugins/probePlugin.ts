import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

export interface ProbeRequest {
  /** As the configuration has it. */
  readonly specifier: string;
  /** The URL of the configuration: where a name is resolved from. */
  readonly parent: string;
}

export type ProbeResult =
  | { readonly kind: "loaded"; readonly url: string }
  | { readonly kind: "failed"; readonly url?: string; readonly message: string; readonly stack: string }
  /** Something in it goes on; `url` where it was loaded all the same. */
  | { readonly kind: "endless"; readonly url?: string };

const PROBE = fileURLToPath(import.meta.url).replace(/probePlugin(\.[jt]s)$/, "probe$1");

/** Loads a module in a thread of its own, and waits for that thread to have nothing left to do. */
export function probePlugin(request: ProbeRequest, seconds: number): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const worker = new Worker(PROBE, {
      workerData: request,
      // Node resolves names as imports of another file only when it is asked to.
      execArgv: ["--experimental-import-meta-resolve", "--no-warnings"],
      stdout: true,
      stderr: true,
    });
    let said: ProbeResult | undefined;
    const timer = setTimeout(() => finish({ kind: "endless", ...urlOf(said) }), seconds * 1000);
    const finish = (result: ProbeResult): void => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(result);
    };
    worker.on("message", (result: ProbeResult) => {
      said = result;
      if (result.kind === "failed") finish(result);
    });
    worker.on("error", (error) =>
      finish({ kind: "failed", message: error.message, stack: error.stack ?? "", ...urlOf(said) }),
    );
    // A thread with nothing left to do ends: if by then the module is not loaded, it never will be.
    worker.on("exit", () => finish(said ?? { kind: "endless" }));
  });
}

const urlOf = (result: ProbeResult | undefined): { readonly url?: string } =>
  result?.url === undefined ? {} : { url: result.url };
