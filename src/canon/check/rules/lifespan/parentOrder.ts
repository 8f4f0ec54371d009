import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { fieldOf, textOf } from "../../kit/fieldValues.ts";
import { entityRegister } from "../../registers/entities.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { GREGORIAN_YEAR } from "../../kit/comparison.ts";
import { all } from "../../kit/likelihood.ts";
import { defineRule } from "../../kit/rule.ts";
import type { FindingPlace, RuleContext } from "../../kit/ruleContext.ts";
import { eventOf } from "../../kit/eventOf.ts";
import { writtenDate } from "../../kit/writtenDate.ts";
import { append } from "../../../../idioms/multimap.ts";
import { reportOutside } from "../../registers/outsideSpan.ts";

const PARENTS = ["mother", "father"] as const;

/** No child is carried for longer, by far. */
const CARRIED = GREGORIAN_YEAR;

interface Descent {
  /** Where canon says so: a birth, or what declares the child. */
  readonly said: ResolvedEvent;
  readonly child: EntityId;
  readonly parent: EntityId;
  readonly as: (typeof PARENTS)[number];
}

export const parentOrder = defineRule({
  id: "lifespan/parent-order",
  severity: "error",
  explain: {
    reports: "A parent is younger than the child, a mother was dead at the birth, or somebody is their own ancestor.",
    wayOut: "`timeTravel: true` on the birth.",
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
  check: (context) => {
    const { canonical } = context.register(entityRegister);
    const descents = new Map<EntityId, Descent[]>();
    return {
      each(event) {
        const born = context
          .references(event)
          .find(({ role, targets }) => role === "declares" && targets.includes("person"));
        if (born === undefined || event.timeTravel === true) return;
        const child = canonical(born.id);
        for (const as of PARENTS) {
          const parent = textOf(fieldOf(event.data, as));
          if (parent === undefined) continue;
          append(descents, child, { said: event, child, parent: canonical(parent), as });
        }
      },
      finish() {
        for (const own of descents.values()) compareAllAges(context, own);
        reportRings(context, descents);
      },
    };
  },
});

type Context = RuleContext<unknown>;

const parentPlace = ({ said, as, child }: Descent): FindingPlace => ({
  event: said.id,
  path: [as],
  role: said.at === undefined ? `${as} of ${child}` : `${as} of one born ${writtenDate(said.at)}`,
});

/** The birth, where a declaration without a date says who the parents are. */
function birthOf({ register, chronicle }: Context, { said, child }: Descent): ResolvedEvent {
  if (said.at !== undefined) return said;
  const born = eventOf({ chronicle }, register(entityRegister).get(child)?.starts[0]);
  return born === undefined || born.timeTravel === true ? said : born;
}

/** Of one child: what a birth says, a declaration need not say again. */
function compareAllAges(context: Context, own: readonly Descent[]): void {
  const key = ({ parent, as }: Descent): string => `${as} ${parent}`;
  const ofBirths = new Set(own.filter(({ said }) => said.at !== undefined).map(key));
  for (const descent of own)
    if (descent.said.at !== undefined || !ofBirths.has(key(descent))) compareAges(context, descent);
}

function compareAges(context: Context, descent: Descent): void {
  const { child, parent, as } = descent;
  const birth = birthOf(context, descent);
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
