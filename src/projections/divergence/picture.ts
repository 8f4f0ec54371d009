import { QUADRANT } from "../nervousness/nervousness.ts";
import { formatInstant } from "../../events/dates/civil.ts";
import type { Reckoning } from "../../events/dates/ownCalendar.ts";
import { reckonedMarks } from "../../events/dates/reckonedMarks.ts";
import { civilOf, instantOf } from "../../events/dates/gregorian.ts";
import { DAY } from "../../events/dates/span.ts";
import { xmlText } from "../../events/xmlText.ts";
import type { ChronicleDiff } from "../../timelines/diff.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import type { Apart, Curve, Divergence } from "./divergence.ts";

export interface PictureOptions {
  /** What the two histories are called. */
  readonly a: string;
  readonly b: string;
  /** What a power is called; its id if absent. */
  readonly nameOf?: (id: string) => string;
  /** The calendar that dates are written in; ISO dates if absent. */
  readonly calendar?: Reckoning | undefined;
}

const WIDTH = 900;
const LEFT = 64;
const RIGHT = 24;
const TOP = 64;
const PANEL = 150;
const GAP = 58;
/** Events that are named below the picture. */
const LISTED = 8;

/** How many numbers of each family are drawn. */
const SHOWN = { nervousness: 1, share: 2, territory: 1 } as const;

/**
 * A picture of how two histories part, as SVG: the numbers that differ most, one panel each, with the area between the histories, and
 * below them the events that differ. It needs nothing beside itself, and follows the reader's light or dark.
 */
