import { type CheckOptions, type CheckResult, openWorkspace, type ReadCanonOptions } from "../../doors/canon.ts";
import { ValorisError } from "../../index.ts";
import { printError } from "../errors.ts";
import type { Terminal } from "../terminal.ts";
import { watchFolders } from "./watchFolders.ts";

/** ms that it has to be quiet: an editor writes in several steps. */
const QUIET = 30;

export interface Watching {
  readonly paths: readonly string[];
  readonly options: ReadCanonOptions & CheckOptions;
  /** Before every check. */
  prepare(): Promise<void>;
  print(result: CheckResult): Promise<void>;
}

/** Checks whenever something was written, until Ctrl-C. What cannot be read is said, and waited for. */
export async function watchCanon({ paths, options, prepare, print }: Watching, terminal: Terminal): Promise<void> {
  const workspace = openWorkspace(paths, options);
  const checkOnce = async (follow: (files: readonly string[]) => void): Promise<void> => {
    const started = performance.now();
    const attempt = async (): Promise<CheckResult | ValorisError> => {
      try {
        await prepare();
        return await workspace.check();
      } catch (error) {
        if (error instanceof ValorisError) return error;
        throw error;
      }
    };
    const result = await attempt();
    const took = performance.now() - started;
    terminal.clear();
    if (result instanceof ValorisError) printError(result, terminal);
    else {
      follow([...result.sources.files.keys()]);
      await print(result);
    }
    terminal.note(terminal.paint("dim", `checked in ${Math.round(took)} ms; Ctrl-C ends`));
  };

  await new Promise<void>((end, fail) => {
    let timer: NodeJS.Timeout | undefined;
    let isChecking = false;
    let isAsked = false;
    const ask = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void check().catch(stop), QUIET);
    };
    const folders = watchFolders(paths, ask);
    const check = async (): Promise<void> => {
      if (isChecking) {
        isAsked = true;
        return;
      }
      isChecking = true;
      // Before the files are read: what is written meanwhile is another event.
      if (folders.look()) await checkOnce(folders.follow);
      isChecking = false;
      if (isAsked) ask();
      isAsked = false;
    };
    const stop = (error?: unknown): void => {
      clearTimeout(timer);
      folders.close();
      process.off("SIGINT", interrupt);
      if (error === undefined) end();
      else fail(error);
    };
    const interrupt = (): void => stop();
    process.on("SIGINT", interrupt);
    check().catch(stop);
  });
}
