import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { ValorisError } from "../../events/valorisError.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { createEngine, type EngineRun } from "../engine/engine.ts";
import { checkRunKey } from "../randomness/address.ts";
import { YEAR } from "../randomness/atoms.ts";
import { requestOf, type Scenario } from "../scenario.ts";
import type { SimWorld } from "../world/simWorld.ts";
import { type Columns, readMetrics } from "./columns.ts";
import { held } from "../../idioms/held.ts";

export type SimRun = EngineRun<SimWorld, ResolvedEvent>;

/** What is kept of some runs of one side, one after the other. */
export interface Measured {
  /** SHA-256 of all that happened, in hex. */
  readonly hashes: string[];
  /** Runs by numbers, as `Columns` has them. Where something never came true, its instant is +∞. */
  readonly numbers: Float64Array;
  /** Runs by events of the script: 0 unchanged, 1 altered, 2 removed. */
  readonly fates: Uint8Array;
  /** Simulated events of each run. */
  readonly events: Int32Array;
  /** Runs that were ended because they had too many events: 1. */
  readonly runaway: Uint8Array;
  /** Runs by instants by metrics; empty for runs beyond those that are drawn. */
  readonly samples: Float64Array;
}

export const FATES = { unchanged: 0, altered: 1, removed: 2 } as const;

/** Consecutive runs, measured on both sides. */
export interface Block {
  readonly first: number;
  readonly runs: number;
  readonly edited: Measured;
  /** Canon with nothing done to it, under the same random numbers. */
  readonly canon?: Measured;
}

export interface Recipe {
  readonly seed: number;
  readonly outcomes: readonly string[];
  /** Whether canon is simulated beside it. */
  readonly against: boolean;
  /** ms: the instants that are drawn. */
  readonly instants: readonly number[];
  /** So many runs are drawn. */
  readonly drawn: number;
}

/** Runs histories of a scenario and measures them. */
export interface Measuring {
  readonly columns: Columns;
  block(first: number, runs: number): Block;
}

export function createMeasuring(scenario: Scenario, columns: Columns, recipe: Recipe): Measuring {
  const { plan } = scenario;
  const { instants, drawn, seed } = recipe;
  const engines = { edited: createEngine(scenario.edited.kernel), canon: createEngine(scenario.canon.kernel) };
  checkRunKey({ seed, run: 0 });

  const measure = (name: "edited" | "canon", first: number, runs: number): Measured => {
    const side = scenario[name];
    const request = requestOf(scenario, name);
    const { truths, numbers: asked, metrics, classes, width } = columns;
    const sampled = Math.max(0, Math.min(runs, drawn - first));
    const measured: Measured = {
      hashes: [],
      numbers: new Float64Array(runs * width),
      fates: new Uint8Array(runs * side.script.length),
      events: new Int32Array(runs),
      runaway: new Uint8Array(runs),
      samples: new Float64Array(sampled * instants.length * metrics.length),
    };
    const classIndex = new Map(classes.map((channel, i) => [channel, i]));
    const channelOf = side.kernel.sources.map(({ channel }) => held(classIndex.get(channel)));
    for (let i = 0; i < runs; i++) {
      const key = { seed, run: first + i };
      const offset = i * width;
      const whenTrue = offset + truths.length;
      measured.numbers.fill(Number.POSITIVE_INFINITY, whenTrue, whenTrue + truths.length);
      const look = (world: SimWorld): void => {
        for (const [t, { expression, isFinal }] of truths.entries()) {
          if (measured.numbers[offset + t] !== 0 || (isFinal && world.at < plan.until)) continue;
          if (expression.evaluate(world.states, world.at) !== true) continue;
          measured.numbers[offset + t] = 1;
          measured.numbers[whenTrue + t] = (world.at - plan.from) / YEAR;
        }
      };
      const run = engines[name]({
        ...request,
        keyOf: () => key,
        ...(truths.length === 0 ? {} : { see: look }),
        samples: instants,
        sample(world, at) {
          look(world);
          if (i < sampled) readMetrics(columns, world, measured.samples, (i * instants.length + at) * metrics.length);
        },
      });
      const { world } = run;
      side.kernel.step(world, plan.until);
      const own = measured.numbers.subarray(offset, offset + width);
      let at = 2 * truths.length;
      for (const expression of asked)
        own[at++] = numberOf(expression.text, expression.evaluate(world.states, world.at));
      readMetrics(columns, world, own, at);
      at += metrics.length;
      for (const { source, follows } of run.added) {
        if (follows) continue;
        const column = at + (channelOf[source] ?? 0);
        own[column] = (own[column] ?? 0) + 1;
      }
      check(own, first + i, columns);
      for (const [k, { kind }] of run.fates.entries()) measured.fates[i * side.script.length + k] = FATES[kind];
      measured.events[i] = run.added.length;
      measured.runaway[i] = run.runaway ? 1 : 0;
      measured.hashes.push(hashOf(run));
    }
    return measured;
  };

  return {
    columns,
    block: (first, runs) => ({
      first,
      runs,
      edited: measure("edited", first, runs),
      ...(recipe.against ? { canon: measure("canon", first, runs) } : {}),
    }),
  };
}

/** SHA-256 of what happened: every event that is not as canon has it, whole; of the others, that they happened. */
export function hashOf({ fates, added }: SimRun): string {
  let text = "";
  for (const fate of fates) {
    text += `${FATES[fate.kind]}${fate.event.id}\n`;
    if (fate.kind === "altered") text += JSON.stringify(fate.instead.data);
  }
  for (const { event } of added) text += `${event.id} ${event.placed} ${event.type} ${JSON.stringify(event.data)}\n`;
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** @throws ValorisError `sim/not-a-number` */
export function numberOf(text: string, value: unknown): number {
  if (typeof value === "number" && !Number.isNaN(value)) return value;
  throw new ValorisError("sim/not-a-number", `“${text}” is no number in this world.`, {
    help: "Divide by nothing that can be 0.",
  });
}

/** A number that is none is found where it comes up, and not in a mean of ten thousand. */
function check(own: Float64Array, run: number, { truths }: Columns): void {
  for (const [i, value] of own.entries())
    if (Number.isNaN(value) || (!Number.isFinite(value) && (i < truths.length || i >= 2 * truths.length)))
      throw new ValorisError("sim/not-a-number", `Run ${run} came to ${value}.`, {
        details: { run, column: i },
        help: "Run it alone, with --run, and see which event brings it about.",
      });
}
