import type { EntityId } from "../../../../events/envelope.ts";
import { append } from "../../../../idioms/multimap.ts";
import { GREGORIAN_YEAR } from "../../kit/comparison.ts";
import { all } from "../../kit/likelihood.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { writtenDate } from "../../kit/writtenDate.ts";
import { type Descent, descentRegister, parentPlace, saidOnce } from "../../registers/descents.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { reportOutside } from "../../registers/outsideSpan.ts";

/** No child is carried for longer, by far. */
const CARRIED = GREGORIAN_YEAR;

export const parentOrder = defineRule({
  id: "lifespan/parent-order",
  severity: "error",
  explain: {
    reports:
      "A parent is younger than the child, a mother was dead at the birth or a father for more than a year, or somebody is their own ancestor.",
    wayOut: "`timeTravel: true` on the birth; `posthumous: true` where a father's death is no hindrance.",
    wrong: `
events:
  - { id: ziyal-born, type: PersonBorn, at: 2353, person: ziyal, mother: naprem }
  - { id: naprem-born, type: PersonBorn, at: 2360, person: naprem }
`,
    right: `
events:
  - { id: naprem-born, type: PersonBorn, at: 2320, person: naprem }
  - { id: ziyal-born, type: PersonBorn, at: 2353, person: ziyal, mother: naprem }
`,
  },
  check: (context) => ({
    finish() {
      const descents = context.register(descentRegister);
      for (const own of descents.values()) for (const descent of saidOnce(own)) compareAges(context, descent);
      reportRings(context, descents);
    },
  }),
});

type Context = RuleContext<unknown>;

function compareAges(context: Context, descent: Descent): void {
  const { child, parent, as, birth } = descent;
  const lifespans = context.register(lifespanRegister);
  const dead = lifespans.afterEnd(birth, parent);
  // A father may have died since the conception.
  const isLate = as === "mother" || dead === undefined ? "certain" : context.isLonger(dead.bound.id, birth.id, CARRIED);
  const outside = [
    lifespans.beforeStart(birth, parent),
    dead && isLate !== "no" ? { ...dead, likelihood: all(dead.likelihood, isLate) } : undefined,
  ];
  reportOutside(context, parent, outside, () => ({
    sentence: `${parent} is the ${as} of ${child}, born ${writtenDate(birth.at)}, but`,
    entities: [child, parent],
    at: parentPlace(descent),
  }));
}

/** Takes away everybody whose ancestors are all taken away (Kahn 1962); upwards from who is left, one runs into a ring. */
function reportRings(context: Context, descents: ReadonlyMap<EntityId, readonly Descent[]>): void {
  const children = new Map<EntityId, EntityId[]>();
  for (const { child, parent } of [...descents.values()].flat()) {
    append(children, parent, child);
  }
  const parentsLeft = new Map([...descents].map(([child, own]) => [child, own.length]));
  const free = [...children.keys()].filter((parent) => !descents.has(parent));
  for (let parent = free.pop(); parent !== undefined; parent = free.pop())
    for (const child of children.get(parent) ?? []) {
      const left = (parentsLeft.get(child) ?? 0) - 1;
      parentsLeft.set(child, left);
      if (left === 0) free.push(child);
    }

  const isLeft = (person: EntityId): boolean => (parentsLeft.get(person) ?? 0) > 0;
  const walked = new Set<EntityId>();
  for (const start of [...descents.keys()].filter(isLeft)) {
    const way: Descent[] = [];
    let person = start;
    while (!walked.has(person)) {
      walked.add(person);
      const up = descents.get(person)?.find(({ parent }) => isLeft(parent));
      if (up === undefined) break;
      way.push(up);
      person = up.parent;
    }
    const ring = way.findIndex(({ child }) => child === person);
    if (ring >= 0) reportRing(context, way.slice(ring));
  }
}

function reportRing(context: Context, ring: readonly Descent[]): void {
  const [first] = ring;
  if (first === undefined) return;
  context.report({
    message: `${first.child} is an ancestor of ${first.child}: ${ring.map(({ parent, as, child }) => `${parent} is the ${as} of ${child}`).join(", ")}.`,
    entities: ring.map(({ child }) => child),
    at: ring.map(parentPlace),
  });
}
