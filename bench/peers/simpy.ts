import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Contender, Setting } from "../contender.ts";

/** Debian's Python: the one that Debian's packages are of. */
const PYTHON = "/usr/bin/python3";
const SCRIPT = join(import.meta.dirname, "../hold.py");

interface Held {
  readonly version: string;
  readonly events: number;
  readonly ms: number;
}

/** The version of SimPy there is: of `simpy` (3 and later) or of `SimPy` (2); undefined where there is none. */
export const simpyVersion = (module: SimPyModule): string | undefined => hold(module, 1)?.version;

export type SimPyModule = "simpy" | "SimPy";

/** The hold model in SimPy, a process each time, which measures itself without its start. */
const holdIn =
  (module: SimPyModule) =>
  ({ events }: Setting): Contender => ({
    run: async () => {
      const held = hold(module, events);
      if (held === undefined) throw new Error("SimPy is not there: apt-get install python3-simpy python3-simpy3");
      return { events: held.events, ms: held.ms };
    },
  });

export const simpyHold = holdIn("simpy");
export const simpy2Hold = holdIn("SimPy");

function hold(module: SimPyModule, events: number): Held | undefined {
  const { status, stdout } = spawnSync(PYTHON, [SCRIPT, String(events), module], { encoding: "utf8" });
  return status === 0 ? (JSON.parse(stdout) as Held) : undefined;
}
