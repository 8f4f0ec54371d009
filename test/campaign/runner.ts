import { type ChildProcess, fork, spawn } from "node:child_process";
import { join } from "node:path";
import { CLI } from "./built.ts";
import type { Ended } from "./outcome.ts";

/** A command for a runner: its working folder, and what follows `valoris`. */
export interface Task {
  readonly cwd: string;
  readonly args: readonly string[];
}

export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** In place of a command: what every timeline of a log holds (children/runner.ts). */
export const VIEW = "view";

export interface Runner {
  /** Never rejects: whatever becomes of the process is how the command ended. One at a time. */
  run(task: Task): Promise<Ended>;
  readonly stop: () => void;
}

/** A command may leave a log open, and each open one takes descriptors. */
const COMMANDS_A_PROCESS = 400;

/** ms; machines that do much else are slow. */
const PATIENCE = 60_000;

const nothing = { code: null, signal: null, out: "", err: "", hung: false } as const;

/** Runs commands in a process that is kept; where one ends it, the next begins another. */
export function startRunner({ fixed = false }: { readonly fixed?: boolean } = {}): Runner {
  let child: ChildProcess | undefined;
  let ran = 0;
  let complaint = "";

  const start = (): ChildProcess => {
    const path = join(import.meta.dirname, "children/runner.ts");
    const env = { ...process.env, NO_COLOR: "1" };
    // What it prints is caught before it comes here: a pipe is what commands print to elsewhere, too.
    const started = fork(path, fixed ? ["fixed"] : [], { stdio: ["ignore", "pipe", "pipe", "ipc"], env });
    started.stdout?.resume();
    complaint = "";
    started.stderr?.on("data", (text: Buffer) => (complaint = `${complaint}${text.toString()}`.slice(-4000)));
    ran = 0;
    return started;
  };
  const stop = (): void => {
    child?.kill("SIGKILL");
    child = undefined;
  };

  return {
    run(task) {
      if (ran++ >= COMMANDS_A_PROCESS) stop();
      const running = (child ??= start());
      return new Promise((resolve) => {
        let hung = false;
        const timer = setTimeout(() => {
          hung = true;
          running.kill("SIGKILL");
        }, PATIENCE);
        const answered = (answer: Answer): void => settle({ ...nothing, ...answer });
        const exited = (code: number | null, signal: string | null): void => {
          child = undefined;
          settle({ ...nothing, code, signal, err: complaint, hung });
        };
        const settle = (ended: Ended): void => {
          clearTimeout(timer);
          running.off("message", answered);
          running.off("exit", exited);
          resolve(ended);
        };
        running.once("message", answered);
        running.once("exit", exited);
        running.send(task);
      });
    },
    stop,
  };
}

export interface FreshOptions {
  /** A descriptor in place of a pipe for what it prints. */
  readonly stdout?: number;
  /** Called with the process, once it runs. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs a command as a user does, in a process of its own; ends when those that it started have ended, too. */
export function runFresh({ cwd, args }: Task, { stdout, onStart }: FreshOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd,
      env: { ...process.env, NO_COLOR: "1" },
      stdio: ["ignore", stdout ?? "pipe", "pipe"],
      detached: true,
    });
    let [out, err, hung] = ["", "", false];
    const timer = setTimeout(() => {
      hung = true;
      signalGroup(child, "SIGKILL");
    }, PATIENCE);
    child.stdout?.on("data", (text: Buffer) => (out += text.toString()));
    child.stderr?.on("data", (text: Buffer) => (err += text.toString()));
    child.once("error", reject);
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      void untilAllEnded(child).then(() => resolve({ code, signal, out, err, hung }));
    });
    onStart?.(child);
  });
}

/** Whether anybody was there to be told. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  try {
    return pid !== undefined && process.kill(-pid, signal);
  } catch {
    return false;
  }
}

/** Whoever is killed does not end its children; where nobody collects the dead, they stay in the list. */
async function untilAllEnded(child: ChildProcess): Promise<void> {
  for (let waited = 0; waited < 3000 && signalGroup(child, 0); waited += 20)
    await new Promise((resolve) => setTimeout(resolve, 20));
}
