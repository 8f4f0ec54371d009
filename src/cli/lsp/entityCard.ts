import { flatten } from "../../index.ts";
import { showDay } from "../dates.ts";
import { markdownCode, markdownText } from "./markdownText.ts";
import type { Reading } from "./project.ts";

type Canon = Reading["chronicle"];

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
    return canon.tenure(id).map(({ controller, sovereign, event }) => {
      const law = sovereign === controller ? "" : `, ${name(sovereign)}’s by law`;
      return `- ${day(event)}: held by ${name(controller)}${law}`;
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
  const registers = canon.registers();
  const { offices, persons, ships, formations, treaties, conflicts } = registers;
  if (kind === "office")
    return offices
      .history(id)
      .map(({ event, value }) => `- ${day(event.id)}: ${value.holders.map(name).join(", ") || "vacant"}`);
  if (kind === "person") {
    const held = offices.keys().flatMap((office) =>
      offices.history(office).flatMap(({ event, value }, index, all) => {
        const isIn = value.holders.includes(id);
        const wasIn = all[index - 1]?.value.holders.includes(id) === true;
        if (isIn === wasIn) return [];
        return [`- ${day(event.id)}: ${isIn ? "becomes" : "is no longer"} ${name(office)}`];
      }),
    );
    return [...held, ...persons.history(id).map(({ event, value }) => `- ${day(event.id)}: ${value}`)];
  }
  if (kind === "ship") return ships.history(id).map(({ event, value }) => `- ${day(event.id)}: ${value}`);
  if (kind === "formation")
    return formations
      .history(id)
      .map(
        ({ event, value }) =>
          `- ${day(event.id)}: ${value.exists ? `alert ${value.alert ?? "unchanged"}` : "disbanded"}`,
      );
  if (kind === "treaty")
    return treaties
      .history(id)
      .map(({ event, value }) => `- ${day(event.id)}: ${value.status}, ${value.parties.map(name).join(", ")}`);
  if (kind === "conflict")
    return conflicts
      .history(id)
      .map(
        ({ event, value }) =>
          `- ${day(event.id)}: ${value.sides.map((side) => side.map(name).join(", ")).join(" against ")}${value.active ? "" : ", ended"}`,
      );
  return [];
}
