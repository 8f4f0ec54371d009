import { formatInstant } from "../../events/dates/civil.ts";
import { civilOf, instantOf } from "../../events/dates/gregorian.ts";
import { DAY } from "../../events/dates/span.ts";
import type { HistoryDiff } from "../../timelines/diff.ts";
import type { Apart, Curve, Divergence } from "./divergence.ts";

export interface PictureOptions {
  /** What the two histories are called. */
  readonly a: string;
  readonly b: string;
  /** What a power is called; its id if absent. */
  readonly nameOf?: (id: string) => string;
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
 * below them the events that only one of them has. It needs nothing beside itself, and follows the reader's light or dark.
 */
export function divergencePicture(
  { from, until, curves }: Divergence,
  { onlyInA, onlyInB, altered, moved }: HistoryDiff,
  { a, b, nameOf = (id) => id }: PictureOptions,
): string {
  const panels = (["nervousness", "share", "territory"] as const).flatMap((family) =>
    curves.filter(({ metric }) => metric === family).slice(0, SHOWN[family]),
  );
  const end = Math.max(until, from + 30 * DAY);
  const x = (at: number): number =>
    LEFT + ((Math.min(Math.max(at, from), end) - from) / (end - from)) * (WIDTH - LEFT - RIGHT);
  const body = panels.map((curve, i) => panel(curve, TOP + i * (PANEL + GAP), x, { from, end, nameOf }));
  const base = TOP + panels.length * (PANEL + GAP) + 8;
  const apart = [
    ...onlyInA.map(({ event }) => ({ event, side: "a", where: `only in ${a}` })),
    ...onlyInB.map(({ event }) => ({ event, side: "b", where: `only in ${b}` })),
    ...[...altered, ...moved].map(({ b: event }) => ({ event, side: "c", where: "altered" })),
  ].sort((one, other) => one.event.placed - other.event.placed);
  const ticks = apart.map(
    ({ event, side }) => `<path d="M${fix(x(event.placed))} ${base + 4}v20" class="tick ${side}"/>`,
  );
  const listed = apart.slice(0, LISTED).map(({ event, side, where }, i) => {
    const y = base + 48 + i * 18;
    const when = Number.isFinite(event.placed) ? formatInstant(event.placed, "day") : "from the beginning";
    return `<path d="M${LEFT} ${y - 4}h14" class="tick ${side}"/><text x="${LEFT + 22}" y="${y}" class="small">${escape(`${when}  ${event.title ?? event.id} (${where})`)}</text>`;
  });
  const more = apart.length - listed.length;
  if (more > 0)
    listed.push(`<text x="${LEFT + 22}" y="${base + 48 + LISTED * 18}" class="small">and ${more} more</text>`);
  const height = base + 48 + listed.length * 18;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escape(`${a} and ${b} compared`)}">
<style>${STYLE}</style>
<rect width="${WIDTH}" height="${height}" class="ground"/>
<g class="key"><path d="M${LEFT} 26h26" class="a line"/><text x="${LEFT + 34}" y="30">${escape(a)}</text><path d="M${LEFT + 60 + 8 * a.length} 26h26" class="b line"/><text x="${LEFT + 94 + 8 * a.length}" y="30">${escape(b)}</text></g>
${body.join("\n")}
<g><text x="${LEFT}" y="${base - 6}" class="small">events that differ</text>
<path d="M${LEFT} ${base + 14}H${WIDTH - RIGHT}" class="axis"/>
${ticks.join("")}${listed.join("\n")}</g>
</svg>
`;
}

const STYLE = `
svg{font:13px system-ui,sans-serif}
.ground{fill:#fff}text{fill:#1f2430}.small,.label{font-size:11px;fill:#667085}.title{font-weight:600}
.axis{stroke:#98a2b3;fill:none}.grid{stroke:#e4e7ec;fill:none}
.line{fill:none;stroke-width:2;stroke-linejoin:round}.a{stroke:#2563eb}.b{stroke:#d9480f}.c{stroke:#7c3aed}
.between{fill:#d9480f;opacity:.13}.mark{fill:none;stroke:#475467;stroke-dasharray:3 3}.dot{fill:#475467}
.tick{stroke-width:2}
@media (prefers-color-scheme:dark){.ground{fill:#0f1420}text{fill:#e6e9f0}.small,.label{fill:#98a2b3}
.axis{stroke:#5b6577}.grid{stroke:#222a3a}.a{stroke:#6ea8fe}.b{stroke:#ff9e64}.c{stroke:#b197fc}.between{fill:#ff9e64}.mark{stroke:#98a2b3}.dot{fill:#cbd2de}}`;

const TITLES = { nervousness: "Nervousness", share: "Share of power", territory: "Territory" } as const;

interface Frame {
  readonly from: number;
  readonly end: number;
  readonly nameOf: (id: string) => string;
}

function panel(curve: Curve, top: number, x: (at: number) => number, { from, end, nameOf }: Frame): string {
  const { metric, subject, points, first, largest } = curve;
  const values = points.flatMap(({ a, b }) => [a, b]);
  const scale = scaleOf(Math.min(...values), Math.max(...values), metric === "share");
  const y = (value: number): number => top + PANEL - ((value - scale.low) / (scale.high - scale.low)) * PANEL;
  const of = subject === "quadrant" ? "the quadrant" : nameOf(subject);
  const stepped = metric === "territory";
  const path = (side: "a" | "b"): string => line(points, (point) => [x(point.at), y(point[side])], stepped);
  const back = line(points.toReversed(), (point) => [x(point.at), y(point.a)], false).replace("M", "L");
  const show = (value: number): string => (metric === "share" ? `${(100 * value).toFixed(1)} %` : value.toFixed(1));
  const grid = scale.marks.map(
    (value) =>
      `<path d="M${LEFT} ${fix(y(value))}H${WIDTH - RIGHT}" class="grid"/><text x="${LEFT - 8}" y="${fix(y(value) + 4)}" text-anchor="end" class="label">${metric === "share" ? `${Math.round(100 * value)} %` : round(value)}</text>`,
  );
  const years = datesBetween(from, end).map(
    ({ at, text }) =>
      `<text x="${fix(x(at))}" y="${top + PANEL + 16}" text-anchor="middle" class="label">${text}</text>`,
  );
  const at = x(largest.at);
  const day = (instant: number): string => formatInstant(instant, "day");
  const told = `apart since ${day(first.at)}, most on ${day(largest.at)}: ${show(largest.a)} → ${show(largest.b)}`;
  return `<g><text x="${LEFT}" y="${top - 12}"><tspan class="title">${TITLES[metric]}</tspan> of ${escape(of)}</text>
${grid.join("")}
<path d="M${LEFT} ${top + PANEL}H${WIDTH - RIGHT}" class="axis"/>${years.join("")}
${stepped ? "" : `<path d="${path("b")}${back}Z" class="between"/>`}
<path d="${path("a")}" class="a line"/><path d="${path("b")}" class="b line"/>
<path d="M${fix(at)} ${top}V${top + PANEL}" class="mark"/><circle cx="${fix(at)}" cy="${fix(y(largest.a))}" r="3" class="dot"/><circle cx="${fix(at)}" cy="${fix(y(largest.b))}" r="3" class="dot"/>
<path d="M${fix(x(first.at))} ${top + PANEL}l-4 7h8Z" class="dot"/>
<text x="${WIDTH - RIGHT}" y="${top - 12}" text-anchor="end" class="small">${told}</text></g>`;
}

/** Straight from point to point, or level until the next. */
function line(points: readonly Apart[], place: (point: Apart) => readonly [number, number], stepped: boolean): string {
  return points
    .map((point, i) => {
      const [x, y] = place(point);
      if (i === 0) return `M${fix(x)} ${fix(y)}`;
      return stepped ? `H${fix(x)}V${fix(y)}` : `L${fix(x)} ${fix(y)}`;
    })
    .join("");
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

const fix = (value: number): string => value.toFixed(1);
const round = (value: number): string => String(Number(value.toFixed(2)));
const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
