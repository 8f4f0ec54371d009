/** Dates: how fast they are read, beside the `edtf` package, and how fast 20 000 relative ones resolve. `npm run bench`. */
import edtf from "edtf";
import { parseEdtf } from "../src/events/dates/edtf.ts";
import { ORIGIN, solveTemporalNetwork, type TemporalConstraint } from "../src/events/dates/temporalNetwork.ts";

const ROUNDS = 7;
const EVENTS = 20_000;

function median(run: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

const texts = Array.from(
  { length: 5000 },
  (_, i) => `${2000 + (i % 400)}-${String(1 + (i % 12)).padStart(2, "0")}-${String(1 + (i % 28)).padStart(2, "0")}`,
);
const own = median(() => texts.forEach((text) => parseEdtf(text)));
const peer = median(() => texts.forEach((text) => edtf(text)));
console.log(
  `dates read: ${rate(texts.length, own)}; edtf: ${rate(texts.length, peer)}; ratio ${(peer / own).toFixed(0)}×`,
);

const after = (from: number, to: number, min = 1, max = Number.POSITIVE_INFINITY): TemporalConstraint => ({
  from,
  to,
  min,
  max,
});
const day = (to: number, at: number): TemporalConstraint => after(ORIGIN, to, at, at + 86_399_999);
const WEEK = 7 * 86_400_000;
const chain = Array.from({ length: EVENTS - 1 }, (_, i) => after(i + 1, i + 2));
const offsets = Array.from({ length: EVENTS - 1 }, (_, i) => after(i + 1, i + 2, WEEK, WEEK + 3));
const side = Math.floor(Math.sqrt(EVENTS));
const web = Array.from({ length: side * side }, (_, i) => [
  ...(i % side === 0 ? [] : [after(i, i + 1)]),
  ...(i < side ? [] : [after(i + 1 - side, i + 1, 1, 52 * WEEK)]),
]).flat();
let seed = 7;
const random = (below: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed % below;
};
const tangle = Array.from({ length: 3 * EVENTS }, () => [random(EVENTS) + 1, random(EVENTS) + 1].sort((a, b) => a - b))
  .filter(([a, b]) => a !== b)
  .map(([a = 1, b = 1]) => after(a, b, (b - a) * 10, (b - a) * 10_000_000));
const shuffled = (list: readonly TemporalConstraint[]): TemporalConstraint[] =>
  list
    .map((item) => ({ item, key: random(1_000_000) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
/** The same network with its nodes numbered backwards. */
const backwards = (list: readonly TemporalConstraint[]): TemporalConstraint[] =>
  list.map(({ from, to, min, max }) => ({
    from: from === ORIGIN ? from : EVENTS + 1 - from,
    to: EVENTS + 1 - to,
    min,
    max,
  }));

const networks: Readonly<Record<string, readonly TemporalConstraint[]>> = {
  chain: [day(1, 0), ...chain],
  "chain, backwards": backwards([day(1, 0), ...chain]),
  "chain, shuffled": shuffled([day(1, 0), ...chain]),
  "chain, undated": chain,
  "offsets, both ways": [day(1, 0), ...offsets],
  "offsets, backwards": backwards([day(1, 0), ...offsets]),
  "web of 141 × 141": [day(1, 0), ...web],
  "web, shuffled": shuffled([day(1, 0), ...web]),
  "tangle, three links an event": shuffled([day(1, 0), day(EVENTS, 1e12), ...tangle]),
};
console.log(`\n${EVENTS} relative dates, solved and placed (median of ${ROUNDS}, ms):`);
for (const [name, constraints] of Object.entries(networks)) {
  let conflicts = 0;
  const time = median(() => {
    const network = solveTemporalNetwork(EVENTS + 1, constraints);
    network.place();
    conflicts = network.conflicts.length;
  });
  console.log(
    `  ${name.padEnd(30)} ${time.toFixed(0).padStart(6)}${conflicts > 0 ? `  ${conflicts} contradictions` : ""}`,
  );
}

function rate(count: number, ms: number): string {
  return `${Math.round(count / (ms / 1000)).toLocaleString("en")}/s`;
}
