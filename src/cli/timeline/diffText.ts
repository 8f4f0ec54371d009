import type { ResolvedEvent } from "../../index.ts";
import type { Difference, Moved, OnlyIn, SystemApart } from "../../doors/timelines.ts";
import { calledAs } from "../subjects.ts";
import { isoDay, showDay } from "../dates.ts";
import { plural } from "../figures.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import type { Compared } from "./compared.ts";

/** Events of each kind, and lines of an explanation, that are shown one by one. */
const SHOWN = 12;
const EXPLAINED = 4;

type Naming = Compared["nameOf"];

/** What differs, in so many lines. */
export function pretty(compared: Compared, { paint }: Terminal): string[] {
  const { names, nameOf, diff, parted, first, largest, point } = compared;
  const [one, other] = names;
  const out: string[] = [];
  const list = (title: string, rows: readonly (readonly string[])[], count: number): void => {
    if (count === 0) return;
    out.push(`${paint("bold", title)}  ${paint("dim", plural(count, "event"))}`);
    const columns = [{ title: "" }, { title: "" }, { title: "" }];
    out.push(...table(columns, rows.slice(0, SHOWN), (text) => text).map((line) => `  ${line}`));
    if (rows.length > SHOWN) out.push(paint("dim", `  and ${rows.length - SHOWN} more; --format json has them all`));
  };
  const when = ({ placed, approximate }: ResolvedEvent): string => paint("cyan", showDay(placed, approximate));
  const only = (items: readonly OnlyIn[]): string[][] =>
    items.map(({ event, retraction }) => [
      when(event),
      event.id,
      paint("dim", retraction === undefined ? (event.why ?? "") : `retracted: ${retraction.reason}`),
    ]);
  list(`Only in ${one}`, only(diff.onlyInA), diff.onlyInA.length);
  list(`Only in ${other}`, only(diff.onlyInB), diff.onlyInB.length);
  const altered = diff.altered.flatMap(({ b, fields, amendments }) =>
    Object.entries(fields).map(([field, { a: from, b: to }], i) => [
      i === 0 ? when(b) : "",
      i === 0 ? b.id : "",
      `${field}: ${JSON.stringify(from) ?? "–"} → ${JSON.stringify(to) ?? "–"}${i === 0 && amendments[0] !== undefined ? paint("dim", `  ${amendments[0].reason}`) : ""}`,
    ]),
  );
  list("Altered", altered, diff.altered.length);
  const [elsewhere, there] = [diff.moved.filter(isElsewhere), diff.moved.filter((one) => !isElsewhere(one))];
  const moved = elsewhere.map(({ a: from, b: to }) => [
    when(to),
    to.id,
    paint("dim", `was ${showDay(from.placed, from.approximate)}`),
  ]);
  list("Moved with what they hang on", moved, elsewhere.length);
  if (there.length > 0)
    out.push(
      paint(
        "dim",
        `Drawn where they were, but happened or learned of within other bounds  ${plural(there.length, "event")}`,
      ),
    );
  if (parted === undefined) return [`${one} and ${other} say the same.`];
  if (point !== undefined) return [...out, ...pointLines(compared, point, paint)];
  if (first === undefined) return [...out, "No number differs by it."];

  out.push(
    `${paint("bold", "Numbers")}  ${paint("dim", `first apart on ${showDay(first.at)}: ${words(nameOf, first)}`)}`,
  );
  for (const difference of largest) out.push(...explanation(nameOf, difference, paint));
  if (!parted.isComplete)
    out.push(paint("dim", "  Found among some of the instants, and around them; --format json says which."));
  return out;
}

/** Drawn at another instant, and not only freer to lie elsewhere. */
const isElsewhere = ({ a, b }: Moved): boolean => isoDay(a.placed) !== isoDay(b.placed);

/** A difference of a number, and the events that make it. */
function explanation(nameOf: Naming, difference: Difference, paint: Terminal["paint"]): string[] {
  const out: string[] = [];
  const { lines: ledger, parts } = difference;
  out.push(`  ${paint("cyan", showDay(difference.at))}  ${paint("bold", words(nameOf, difference))}`);
  const rows = ledger
    .slice(0, EXPLAINED)
    .map(({ event, value, note }) => [
      `    ${signed(value, difference.metric)}`,
      `${event}${note === undefined ? "" : paint("dim", `  (${note})`)}`,
    ]);
  const rest = ledger.slice(EXPLAINED);
  if (rest.length > 0)
    rows.push([
      `    ${signed(
        rest.reduce((sum, { value }) => sum + value, 0),
        difference.metric,
      )}`,
      paint("dim", `${rest.length} more`),
    ]);
  out.push(...table([{ title: "", align: "right" }, { title: "" }], rows, (text) => text));
  if (parts !== undefined)
    out.push(
      paint(
        "dim",
        `    of it, ${signed(parts.nervousness, "nervousness")} by how nervous the powers are, ${signed(parts.composition, "nervousness")} by how they weigh (composition)`,
      ),
    );
  return out;
}

/** Both worlds at a point, where they differ. */
function pointLines(
  { names, nameOf }: Compared,
  { at, numbers, systems, explained }: NonNullable<Compared["point"]>,
  paint: Terminal["paint"],
): string[] {
  const day = showDay(at);
  if (numbers.length === 0 && systems.length === 0) return [`On ${day} the worlds are the same.`];
  const ruled = (system: SystemApart["a"]): string =>
    system === undefined
      ? "–"
      : `${system.controller === null ? "nobody" : nameOf(system.controller)}, ${system.status}`;
  const rows = [
    ...numbers
      .slice(0, SHOWN)
      .map(({ metric, subject, a: from, b: to }) => [
        UNITS[metric] ?? metric,
        calledAs(subject, nameOf),
        show(from, metric),
        show(to, metric),
      ]),
    ...systems.slice(0, SHOWN).map(({ system, a: x, b: y }) => ["system", nameOf(system), ruled(x), ruled(y)]),
  ];
  const more = Math.max(0, numbers.length - SHOWN) + Math.max(0, systems.length - SHOWN);
  const columns = ["", "", names[0], names[1]].map((title) => ({ title }));
  return [
    `${paint("bold", "On")} ${paint("cyan", day)}`,
    ...table(columns, rows, (text) => paint("dim", text)).map((line) => `  ${line}`),
    ...(more > 0 ? [paint("dim", `  and ${more} more; --format json has them all`)] : []),
    ...explained.flatMap((difference) => explanation(nameOf, difference, paint)),
  ];
}

const UNITS: Readonly<Record<string, string>> = {
  nervousness: "nervousness",
  share: "share of power",
  power: "power (ln P)",
  territory: "territory",
};

function words(nameOf: Naming, { metric, subject, a, b }: Difference): string {
  const of = calledAs(subject, nameOf);
  return `${UNITS[metric]} of ${of} ${show(a, metric)} → ${show(b, metric)}`;
}

const show = (value: number, metric: string): string =>
  metric === "share" ? `${(100 * value).toFixed(1)} %` : value.toFixed(1);

const signed = (value: number, metric: string): string =>
  `${value < 0 ? "−" : "+"}${metric === "share" ? `${(100 * Math.abs(value)).toFixed(2)} %` : Math.abs(value).toFixed(2)}`;
