/**
 * The checker, beside what any reader of the same files has to do: `node bench/check.ts` with
 *
 *   --quick       a tenth of everything
 *   --events N    events of NDJSON (200 000)
 *   --large N     events that show how time grows (2 million)
 *   --yaml N      events of YAML (10 000)
 *   --rounds N    rounds of each comparison (5)
 *
 * A canon that agrees with itself, the same on every run (bench/canon.ts). Each round is a process of its own, as on the command line.
 */
import { parseArgs } from "node:util";
import { measureCheck } from "./measures/check.ts";
import { print } from "./report.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    events: { type: "string" },
    large: { type: "string" },
    yaml: { type: "string" },
    rounds: { type: "string" },
  },
});
const part = values.quick ? 0.1 : 1;
const sizes = {
  ndjson: Number(values.events ?? 200_000 * part),
  large: Number(values.large ?? 2_000_000 * part),
  yaml: Number(values.yaml ?? 10_000 * part),
};
print("f. Checking, every rule", await measureCheck(sizes, Number(values.rounds ?? (values.quick ? 3 : 5))));
