import type { EntityId } from "../../../../events/envelope.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated } from "../../kit/writtenDate.ts";
import { entityRegister } from "../../registers/entities.ts";
import { sidesAtFirst } from "../../registers/joinings.ts";

export const onBothSides = defineRule({
  id: "membership/on-both-sides",
  severity: "error",
  explain: {
    reports:
      "Somebody stands on two sides of a war that begins, or of a battle, under one id or two that mean the same.",
    wayOut:
      "A faction or a formation of its own for those who fight against their own; `sentinel: true` for a stand-in. Whoever joins another side later changes sides.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: war-begins, type: ConflictBegun, at: 2380, conflict: border-war, sides: [breen-confederacy, [cardassian-union, breen-confederacy]] }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  breen-rebels: { kind: faction, standing: minor, partOf: breen-confederacy }
events:
  - { id: war-begins, type: ConflictBegun, at: 2380, conflict: border-war, sides: [breen-confederacy, [cardassian-union, breen-rebels]] }
`,
  },
  check: (context) => ({
    each(event) {
      const effects = context.effects(event);
      const battle = effects.find((effect) => effect.kind === "contest");
      const sides = sidesAtFirst(effects) ?? battle?.sides ?? [];
      if (sides.length < 2) return;
      const { canonical, get } = context.register(entityRegister);
      const sideOf = new Map<EntityId, number>();
      const found = new Set<EntityId>();
      for (const [side, fighters] of sides.entries())
        for (const who of fighters.map(canonical)) {
          const other = sideOf.get(who) ?? side;
          sideOf.set(who, other);
          if (other !== side && get(who)?.sentinel !== true) found.add(who);
        }
      for (const who of found)
        context.report({
          message: `${who} stands on two sides in ${dated(event)}.`,
          entities: [who],
          at: context
            .references(event)
            .filter(({ role, id }) => role === "acts" && canonical(id) === who)
            .map(({ path }) => ({ event: event.id, path, role: "stands here" })),
        });
    },
  }),
});
