import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { all } from "../../kit/likelihood.ts";
import { awarenessRegister } from "../../registers/awareness.ts";
import { entityRegister } from "../../registers/entities.ts";
import { defineRule } from "../../kit/rule.ts";
import { listOf } from "../../kit/words.ts";
import { dated, writtenDate } from "../../kit/writtenDate.ts";
import { reliancesOf } from "./reliance.ts";

export const actsOnUnknown = defineRule({
  id: "knowledge/acts-on-unknown",
  severity: "warning",
  confidence: "likely",
  explain: {
    reports:
      "Somebody acts on something (`causes`, `necessary`) that is secret (`known`), and canon has no way for it to reach them: they took no part in it, nobody close to them knows (those whom they belong to, serve, hold an office of or spy on, and the other way round), and nothing tells of it that they could have heard by then. What is done to them they may have noticed, so that it is only possible. A battle, a war or an encounter is nobody's decision, and not meant.",
    wayOut: "List them under `known:`, or let somebody file a report of it (`claim: { event: … }`) that they know of.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  romulan-empire: { kind: faction, standing: major }
  gor: { kind: person }
events:
  - { id: gor-plans-a-war, type: MotiveHeld, at: 2387, person: gor, motive: glory, regarding: breen-confederacy, known: [{ who: gor }] }
  - { id: romulans-protest, type: StatementMade, at: 2388, speaker: romulan-empire, about: gor, stance: protests, causes: [gor-plans-a-war] }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  romulan-empire: { kind: faction, standing: major }
  tal-shiar: { kind: faction, standing: organisation, partOf: romulan-empire }
  gor: { kind: person }
events:
  - { id: gor-plans-a-war, type: MotiveHeld, at: 2387, person: gor, motive: glory, regarding: breen-confederacy, known: [{ who: gor }] }
  - { id: a-spy-reports, type: ReportFiled, at: 2387-11, report: on-gor, by: tal-shiar, claim: { event: gor-plans-a-war }, reliability: high, known: [{ who: tal-shiar }] }
  - { id: romulans-protest, type: StatementMade, at: 2388, speaker: romulan-empire, about: gor, stance: protests, causes: [gor-plans-a-war] }
`,
  },
  check: (context) => {
    const awareness = context.register(awarenessRegister);
    const { get } = context.register(entityRegister);
    return {
      each(event) {
        for (const { on, path } of reliancesOf(event, context)) {
          if (on.known === undefined) continue;
          const actors = awareness.actorsOf(event);
          if (actors.length === 0 || actors.some((id) => get(id)?.sentinel === true)) continue;
          // Too late a word is knowledge/faster-than-news.
          if (actors.some((actor) => awareness.entriesFor(actor, on).length > 0)) continue;
          context.report({
            likelihood: all(...actors.map((actor) => awareness.isUnaware(actor, on, event))),
            message: `${listOf(actors)} cannot know of ${dated(on)} in ${dated(event)}: ${whoKnows(on)}, and nothing tells of it.`,
            help: `List ${listOf(actors)} under \`known:\` of ${on.id}, or let a report of it reach them (\`claim: { event: ${on.id} }\`).`,
            events: [event.id, on.id],
            entities: actors,
            at: [
              { event: event.id, path, role: `acts on it here (${writtenDate(event.at)})` },
              { event: on.id, path: ["known"], role: whoKnows(on) },
            ],
          });
        }
      },
    };
  },
});

function whoKnows({ known = [] }: ResolvedEvent): string {
  if (known.length === 0) return "nobody knows";
  if (known.length > 3) return `${known.length} know, and they are not among them`;
  return `only ${listOf(known.map(({ who }) => who))} ${known.length === 1 ? "knows" : "know"}`;
}
