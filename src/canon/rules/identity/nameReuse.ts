import type { EventId } from "../../../events/envelope.ts";
import type { Likelihood } from "../likelihood.ts";
import { type Entity, entityRegister } from "../registers/entities.ts";
import { lifePlace, lifeWords } from "../placeOf.ts";
import { defineRule } from "../rule.ts";
import { normalName } from "./normalName.ts";

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
      for (const bearers of bearersByName(entities.all, context.parameters.kinds).values())
        for (const [index, later] of bearers.entries()) {
          if (index === 0 || later.successorOf.length > 0) continue;
          const earlier = bearers
            .slice(0, index)
            .findLast((one) => lastEnd(one, later, context.isBefore).likelihood === "certain");
          if (earlier === undefined) continue;
          const { end, start } = lastEnd(earlier, later, context.isBefore);
          const [ended, started] = [context.chronicle.event(end), context.chronicle.event(start)];
          if (ended === undefined || started === undefined) continue;
          context.report({
            message: `${later.id} bears the name of ${earlier.id}, which ${lifeWords(ended)}.`,
            help: `If it follows the other, say \`successorOf: ${earlier.id}\`.`,
            events: [ended.id, started.id],
            entities: [earlier.id, later.id],
            at: [lifePlace(context, started, later.id), lifePlace(context, ended, earlier.id)],
          });
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
      const list = bearers.get(key);
      if (list === undefined) bearers.set(key, [entity]);
      else list.push(entity);
    }
  }
  return bearers;
}

function lastEnd(
  earlier: Entity,
  later: Entity,
  isBefore: (a: EventId, b: EventId) => Likelihood,
): { readonly likelihood: Likelihood; readonly end: EventId; readonly start: EventId } {
  const end = earlier.ends.at(-1);
  const [start] = later.starts;
  if (end === undefined || start === undefined || earlier.restores.length > 0)
    return { likelihood: "no", end: "", start: "" };
  return { likelihood: isBefore(end, start), end, start };
}
