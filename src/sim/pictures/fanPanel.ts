import { xmlText } from "../../events/xmlText.ts";
import { formatInstant } from "../../events/dates/civil.ts";
import type { Reckoning } from "../../events/dates/ownCalendar.ts";
import { dateAxis } from "./dateAxis.ts";
import { type Fan, type FanPoint, fanTitle, observedWithin, runsOf, timeOf, valuesIn } from "./fan.ts";
import { pixelsOf, shorten } from "./fittingText.ts";
import { px } from "./px.ts";
import { valueAxis } from "./valueAxis.ts";

/** px. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

/** px: of the panel, of its title above and of its dates below. */
export const PANEL = { height: 170, above: 46, below: 34 } as const;
const LABEL = 11;
const TITLE = 13;
/** px, for “10000 runs” beside the title. */
const BESIDE = 120;

/** One fan: bands, lines, both axes, and where the observations end. */
export function fanPanel(fan: Fan, frame: Frame, calendar?: Reckoning): string {
  const { left, right, top } = frame;
  const { from, until } = timeOf(fan);
  const bottom = top + PANEL.height;
  const axis = valueAxis(valuesIn(fan), fan.metric, 5);
  const x: Scale = (at) => left + ((at - from) / (until - from)) * (right - left);
  const y: Scale = (value) => bottom - ((value - axis.low) / (axis.high - axis.low)) * PANEL.height;
  const grid = axis.marks.map(
    ({ value, text }) =>
      `<path d="M${left} ${px(y(value))}H${right}" class="grid"/><text x="${left - 8}" y="${px(y(value) + 4)}" text-anchor="end" class="small">${text}</text>`,
  );
  const title = shorten(fanTitle(fan), right - left - BESIDE, pixelsOf(TITLE));
  return `<g><text x="${left}" y="${top - 28}" class="name">${xmlText(title)}</text><text x="${right}" y="${top - 28}" text-anchor="end" class="small">${runsOf(fan)}</text>
${([2, 1, 0] as const).map((which) => band(fan.points, which, x, y)).join("\n")}
${grid.join("")}
<path d="${line(fan.points, ({ median }) => median, x, y)}" class="line median"/>
${againstOf(fan, x, y)}${observedOf(fan, x, y, frame, calendar)}<path d="M${left} ${bottom}H${right}" class="axis"/>${dates(fan, { x, bottom, right }, calendar)}</g>`;
}

type Scale = (value: number) => number;

const BANDS = ["half", "fourFifths", "most"] as const;

function band(points: readonly FanPoint[], which: 0 | 1 | 2, x: Scale, y: Scale): string {
  const upper = line(points, ({ bands }) => bands[which].high, x, y);
  const lower = line(points.toReversed(), ({ bands }) => bands[which].low, x, y);
  return `<path d="${upper}${lower.replace("M", "L")}Z" class="${BANDS[which]}"/>`;
}

const line = <P extends { readonly at: number }>(
  points: readonly P[],
  valueOf: (point: P) => number,
  x: Scale,
  y: Scale,
): string => `M${points.map((point) => `${px(x(point.at))} ${px(y(valueOf(point)))}`).join("L")}`;

/** The other side, as far as it lies within the same time. */
function againstOf(fan: Fan, x: Scale, y: Scale): string {
  const { from, until } = timeOf(fan);
  const points = (fan.against?.points ?? []).filter(({ at }) => at >= from && at <= until);
  if (points.length === 0) return "";
  const edges = [({ bands }: FanPoint) => bands[1].low, ({ bands }: FanPoint) => bands[1].high];
  const outline = edges.map((edge) => `<path d="${line(points, edge, x, y)}" class="edge"/>`).join("");
  return `${outline}<path d="${line(points, ({ median }) => median, x, y)}" class="line against"/>\n`;
}

/** Canon's line, and a rule where it ends, unless that is where the panel ends. */
function observedOf(
  fan: Fan,
  x: Scale,
  y: Scale,
  { left, right, top }: Frame,
  calendar: Reckoning | undefined,
): string {
  const observed = observedWithin(fan);
  const last = observed.at(-1);
  if (last === undefined) return "";
  const at = x(last.at);
  const isLate = at > (left + right) / 2;
  const rule =
    last.at < timeOf(fan).until
      ? `<path d="M${px(at)} ${top - 6}V${top + PANEL.height}" class="rule"/><text x="${px(at)}" y="${top - 10}" text-anchor="${isLate ? "end" : "start"}" class="small">observed until ${xmlText(calendar?.format(last.at) ?? formatInstant(last.at, "day"))}</text>`
      : "";
  return `<path d="${line(observed, ({ value }) => value, x, y)}" class="line observed"/><circle cx="${px(at)}" cy="${px(y(last.value))}" r="3" class="dot"/>${rule}\n`;
}

interface Below {
  readonly x: Scale;
  readonly bottom: number;
  readonly right: number;
}

function dates(fan: Fan, { x, bottom, right }: Below, calendar: Reckoning | undefined): string {
  const { from, until } = timeOf(fan);
  // Names of months take more room than their numbers.
  return dateAxis(from, until, calendar === undefined ? 8 : 5, calendar)
    .map(({ at, text }) => {
      const half = pixelsOf(LABEL)(text) / 2;
      const middle = Math.max(half, Math.min(x(at), right + 16 - half));
      return `<path d="M${px(x(at))} ${bottom}v5" class="axis"/><text x="${px(middle)}" y="${bottom + 19}" text-anchor="middle" class="small">${xmlText(text)}</text>`;
    })
    .join("");
}
