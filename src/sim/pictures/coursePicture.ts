import { formatInstant } from "../../events/dates/civil.ts";
import { civilOf, instantOf } from "../../events/dates/gregorian.ts";
import { DAY } from "../../events/dates/span.ts";
import type { Course, CoursePoint } from "../ensemble/ensemble.ts";

export interface CoursePictureOptions {
  readonly title: string;
  /** ms: up to when canon tells of what happened. */
  readonly observedUntil: number;
  /** What a subject is called. */
  readonly nameOf: (subject: string) => string;
  /** Of the side that is drawn, and of the one beside it. */
  readonly sides: readonly [edited: string, canon: string];
  readonly notes: readonly string[];
}

const WIDTH = 900;
const LEFT = 64;
const RIGHT = 24;
const TOP = 84;
const PANEL = 170;
const GAP = 62;

/**
 * How numbers go in many simulated histories, as SVG: the median, with the bands in which 50, 80 and 95 % of the runs lie (a fan chart:
 * Britton, Fisher & Whitley 1998), and beside it the median of canon with nothing done to it. Follows the reader's light or dark.
 */
export function coursePicture(courses: readonly Course[], options: CoursePictureOptions): string {
  const { title, sides, notes } = options;
  const [first] = courses;
  if (first === undefined || first.points.length < 2) return empty(title);
  const from = first.points[0]?.at ?? 0;
  const until = first.points.at(-1)?.at ?? from;
  const x = (at: number): number => LEFT + ((at - from) / Math.max(1, until - from)) * (WIDTH - LEFT - RIGHT);
  const isCompared = courses.some(({ canon }) => canon !== undefined);
  const panels = courses.map((course, i) => panel(course, TOP + i * (PANEL + GAP), x, options));
  const base = TOP + courses.length * (PANEL + GAP) - 12;
  const below = notes.map((note, i) => `<text x="${LEFT}" y="${base + i * 16}" class="small">${escape(note)}</text>`);
  const height = base + notes.length * 16 + 8;
  const key = [
    `<tspan class="edited name">━ ${escape(sides[0])}</tspan>`,
    `<tspan class="small">  bands: 50, 80, 95 % of ${first.runs} runs</tspan>`,
    ...(isCompared ? [`<tspan class="canon name">     ┅ ${escape(sides[1])}, median</tspan>`] : []),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escape(title)}">
<style>${STYLE}</style>
<rect width="${WIDTH}" height="${height}" class="ground"/>
<text x="${LEFT}" y="28" class="title">${escape(title)}</text>
<text x="${LEFT}" y="50" xml:space="preserve">${key.join("")}</text>
${panels.join("\n")}
${below.join("\n")}
</svg>
`;
}

const empty = (title: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} 60" width="${WIDTH}" height="60"><style>${STYLE}</style><rect width="${WIDTH}" height="60" class="ground"/><text x="${LEFT}" y="36">${escape(title)}: there is nothing to draw.</text></svg>\n`;

const TITLES = { nervousness: "Nervousness", share: "Share of power", territory: "Territory" } as const;

function panel(
  { metric, subject, points, canon }: Course,
  top: number,
  x: (at: number) => number,
  { observedUntil, nameOf }: CoursePictureOptions,
): string {
  const all = [...points, ...(canon ?? [])];
  const low = Math.min(...all.map(({ bands }) => bands[2].low));
  const high = Math.max(...all.map(({ bands }) => bands[2].high));
  const room = Math.max((high - low) * 0.06, high === low ? Math.max(Math.abs(high) * 0.1, 0.01) : 0);
  const [bottom, ceiling] = [
    Math.max(metric === "nervousness" ? 0 : Number.NEGATIVE_INFINITY, low - room),
    high + room,
  ];
  const y = (value: number): number => top + PANEL - ((value - bottom) / (ceiling - bottom)) * PANEL;
  const band = (which: 0 | 1 | 2): string => {
    const upper = points.map(({ at, bands }) => `${fix(x(at))},${fix(y(bands[which].high))}`);
    const lower = points.map(({ at, bands }) => `${fix(x(at))},${fix(y(bands[which].low))}`).reverse();
    return `<polygon points="${[...upper, ...lower].join(" ")}" class="band"/>`;
  };
  const line = (list: readonly CoursePoint[], name: string): string =>
    `<polyline points="${list.map(({ at, median }) => `${fix(x(at))},${fix(y(median))}`).join(" ")}" class="line ${name}"/>`;
  const ticks = niceTicks(bottom, ceiling).map(
    (value) =>
      `<path d="M${LEFT} ${fix(y(value))}H${WIDTH - RIGHT}" class="grid"/><text x="${LEFT - 8}" y="${fix(y(value) + 4)}" text-anchor="end" class="small">${metric === "share" ? `${trim(100 * value)} %` : trim(value)}</text>`,
  );
  const from = points[0]?.at ?? 0;
  const until = points.at(-1)?.at ?? from;
  const isInside = observedUntil > from && observedUntil < until;
  const mark = isInside
    ? `<path d="M${fix(x(observedUntil))} ${top}v${PANEL}" class="mark"/><text x="${fix(x(observedUntil) + 5)}" y="${top + 12}" class="small">canon ends ${escape(formatInstant(observedUntil, "day"))}</text>`
    : "";
  return `<g><text x="${LEFT}" y="${top - 8}" class="panel">${TITLES[metric]} of ${escape(nameOf(subject))}</text>
${ticks.join("")}
${band(2)}${band(1)}${band(0)}
${canon === undefined ? "" : line(canon, "canon")}${line(points, "edited")}${mark}
<path d="M${LEFT} ${top + PANEL}H${WIDTH - RIGHT}" class="axis"/>${dates(from, until, x, top + PANEL)}</g>`;
}

/** Quarters and years below a panel. */
function dates(from: number, until: number, x: (at: number) => number, y: number): string {
  const months = (until - from) / (30 * DAY);
  const every = months <= 14 ? 1 : months <= 40 ? 3 : months <= 80 ? 6 : 12 * Math.ceil(months / 144);
  const labels: string[] = [];
  const start = civilOf(from);
  for (let month = (start.year * 12 + start.month - 1 - ((start.month - 1) % every)) | 0; ; month += every) {
    const at = instantOf({ year: Math.floor(month / 12), month: (((month % 12) + 12) % 12) + 1 });
    if (at > until) break;
    if (at < from) continue;
    const isYear = month % 12 === 0;
    labels.push(
      `<path d="M${fix(x(at))} ${y}v${isYear ? 7 : 4}" class="axis"/><text x="${fix(x(at))}" y="${y + 20}" text-anchor="middle" class="small">${formatInstant(at, every % 12 === 0 ? "year" : "month")}</text>`,
    );
  }
  return labels.join("");
}

/** Three to five round numbers. */
function niceTicks(low: number, high: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  let step = 1;
  while (step > span) step /= 10;
  while (step * 10 <= span) step *= 10;
  if (span / step > 5) step *= 2;
  if (span / step < 2.5) step /= span / step < 1.25 ? 4 : 2;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) ticks.push(i * step);
  return ticks;
}

