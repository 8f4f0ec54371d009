import { exp } from "../../idioms/exactMath.ts";
import { formatSpan, type Contribution, flatten, QUADRANT, type ResolvedEvent } from "../../index.ts";
import { editing, writtenDate } from "../../doors/canon.ts";
import { whatHangsOn } from "../../doors/timelines.ts";
import { showDay } from "../dates.ts";
import { signed } from "../figures.ts";
import { calledAs } from "../subjects.ts";
import { markdownCode, markdownLines, markdownText } from "./markdownText.ts";
import type { LastRead } from "./project.ts";

type Canon = LastRead["chronicle"];

/** Lines of a ledger that fit beside the cursor. */
const LINES = 5;
/** Powers and systems that one event is measured for. */
const MOST = 6;
/** What is smaller is not seen at two digits. */
const LEAST = 0.005;

/** What happened, when, and what it changed, in Markdown. */
export function eventCard(canon: Canon, id: string): string | undefined {
  const event = canon.event(id);
  if (event === undefined) return undefined;
  const doc = canon.catalogue.definitions.get(event.type)?.doc;
  const changes = Number.isFinite(event.placed)
    ? [...nerves(canon, id), ...systems(canon, event), ...powers(canon, event)]
    : [];
  return [
    `**${markdownText(event.title ?? event.type)}** ${markdownCode(id)}`,
    event.title === undefined ? doc : `${markdownText(event.type)}: ${doc ?? "a type that nobody defined."}`,
    when(event),
    event.text === undefined ? undefined : markdownLines(event.text),
    changes.length === 0 ? undefined : changes.join("\n"),
    hanging(canon, id),
    canon.retracted.has(id) ? "It was retracted." : undefined,
  ]
    .filter((part) => part !== undefined)
    .join("\n\n");
}

/** Longer histories are gone through by the command, and not while a cursor rests. */
const LONG = 20_000;

function hanging(canon: Canon, id: string): string | undefined {
  if (canon.events.length > LONG || canon.retracted.has(id)) return undefined;
  const { impossible, losesCause, losesFooting, datedBy } = whatHangsOn(canon, id);
  const firm = [...impossible, ...losesCause, ...losesFooting];
  const all = [...firm, ...datedBy];
  if (all.length === 0) return undefined;
  const shown = all.slice(0, LINES).map(({ event }) => markdownCode(event));
  const rest = all.length > shown.length ? ` and ${all.length - shown.length} more` : "";
  return `${all.length} ${all.length === 1 ? "event hangs" : "events hang"} on this: ${shown.join(", ")}${rest}`;
}

function when({ at, occurred, placed, approximate }: ResolvedEvent): string {
  const written = markdownText(writtenDate(at));
  if (!Number.isFinite(placed)) return `When: ${written}`;
  const resolved = markdownText(formatSpan(occurred));
  const read = resolved === written ? "" : `, so ${resolved}`;
  return `When: ${written}${read}${approximate ? `; drawn at ${showDay(placed, true)}` : ""}`;
}

function nerves(canon: Canon, id: string): string[] {
  const { value, contributions } = canon.because("nervousness", QUADRANT, { occurred: { event: id } });
  const own = sumOf(contributions, id);
  if (Math.abs(own) < LEAST) return [];
  const shown = contributions.slice(0, LINES);
  const rest = contributions.slice(LINES);
  const lines = shown.map((line) => {
    const title = markdownText(canon.event(line.event)?.title ?? line.event);
    return `  - ${signed(line.value)} ${showDay(line.at, canon.event(line.event)?.approximate)} ${line.event === id ? `**${title}**` : title}`;
  });
  if (rest.length > 0) lines.push(`  - ${signed(rest.reduce((sum, line) => sum + line.value, 0))} ${rest.length} more`);
  return [
    `- Nervousness of ${markdownText(calledAs(QUADRANT, (id) => canon.nameOf(id)))}: ${signed(own)}, and so ${value.toFixed(2)} of 100`,
    ...lines,
  ];
}

/** Systems that are as they are by this event. */
function systems(canon: Canon, { id }: ResolvedEvent): string[] {
  const { territory } = canon.worldAt({ occurred: { event: id } });
  const name = (holder: string | null | undefined): string =>
    typeof holder === "string" ? markdownText(canon.nameOf(holder)) : "nobody";
  return Object.entries(territory.systems)
    .filter(([, { by }]) => by === id)
    .slice(0, MOST)
    .map(([system, { controller, sovereign, status }]) => {
      const before = canon.tenure(system, { occurred: { event: id } }).findLast(({ event }) => event !== id);
      const law = sovereign === controller ? "" : `; ${name(sovereign)}’s by law`;
      return `- ${markdownText(canon.nameOf(system))}: from ${name(before?.controller)} to ${name(controller)} (${status}${law})`;
    });
}

/** Powers that it names, or whose systems it names. */
function powers(canon: Canon, event: ResolvedEvent): string[] {
  const { power, territory } = canon.worldAt({ occurred: { event: event.id } });
  const named = new Set<string>();
  for (const { id } of editing.mentionsIn(flatten(event), { catalogue: canon.catalogue, typeOf: () => undefined })) {
    if (id in power) named.add(id);
    const { controller, sovereign } = territory.systems[id] ?? {};
    for (const holder of [controller, sovereign]) if (typeof holder === "string" && holder in power) named.add(holder);
  }
  return [...named].slice(0, MOST).flatMap((faction) => {
    const { contributions } = canon.because("power", faction, { occurred: { event: event.id } });
    const own = sumOf(contributions, event.id);
    const percent = (exp(own) - 1) * 100;
    return Math.abs(percent) < LEAST ? [] : [`- Power of ${markdownText(canon.nameOf(faction))}: ${signed(percent)} %`];
  });
}

const sumOf = (lines: readonly Contribution[], id: string): number =>
  lines.reduce((sum, { event, value }) => (event === id ? sum + value : sum), 0);