export function divergencePicture(
  { from, until, curves }: Divergence,
  diff: ChronicleDiff,
  { a, b, nameOf = (id) => id, calendar }: PictureOptions,
): string {
  const shown = (["nervousness", "share", "territory"] as const).flatMap((family) =>
    curves.filter(({ metric }) => metric === family).slice(0, SHOWN[family]),
  );
  const parts = eventsApart(diff, a, b);
  const placed = [...shown.map(({ first }) => first.at), ...parts.map(({ event }) => event.placed)];
  const frame = frameOf(Math.max(from, Math.min(until, ...placed.filter(Number.isFinite))), until);
  const panels = shown.map((curve, i) => {
    const { at } = curve.first;
    const isLate = at > frame.from + (3 / 4) * (frame.end - frame.from);
    return panel(
      curve,
      TOP + i * (PANEL + GAP),
      isLate ? { ...frameOf(at, until), isClose: true } : frame,
      nameOf,
      calendar,
    );
  });
  const base = TOP + panels.length * (PANEL + GAP) + 8;
  const [list, height] = eventList(parts, base, frame, calendar);
  const key = [a, b].map((name, i) => `<tspan class="${"ab"[i]} name">━ ${xmlText(short(name))}</tspan>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${xmlText(`${a} and ${b} compared`)}">
<style>${STYLE}</style>
<rect width="${WIDTH}" height="${height}" class="ground"/>
<text x="${LEFT}" y="30" xml:space="preserve">${key.join("     ")}${shown.length === 0 ? "     No number differs." : ""}</text>
${panels.join("\n")}
${list}
</svg>
`;
}

interface EventApart {
  readonly event: ResolvedEvent;
  readonly side: "a" | "b" | "c";
  readonly where: string;
}

/** What was changed, and then what moved with it. */
function eventsApart({ onlyInA, onlyInB, altered, moved }: ChronicleDiff, a: string, b: string): EventApart[] {
  const inOrder = (list: EventApart[]): EventApart[] =>
    list.sort((one, other) => (one.event.placed < other.event.placed ? -1 : 1));
  return [
    ...inOrder([
      ...onlyInA.map(({ event }): EventApart => ({ event, side: "a", where: `only in ${a}` })),
      ...onlyInB.map(({ event }): EventApart => ({ event, side: "b", where: `only in ${b}` })),
      ...altered.map(({ b: event }): EventApart => ({ event, side: "c", where: "altered" })),
    ]),
    ...inOrder(
      moved
        .filter((one) => one.a.placed !== one.b.placed)
        .map(({ b: event }): EventApart => ({ event, side: "c", where: "moved" })),
    ),
  ];
}

/** Ticks on a line, and the names of the first. */
function eventList(
  parts: readonly EventApart[],
  base: number,
  frame: Frame,
  calendar: Reckoning | undefined,
): [svg: string, height: number] {
  const x = across(frame);
  const ticks = parts.map(
    ({ event, side }) => `<path d="M${fix(x(event.placed))} ${base + 4}v20" class="tick ${side}"/>`,
  );
  const top = base + 66;
  const listed = parts.slice(0, LISTED).map(({ event, side, where }, i) => {
    const y = top + i * 18;
    const when = Number.isFinite(event.placed) ? dayIn(calendar, event.placed) : "from the beginning";
    const what = `${when}  ${short(event.title ?? event.id, 80)} (${where})`;
    return `<path d="M${LEFT} ${y - 4}h14" class="tick ${side}"/><text x="${LEFT + 22}" y="${y}" class="small">${xmlText(what)}</text>`;
  });
  const more = parts.length - listed.length;
  if (more > 0) listed.push(`<text x="${LEFT + 22}" y="${top + LISTED * 18}" class="small">and ${more} more</text>`);
  const svg = `<g><text x="${LEFT}" y="${base - 6}" class="small">events that differ</text>
<path d="M${LEFT} ${base + 14}H${WIDTH - RIGHT}" class="axis"/>${datesBelow(frame, base + 40, calendar)}
${ticks.join("")}${listed.join("\n")}</g>`;
  return [svg, top + listed.length * 18];
}

const STYLE = `
svg{font:13px system-ui,sans-serif}
.ground{fill:#fff}text{fill:#1f2430}.small,.label{font-size:11px;fill:#667085}.title{font-weight:600}
.axis{stroke:#98a2b3;fill:none}.grid{stroke:#e4e7ec;fill:none}
.line{fill:none;stroke-width:2;stroke-linejoin:round}.a{stroke:#2563eb}.b{stroke:#d9480f}.c{stroke:#7c3aed}
.between{fill:#d9480f;opacity:.13}.mark{fill:none;stroke:#475467;stroke-dasharray:3 3}.dot{fill:#475467}
.tick{stroke-width:2}.a.name{fill:#2563eb;stroke:none}.b.name{fill:#d9480f;stroke:none}
@media (prefers-color-scheme:dark){.ground{fill:#0f1420}text{fill:#e6e9f0}.small,.label{fill:#98a2b3}
.axis{stroke:#5b6577}.grid{stroke:#222a3a}.a{stroke:#6ea8fe}.b{stroke:#ff9e64}.c{stroke:#b197fc}.between{fill:#ff9e64}.a.name{fill:#6ea8fe}.b.name{fill:#ff9e64}.mark{stroke:#98a2b3}.dot{fill:#cbd2de}}`;

const TITLES = { nervousness: "Nervousness", share: "Share of power", territory: "Territory" } as const;

/** The time that is drawn. */
interface Frame {
  readonly from: number;
  readonly end: number;
  /** It is the end of the others', where most of the panel would be empty. */
  readonly isClose?: true;
}

/** From a little before something happens; a month at least. */
function frameOf(first: number, end: number): Frame {
  return { from: Math.min(first - (end - first) / 20, end - 30 * DAY), end };
}

const across =
  ({ from, end }: Frame) =>
  (at: number): number =>
    LEFT + ((Math.min(Math.max(at, from), end) - from) / (end - from)) * (WIDTH - LEFT - RIGHT);

const dayIn = (calendar: Reckoning | undefined, instant: number): string =>
  calendar?.format(instant) ?? formatInstant(instant, "day");

const datesBelow = ({ from, end }: Frame, y: number, calendar: Reckoning | undefined): string =>
  (calendar === undefined ? datesBetween(from, end) : reckonedMarks(calendar, from, end, 5))
    .map(
      ({ at, text }) =>
        `<text x="${fix(across({ from, end })(at))}" y="${y}" text-anchor="middle" class="label">${xmlText(text)}</text>`,
    )
    .join("");

function panel(
  { metric, subject, points, first, largest }: Curve,
  top: number,
  frame: Frame,
  nameOf: (id: string) => string,
  calendar: Reckoning | undefined,
): string {
  const x = across(frame);
  const before = points.findLastIndex(({ at }) => at <= frame.from);
  const seen = points.slice(Math.max(0, before));
  const values = seen.flatMap(({ a, b }) => [a, b]);
  const scale = scaleOf(Math.min(...values), Math.max(...values), metric === "share");
  const y = (value: number): number => top + PANEL - ((value - scale.low) / (scale.high - scale.low)) * PANEL;
  const named = nameOf(subject);
  const of = subject === QUADRANT && named === QUADRANT ? "the quadrant" : short(named);
  const [way, other] = (["a", "b"] as const).map((side) => corners(seen, side, x, y, metric === "territory"));
  const [inA, inB] = [way ?? [], other ?? []];
  const show = (value: number): string => (metric === "share" ? `${(100 * value).toFixed(1)} %` : value.toFixed(1));
  const grid = scale.marks.map(
    (value) =>
      `<path d="M${LEFT} ${fix(y(value))}H${WIDTH - RIGHT}" class="grid"/><text x="${LEFT - 8}" y="${fix(y(value) + 4)}" text-anchor="end" class="label">${metric === "share" ? `${Math.round(100 * value)} %` : round(value)}</text>`,
  );
  const at = x(largest.at);
  const day = (instant: number): string => dayIn(calendar, instant);
  const since = day(first.at) === day(largest.at) ? "apart most at once" : `apart since ${day(first.at)}, most`;
  const told = `${since} on ${day(largest.at)}: ${show(largest.a)} → ${show(largest.b)}`;
  const close = frame.isClose === true ? '<tspan class="small"> (its last part, closer)</tspan>' : "";
  return `<g><text x="${LEFT}" y="${top - 12}"><tspan class="title">${TITLES[metric]}</tspan> of ${xmlText(of)}${close}</text>
${grid.join("")}
<path d="M${LEFT} ${top + PANEL}H${WIDTH - RIGHT}" class="axis"/>${datesBelow(frame, top + PANEL + 16, calendar)}
<path d="M${[...inA, ...inB.toReversed()].join("L")}Z" class="between"/>
<path d="M${inA.join("L")}" class="a line"/><path d="M${inB.join("L")}" class="b line"/>
<path d="M${fix(at)} ${top}V${top + PANEL}" class="mark"/><circle cx="${fix(at)}" cy="${fix(y(largest.a))}" r="3" class="dot"/><circle cx="${fix(at)}" cy="${fix(y(largest.b))}" r="3" class="dot"/>
<path d="M${fix(x(first.at))} ${top + PANEL}l-4 7h8Z" class="dot"/>
<text x="${WIDTH - RIGHT}" y="${top - 12}" text-anchor="end" class="small">${xmlText(told)}</text></g>`;
}

/** The corners of a line: straight from point to point, or level until the next. */
function corners(
  points: readonly Apart[],
  side: "a" | "b",
  x: (at: number) => number,
  y: (value: number) => number,
  isStepped: boolean,
): string[] {
  return points.flatMap((point, i) => {
    const corner = `${fix(x(point.at))} ${fix(y(point[side]))}`;
    const last = points[i - 1];
    return isStepped && last !== undefined ? [`${fix(x(point.at))} ${fix(y(last[side]))}`, corner] : [corner];
  });
}

/** Round numbers from just below the least to just above the most. */
function scaleOf(least: number, most: number, isShare: boolean): { low: number; high: number; marks: number[] } {
  const width = Math.max(most - least, isShare ? 0.02 : 1);
  const steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
  const step = steps.find((one) => width / one <= 4) ?? Math.ceil(width / 4);
  const low = Math.floor(least / step) * step;
  const high = Math.max(Math.ceil(most / step) * step, low + step);
  const marks: number[] = [];
  for (let i = 0; low + i * step <= high + step / 2; i++) marks.push(low + i * step);
  return { low, high, marks };
}

/** Beginnings of years, or of months, to write below an axis: as many as there is room for. */
function datesBetween(from: number, end: number): { at: number; text: string }[] {
  const { year, month } = civilOf(from);
  const months = (end - from) / (30 * DAY);
  const step =
    [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((one) => months / one <= 8) ?? Math.ceil(months / 96) * 12;
  const dates: { at: number; text: string }[] = [];
  const start = Math.ceil((12 * year + month - 1) / step) * step;
  for (let count = start; ; count += step) {
    const at = instantOf({ year: Math.floor(count / 12), month: (count % 12) + 1 });
    if (at > end || dates.length > 12) return dates;
    if (at >= from) dates.push({ at, text: formatInstant(at, step % 12 === 0 ? "year" : "month") });
  }
}

/** A name that leaves room for what stands beside it. */
const short = (name: string, most = 44): string => (name.length > most ? `${name.slice(0, most - 1)}…` : name);
const fix = (value: number): string => value.toFixed(1);
const round = (value: number): string => String(Number(value.toFixed(2)));