const fix = (value: number): string => value.toFixed(1);
const trim = (value: number): string => `${Number(value.toFixed(2))}`;
const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const STYLE = `
svg{font:13px system-ui,sans-serif}
.ground{fill:#fff}text{fill:#1f2430}.small{font-size:11px;fill:#667085}.title{font-size:16px;font-weight:600}.panel{font-weight:600}
.axis{stroke:#98a2b3;fill:none}.grid{stroke:#e4e7ec;fill:none}.mark{stroke:#475467;stroke-dasharray:3 3;fill:none}
.band{fill:#2563eb;opacity:.16}.line{fill:none;stroke-width:2;stroke-linejoin:round}.line.edited{stroke:#1d4ed8}.line.canon{stroke:#c2410c;stroke-dasharray:6 4}
.edited.name{fill:#1d4ed8}.canon.name{fill:#c2410c}
@media (prefers-color-scheme:dark){.ground{fill:#0f1420}text{fill:#e6e9f0}.small{fill:#98a2b3}.axis{stroke:#5b6577}.grid{stroke:#222a3a}.mark{stroke:#98a2b3}
.band{fill:#6ea8fe;opacity:.2}.line.edited{stroke:#8fbcff}.line.canon{stroke:#ff9e64}.edited.name{fill:#8fbcff}.canon.name{fill:#ff9e64}}`;
