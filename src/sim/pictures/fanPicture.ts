import { xmlText } from "../../events/xmlText.ts";
import type { Reckoning } from "../../events/dates/ownCalendar.ts";
import { checkEnough } from "../statistics/checkNumbers.ts";
import { checkFan, type Fan, observedWithin } from "./fan.ts";
import { fanPanel, PANEL } from "./fanPanel.ts";
import { pixelsOf, shorten, wrap } from "./fittingText.ts";
import { px } from "./px.ts";

export interface FanPictureOptions {
  readonly title: string;
  readonly subtitle: string;
  /** What a reader must know before believing it: that rates are priors, what was not identified. */
  readonly footnotes: readonly string[];
  /** The calendar that dates are written in; ISO dates if absent. */
  readonly calendar?: Reckoning | undefined;
}

const WIDTH = 900;
const LEFT = 80;
const RIGHT = WIDTH - 24;
const ROOM = RIGHT - LEFT;
/** px: text, and from one line to the next. */
const TITLE = { size: 17, line: 22 } as const;
const TEXT = { size: 13, line: 18 } as const;
const NOTE = { size: 11, line: 16 } as const;

/**
 * Fan charts as one SVG, a panel each: the median of the runs within their bands of 50, 80 and 95 %, the other side's median with its
 * 80 % band outlined, and what canon says, up to where it was observed. It needs nothing beside itself, and follows the reader's
 * light or dark.
 * @throws ValorisError `sim/too-few` for no fans, no runs or fewer than two instants; `sim/not-a-number`, `sim/not-sorted`,
 * `sim/not-nested` for a fan that cannot be drawn
 */
export function fanPicture(fans: readonly Fan[], { title, subtitle, footnotes, calendar }: FanPictureOptions): string {
  checkEnough(fans.length, 1, "A picture of fans");
  for (const fan of fans) checkFan(fan);
  const heading = textLines([title], 30, "title", TITLE);
  const below = textLines([subtitle], heading.end, "", TEXT);
  const key = legend(fans, below.end + 4);
  const panels = fans.map((fan, i) => {
    const top = key.end + PANEL.above + i * (PANEL.above + PANEL.height + PANEL.below);
    return fanPanel(fan, { left: LEFT, right: RIGHT, top }, calendar);
  });
  const end = key.end + fans.length * (PANEL.above + PANEL.height + PANEL.below);
  const notes = textLines(footnotes, end + 18, "small", NOTE);
  const height = notes.end;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${xmlText(title)}">
<style>${STYLE}</style>
<rect width="${WIDTH}" height="${height}" class="ground"/>
${heading.svg}${below.svg}${key.svg}
${panels.join("\n")}
${notes.svg}</svg>
`;
}

interface Placed {
  readonly svg: string;
  /** px: where what follows begins. */
  readonly end: number;
}

function textLines(
  texts: readonly string[],
  top: number,
  name: string,
  { size, line }: { readonly size: number; readonly line: number },
): Placed {
  const lines = texts.flatMap((text) => wrap(text, ROOM, pixelsOf(size)));
  const svg = lines.map(
    (text, i) => `<text x="${LEFT}" y="${top + i * line}" class="${name}">${xmlText(text)}</text>\n`,
  );
  return { svg: svg.join(""), end: top + lines.length * line };
}

/** What stands for what, 26 px wide, drawn from the middle of its left side. */
const SAMPLES = {
  median: '<path d="M0 0h26" class="line median"/>',
  half: '<path d="M0 -6h26v12h-26Z" class="half"/>',
  fourFifths: '<path d="M0 -6h26v12h-26Z" class="fourFifths"/>',
  most: '<path d="M0 -6h26v12h-26Z" class="most"/>',
  against: '<path d="M0 -6h26M0 6h26" class="edge"/><path d="M0 0h26" class="line against"/>',
  observed: '<path d="M0 0h26" class="line observed"/>',
} as const;
const SAMPLE = 26;
const GAP = 16;

function legend(fans: readonly Fan[], top: number): Placed {
  const others = [...new Set(fans.flatMap(({ against }) => (against === undefined ? [] : [against.name])))];
  const items: readonly (readonly [keyof typeof SAMPLES, string])[] = [
    ["median", "median"],
    ["half", "50 %"],
    ["fourFifths", "80 %"],
    ["most", "95 % of runs"],
    ...(others.length > 0 ? [["against", `${others.join(", ")}: median, 80 %`] as const] : []),
    ...(fans.some((fan) => observedWithin(fan).length > 0) ? [["observed", "canon as observed"] as const] : []),
  ];
  let [x, y] = [LEFT, top];
  const svg: string[] = [];
  for (const [sample, whole] of items) {
    const text = shorten(whole, ROOM - SAMPLE - 8, pixelsOf(TEXT.size));
    const width = SAMPLE + 8 + pixelsOf(TEXT.size)(text);
    if (x > LEFT && x + width > RIGHT) [x, y] = [LEFT, y + TEXT.line + 2];
    svg.push(
      `<g transform="translate(${px(x)} ${y - 4})">${SAMPLES[sample]}</g><text x="${px(x + SAMPLE + 8)}" y="${y}">${xmlText(text)}</text>`,
    );
    x += width + GAP;
  }
  return { svg: svg.join("\n"), end: y + 14 };
}

/** Each line is narrower than the one below it, so that both are seen where they agree. */
const STYLE = `
svg{font:13px system-ui,sans-serif}
.ground{fill:#fff}text{fill:#1f2430}.small{font-size:11px;fill:#5d6675}.title{font-size:17px;font-weight:600}.name{font-weight:600}
.axis{stroke:#98a2b3;fill:none}.grid{stroke:#1f2430;stroke-opacity:.1;fill:none}.rule{stroke:#475467;stroke-dasharray:3 3;fill:none}
.half{fill:#8db4f8}.fourFifths{fill:#bdd4fc}.most{fill:#e1ebfe}
.line{fill:none;stroke-linejoin:round}.median{stroke:#1d4ed8;stroke-width:3}.against{stroke:#c2410c;stroke-width:2;stroke-dasharray:7 4}
.edge{fill:none;stroke:#c2410c;stroke-dasharray:2 3}.observed{stroke:#1f2430;stroke-width:1.3}.dot{fill:#1f2430}
@media (prefers-color-scheme:dark){.ground{fill:#0f1420}text{fill:#e6e9f0}.small{fill:#a3adbd}
.axis{stroke:#5b6577}.grid{stroke:#e6e9f0}.rule{stroke:#98a2b3}
.half{fill:#2d5aa8}.fourFifths{fill:#1f3f78}.most{fill:#182b4d}
.median{stroke:#a8c8ff}.against,.edge{stroke:#ff9e64}.observed{stroke:#f2f4f8}.dot{fill:#f2f4f8}}`;
