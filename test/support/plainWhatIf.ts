import { createEngine, type RunRequest } from "../../src/sim/engine/engine.ts";
import type { Kernel } from "../../src/sim/engine/kernel.ts";
import { canonAsDraw } from "../../src/sim/engine/reference.ts";
import { YEAR } from "../../src/sim/randomness/atoms.ts";
import { plainKernel, plainRequest, type PlainEvent, type PlainSource, type PlainWorld } from "./plainKernel.ts";

export const MODEL: readonly PlainSource[] = [
  { key: "a", mu: 2, decay: 6, excitedBy: { a: 0.3, b: 0.2 }, marks: { red: 1, "+b": 1 } },
  { key: "b", mu: 1, decay: 4, excitedBy: { a: 0.4 }, slope: 0.6 },
  { key: "c", mu: 3, decay: 4, relievedBy: { a: 0.1 }, slope: -0.3 },
];
export const [FROM, OBSERVED, UNTIL] = [0.3 * YEAR, 2.1 * YEAR, 4 * YEAR];

const identify =
  (kernel: Kernel<PlainWorld, PlainEvent>) =>
  (_: PlainWorld, { source, mark }: PlainEvent) => ({
    source: kernel.sources.findIndex(({ key }) => key === source),
    mark,
  });

/** A canon that the model itself has drawn, up to where it was observed. */
export const drawnCanon = (run: number, model = MODEL): readonly PlainEvent[] =>
  createEngine(plainKernel(model))(plainRequest({ seed: 11, run }, FROM, OBSERVED)).events;

export interface WhatIf {
  readonly kernel?: Kernel<PlainWorld, PlainEvent>;
  readonly key?: { readonly seed: number; readonly run: number };
  readonly without?: string;
  readonly until?: number;
  readonly emptied?: boolean;
}

/** Canon's draw taken over, to be run again and again. */
export function retell(
  canon: readonly PlainEvent[],
  { kernel, without, until = OBSERVED, emptied = true }: Omit<WhatIf, "key"> = {},
) {
  const factual = plainKernel(MODEL);
  const window = { from: FROM, until: OBSERVED, events: canon, covers: () => true };
  const reference = canonAsDraw(factual, window, identify(factual));
  const script: RunRequest<PlainWorld, PlainEvent>["script"] = canon
    .filter(({ id }) => id !== without)
    .map((event) => {
      const abducted = reference.modelled.get(event.id);
      return {
        event,
        necessary: [],
        ...(abducted === undefined ? {} : { abducted }),
        rewrite: (_: PlainWorld, mark: string) => ({ instead: { ...event, mark }, follows: [], isSame: true }),
      };
    });
  const engine = createEngine(kernel ?? factual);
  return (key: NonNullable<WhatIf["key"]>) => ({
    ...engine({ ...plainRequest(key, FROM, until), script, ...(emptied ? { reference } : {}) }),
    reference,
  });
}

export const whatIf = (canon: readonly PlainEvent[], { key = { seed: 99, run: 5 }, ...how }: WhatIf = {}) =>
  retell(canon, how)(key);

/** The model in which b is half as frequent. */
export const INTERVENED = MODEL.map((source) => (source.key === "b" ? { ...source, mu: source.mu / 2 } : source));
