import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { all } from "../../kit/likelihood.ts";
import { awarenessRegister } from "../../registers/awareness.ts";
import { entityRegister } from "../../registers/entities.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { listOf } from "../../kit/words.ts";
import { dated, writtenDate } from "../../kit/writtenDate.ts";
import { distantNews } from "./distantNews.ts";
import { type Reliance, reliancesOf } from "./reliance.ts";

export const fasterThanNews = defineRule({
  id: "knowledge/faster-than-news",
  severity: "warning",
  parameters: {
    speeds: {
      default: {},
      about:
        "Units of `position` (light years) that news travels in a day at most, by the year from which on, such as { 2364: 500 }. Without any it is everywhere at once, and only `known: [{ who, from }]` counts.",
    },
  },
  explain: {
    reports:
      "Somebody acts on something (`causes`, `necessary`) before the day from which they know of it (`known: [{ who, from }]`), and nothing told them sooner. Where a speed of news is set, also: something at one system leads to something at another before news of it can be there.",
    wayOut: "An earlier `from:`, a report that reached them sooner, `speeds` of the rule; `timeTravel: true`.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  romulan-empire: { kind: faction, standing: major }
events:
  - { id: secret-yard-opens, type: ForceRaised, at: 2387-02, faction: breen-confederacy, component: yards, by: 1, known: [{ who: romulan-empire, from: 2388-06 }] }
  - { id: romulans-protest, type: StatementMade, at: 2387-11, speaker: romulan-empire, about: breen-confederacy, stance: protests, causes: [secret-yard-opens] }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  romulan-empire: { kind: faction, standing: major }
events:
  - { id: secret-yard-opens, type: ForceRaised, at: 2387-02, faction: breen-confederacy, component: yards, by: 1, known: [{ who: romulan-empire, from: 2388-06 }] }
  - { id: romulans-protest, type: StatementMade, at: 2388, speaker: romulan-empire, about: breen-confederacy, stance: protests, causes: [secret-yard-opens] }
`,
  },
  check: (context) => {
    const reportDistant = distantNews(context);
    return {
      each(event) {
        for (const reliance of reliancesOf(event, context)) {
          reportEarly(event, reliance, context);
          reportDistant?.(event, reliance);
        }
      },
    };
  },
});

/** Acting before one's own `from`. */
function reportEarly(event: ResolvedEvent, { on, path }: Reliance, context: RuleContext<unknown>): void {
  if (on.known === undefined) return;
  const awareness = context.register(awarenessRegister);
  const { get } = context.register(entityRegister);
  const actors = awareness.actorsOf(event);
  const [index] = actors.flatMap((actor) => awareness.entriesFor(actor, on));
  if (index === undefined || actors.some((id) => get(id)?.sentinel === true)) return;
  const { who, from } = on.known[index] ?? {};
  context.report({
    likelihood: all(...actors.map((actor) => awareness.isUnaware(actor, on, event))),
    message: `${listOf(actors)} ${actors.length === 1 ? "acts" : "act"} on ${dated(on)} in ${dated(event)}, and ${who === actors[0] ? "hears" : `${who} hears`} of it only later (${writtenDate(from)}).`,
    events: [event.id, on.id],
    entities: actors,
    at: [
      { event: event.id, path, role: `acts on it here (${writtenDate(event.at)})` },
      { event: on.id, path: ["known", index, "from"], role: `heard of from here on (${writtenDate(from)})` },
    ],
  });
}
