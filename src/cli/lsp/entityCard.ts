import { flatten } from "../../index.ts";
import { showDay } from "../dates.ts";
import { markdownCode, markdownText } from "./markdownText.ts";
import type { LastRead } from "./project.ts";

type Canon = LastRead["chronicle"];

/** Lines of a history that fit beside the cursor: the last ones. */
const LINES = 6;

/** What an entity is, what it is called, how long it is there, and who holds or held it, in Markdown. */
export function entityCard(canon: Canon, id: string): string | undefined {
  const kind = canon.kindOf(id);
  if (kind === undefined) return undefined;
  return [
    `**${markdownText(canon.nameOf(id))}** ${markdownCode(id)}, ${kind}`,
    aliases(canon, id),
    span(canon, id),
    historyOf(canon, id, kind).slice(-LINES).join("\n"),
  ]
    .filter((part) => part !== undefined && part !== "")
    .join("\n\n");
}

function aliases(canon: Canon, id: string): string | undefined {
  const names = canon.events.flatMap((event) => {
    const { alias } = flatten(event);
    if (alias === undefined) return [];
    const isOwn = canon.catalogue.definitions
      .get(event.type)
      ?.references(event.data)
      .some((reference) => reference.id === id && reference.role === "declares");
    return isOwn === true ? [alias].flat().map(String) : [];
  });
  return names.length === 0 ? undefined : `Also: ${names.map(markdownText).join(", ")}`;
}

function span(canon: Canon, id: string): string | undefined {
  const { begins = [], ends = [] } = canon.entity(id) ?? {};
  const at = (event: string): string => {
    const found = canon.event(event);
    return `${found === undefined ? "" : `${showDay(found.placed, found.approximate)} `}(${markdownText(event)})`;
  };
  const parts = [
    ...(begins.length === 0 ? [] : [`from ${begins.map(at).join(", ")}`]),
    ...(ends.length === 0 ? [] : [`until ${ends.map(at).join(", ")}`]),
  ];
  return parts.length === 0 ? undefined : `There ${parts.join(" ")}`;
}

/** One line a change, oldest first. */
function historyOf(canon: Canon, id: string, kind: string): string[] {
  const name = (holder: string | null): string => (holder === null ? "nobody" : markdownText(canon.nameOf(holder)));
  const day = (event: string): string => {
    const found = canon.event(event);
    return showDay(found?.placed ?? Number.NEGATIVE_INFINITY, found?.approximate);
  };
  if (kind === "system") {
    if (!(id in canon.worldAt().territory.systems)) return [];
    return canon.tenure(id).map(({ controller, controllers = [controller], sovereign, event }) => {
      const law = sovereign === controller ? "" : `, ${name(sovereign)}’s by law`;
      return `- ${day(event)}: held by ${controllers.map(name).join(" and ")}${law}`;
    });
  }
  if (kind === "faction") {
    const { power, territory, nervousness } = canon.worldAt();
    const own = power[id];
    if (own === undefined) return [];
    const nerves = nervousness.observers[id];
    return [
      `At the end: ${(own.share * 100).toFixed(1)} % of all power, territory ${(territory.index[id] ?? 0).toFixed(1)}${nerves === undefined ? "" : `, nervousness ${nerves.toFixed(1)} of 100`}`,
    ];
  }
  return canon.story(id).flatMap(({ at, what, who, level }) => {
    const told = STORY[what](
      who.map((side) => side.map(name).join(", ")),
      level,
    );
    return told === undefined ? [] : [`- ${day(at.id)}: ${told}`];
  });
}

type Entry = ReturnType<Canon["story"]>[number];
type Tell = (who: readonly string[], level: Entry["level"]) => string | undefined;

const says =
  (text: string): Tell =>
  () =>
    text;
const saysOf =
  (text: string): Tell =>
  ([whom = ""]) =>
    `${text} ${whom}`.trimEnd();

/** What a line of a story is called. */
const STORY: Readonly<Record<Entry["what"], Tell>> = {
  begins: says("begins"),
  ends: says("ends"),
  lost: says("lost"),
  found: says("found"),
  restored: says("is back"),
  opened: saysOf("opened between"),
  halted: saysOf("halted between"),
  signed: saysOf("signed by"),
  ratified: saysOf("in force between"),
  abrogated: saysOf("ended between"),
  violated: saysOf("broken, in force between"),
  "held by": ([holders = ""]) => `held by ${holders === "" ? "nobody" : holders}`,
  "comes to": saysOf("becomes"),
  leaves: saysOf("is no longer"),
  serves: ([whom]) => `serves ${whom ?? "nobody"}`,
  "fought by": (sides) => (sides.length < 2 ? undefined : sides.join(" against ")),
  over: (sides) => `${sides.join(" against ")}, ended`,
  alert: (_, level) => `alert ${level ?? "unchanged"}`,
};
