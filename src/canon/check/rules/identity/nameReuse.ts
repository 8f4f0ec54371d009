import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { type Entity, entityRegister } from "../../registers/entities.ts";
import { lifePlace, lifeWords } from "../../registers/placeOf.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { createTouching, type Touching, upTo } from "../../kit/touching.ts";
import { normalName } from "./normalName.ts";
import { append } from "../../../../idioms/multimap.ts";
import { eventOf } from "../../kit/eventOf.ts";

export const nameReuse = defineRule({
  id: "identity/name-reuse",
  severity: "info",
  parameters: {
    kinds: {
      default: ["ship", "formation", "faction", "office", "treaty", "conflict"],
      about: "Kinds whose names are meant to be told apart. Persons have namesakes.",
    },
  },
  explain: {
    reports: "A name is used again after its bearer ended, and nothing says that the second follows the first.",
    wayOut: "`successorOf:` on the later one.",
    wrong: `
entities:
  starfleet: { kind: faction, standing: organisation }
events:
  - { id: defiant-launched, type: ShipLaunched, at: 2370, ship: defiant, name: Defiant, of: starfleet }
  - { id: defiant-destroyed, type: ShipDestroyed, at: 2375-11, ship: defiant }
  - { id: defiant-a-launched, type: ShipLaunched, at: 2376, ship: defiant-a, name: Defiant, of: starfleet }
`,
    right: `
entities:
  starfleet: { kind: faction, standing: organisation }
events:
  - { id: defiant-launched, type: ShipLaunched, at: 2370, ship: defiant, name: Defiant, of: starfleet }
  - { id: defiant-destroyed, type: ShipDestroyed, at: 2375-11, ship: defiant }
  - { id: defiant-a-launched, type: ShipLaunched, at: 2376, ship: defiant-a, name: Defiant, of: starfleet, successorOf: defiant }
`,
  },
  check: (context) => ({
    finish() {
      const entities = context.register(entityRegister);
      for (const bearers of bearersByName(entities.all, context.parameters.kinds).values()) {
        if (bearers.length < 2) continue;
        const gone = createTouching(
          bearers.flatMap((entity) => goneIn(entity, context)),
          ({ event }) => event,
          context,
        );
        for (const later of bearers) {
          const started = eventOf(context, later.starts[0]);
          if (started === undefined || later.successorOf.length > 0) continue;
          const last = lastBefore(started, gone, later, context);
          if (last === undefined) continue;
          const { entity: earlier, event: ended } = last;
          context.report({
            message: `${later.id} bears the name of ${earlier.id}, which ${lifeWords(ended)}.`,
            help: `If it follows the other, say \`successorOf: ${earlier.id}\`.`,
            events: [ended.id, started.id],
            entities: [earlier.id, later.id],
            at: [lifePlace(context, started, later.id), lifePlace(context, ended, earlier.id)],
          });
        }
      }
    },
  }),
});

function bearersByName(entities: readonly Entity[], kinds: readonly string[]): Map<string, Entity[]> {
  const bearers = new Map<string, Entity[]>();
  for (const entity of entities) {
    const kind = kinds.find((one) => entity.kinds.has(one));
    if (kind === undefined || entity.sentinel || entity.starts.length + entity.ends.length === 0) continue;
    for (const name of new Set(entity.names.map(normalName))) {
      const key = `${kind} ${name}`;
      append(bearers, key, entity);
    }
  }
  return bearers;
}

/** A bearer whom nothing brought back, and the last end. */
interface Gone {
  readonly entity: Entity;
  readonly event: ResolvedEvent;
}

function goneIn(entity: Entity, { chronicle }: RuleContext<unknown>): Gone[] {
  const event = entity.restores.length > 0 ? undefined : chronicle.event(entity.ends.at(-1) ?? "");
  return event === undefined ? [] : [{ entity, event }];
}

/** Of those who may have gone before, so many are asked. */
const ASKED = 64;

/** Whoever of the others went last before something begins. */
function lastBefore(
  start: ResolvedEvent,
  gone: Touching<Gone>,
  later: Entity,
  { isBefore }: RuleContext<unknown>,
): Gone | undefined {
  let asked = 0;
  for (const one of gone(upTo(start))) {
    if (one.entity !== later && isBefore(one.event.id, start.id) === "certain") return one;
    if (++asked === ASKED) break;
  }
  return undefined;
}
