import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { cpuSeconds, hadItsTime, lastMoment } from "./timeLimit.ts";

export interface ProbeRequest {
  /** As the configuration has it. */
  readonly specifier: string;
  /** The URL of the configuration: where a name is resolved from. */
  readonly parent: string;
}

/** What the thread says, in this order. */
export type ProbeMessage =
  | { readonly kind: "resolved"; readonly url: string }
  | { readonly kind: "loaded" }
  | ({ readonly kind: "failed" } & Failure);

/** What a module threw while it was loaded. */
export interface Failure {
  readonly message: string;
  readonly stack: string;
  /** The URL of a file that is not there: the module itself, or one that it imports. */
  readonly missing?: string;
  /** It imports a package that is not there, and those that plugins are made with are not all there. */
  readonly lacksPackages?: true;
}

export type ProbeResult =
  | { readonly kind: "loaded"; readonly url: string }
  /** Without `url`, nothing has that name. */
  | ({ readonly kind: "failed"; readonly url?: string } & Failure)
  /** Something in it goes on; `url` where it was loaded all the same. */
  | { readonly kind: "endless"; readonly url?: string };

const PROBE = fileURLToPath(import.meta.url).replace(/probePlugin(\.[jt]s)$/, "probe$1");

/** Loads a module in a thread of its own, and waits for that thread to have nothing left to do: as long as a busy machine keeps it waiting. */
export function probePlugin(request: ProbeRequest, seconds: number): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const worker = new Worker(PROBE, {
      workerData: request,
      // Node resolves names as imports of another file only when it is asked to.
      execArgv: ["--experimental-import-meta-resolve", "--no-warnings"],
      stdout: true,
      stderr: true,
    });
    let url: string | undefined;
    let failed: Failure | undefined;
    let isLoaded = false;
    const before = cpuSeconds();
    const started = performance.now();
    // What it waits for itself counts as well.
    const own = (): number => cpuSeconds() - before + worker.performance.eventLoopUtilization().idle / 1000;
    const look = (): void => {
      const isOver = hadItsTime(own(), seconds) || performance.now() - started >= lastMoment(seconds) * 1000;
      if (isOver) finish(endless());
      else timer = setTimeout(look, Math.max(0.1, seconds - own()) * 1000);
    };
    let timer = setTimeout(look, seconds * 1000);
    const finish = (result: ProbeResult): void => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(result);
    };
    const named = (): { readonly url?: string } => (url === undefined ? {} : { url });
    const endless = (): ProbeResult => ({ kind: "endless", ...(isLoaded ? named() : {}) });
    worker.on("message", (message: ProbeMessage) => {
      if (message.kind === "resolved") url = message.url;
      else if (message.kind === "loaded") isLoaded = true;
      else finish({ ...message, ...named() });
    });
    // What nobody catches may come here before what was said earlier; the end of the thread comes after both.
    worker.on("error", (error) => {
      failed = { message: error.message, stack: error.stack ?? "" };
    });
    // A thread with nothing left to do ends: if by then the module is not loaded, it never will be.
    worker.on("exit", () => {
      if (failed !== undefined) finish({ kind: "failed", ...failed, ...named() });
      else finish(isLoaded && url !== undefined ? { kind: "loaded", url } : endless());
    });
  });
}
