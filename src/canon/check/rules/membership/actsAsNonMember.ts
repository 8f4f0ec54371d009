import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { all, allOf, any, anyOf, type Likelihood } from "../../kit/likelihood.ts";
import { bondRegister } from "../../registers/bonds.ts";
import { entityRegister } from "../../registers/entities.ts";
import { type Joining, joiningRegister } from "../../registers/joinings.ts";
import { treatyRegister } from "../../registers/treaties.ts";
import type { Treaty } from "../../registers/treaty.ts";
import { standingBehind } from "../../registers/wars.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { between, type Touching, touchingAndLoose, upTo } from "../../kit/touching.ts";
import { dated, withDate } from "../../kit/writtenDate.ts";
import { getOrMake } from "../../../../idioms/multimap.ts";
import { isInTime } from "../../kit/inTime.ts";

export const actsAsNonMember = defineRule({
  id: "membership/acts-as-non-member",
  severity: "error",
  explain: {
    reports:
      "Somebody breaks or ends a treaty without being bound by it: no party to it, nor joined, or out of it by then.",
    wayOut: "`MemberJoined`; whoever belongs to a party (`partOf:`, `of:`), serves or succeeds one is bound with it.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  romulan-empire: { kind: faction, standing: major }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2380, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union] }
  - { id: valoris-ended, type: TreatyAbrogated, at: 2386, treaty: treaty-of-valoris, by: romulan-empire }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  romulan-empire: { kind: faction, standing: major }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2380, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union] }
  - { id: romulans-join, type: MemberJoined, at: 2383, body: treaty-of-valoris, member: romulan-empire }
  - { id: valoris-ended, type: TreatyAbrogated, at: 2386, treaty: treaty-of-valoris, by: romulan-empire }
`,
  },
  check: (context) => {
    const entities = context.register(entityRegister);
    const bindings = new Map<string, Binding>();
    const bindingOf = (by: EntityId, treaty: Treaty): Binding => {
      const key = JSON.stringify([entities.canonical(by), treaty.id]);
      return getOrMake(bindings, key, () => createBinding(by, treaty, context));
    };
    return {
      on: {
        bond({ bond: id, change, by }, event) {
          if (by === undefined || (change !== "abrogated" && change !== "violated")) return;
          const treaty = context.register(treatyRegister).get(id);
          const agreed = treaty?.ratifications[0] ?? treaty?.signings[0];
          if (treaty === undefined || agreed === undefined) return;
          if (!isInTime(event)) return;
          const likelihood = isUnbound(event, bindingOf(by, treaty), context);
          if (likelihood === "no") return;
          context.report({
            likelihood,
            message: `${by} ${change === "abrogated" ? "ends" : "breaks"} ${id} in ${dated(event)}, without being bound by it then.`,
            entities: [by, id],
            at: [
              { event: event.id, path: ["by"], role: withDate(`by ${by} here`, event) },
              { event: agreed.id, path: ["parties"], role: "these are bound" },
            ],
          });
        },
      },
    };
  },
});

type Context = RuleContext<unknown>;

/** How somebody is bound by a treaty: as a party to it, or by joining it. */
interface Binding {
  readonly isParty: boolean;
  /** It may be bound at any time, for all that canon says. */
  readonly isOpen: boolean;
  readonly comes: Touching<Joining>;
  readonly goes: Touching<Joining>;
  /** When the first of those that join has certainly done so, ms. */
  readonly firstIn: number;
}

function createBinding(by: EntityId, treaty: Treaty, context: Context): Binding {
  const { register } = context;
  const entities = register(entityRegister);
  const bonds = register(bondRegister);
  const joined = (id: EntityId): readonly Joining[] => register(joiningRegister).of(id, treaty.id);
  const comes = touchingAndLoose(
    [...bonds.behind(by)].flatMap(joined).filter((joining) => joining.comes),
    context,
  );
  const goes = touchingAndLoose(
    [...standingBehind(by, entities)].flatMap(joined).filter((joining) => !joining.comes),
    context,
  );
  return {
    isParty: [...treaty.parties].some((party) => bonds.areBound(by, party)),
    // Behind a stand-in may be anybody.
    isOpen: comes.loose.length > 0 || [by, ...treaty.parties].some((id) => entities.get(id)?.sentinel === true),
    comes: comes.touching,
    goes: goes.touching,
    firstIn: comes.dated.reduce((least, { event }) => Math.min(least, event.occurred.latest), Number.POSITIVE_INFINITY),
  };
}

/** Whether somebody is in neither by a party's right nor by joining, or is out since. */
function isUnbound(event: ResolvedEvent, binding: Binding, { isBefore }: Context): Likelihood {
  const { isParty, isOpen, comes, goes, firstIn } = binding;
  if (isOpen || event.at === undefined) return "no";
  // Whoever left before the last time that they may have come is in again.
  let back: ResolvedEvent | undefined;
  for (const { event: came } of comes(upTo(event)))
    if (isBefore(event.id, came.id) === "no") {
      back = came;
      break;
    }
  const outs: { readonly left: ResolvedEvent; readonly likelihood: Likelihood }[] = [];
  for (const { event: left } of goes(back === undefined ? upTo(event) : between(back, event))) {
    const likelihood = all(
      isBefore(left.id, event.id),
      allOf(comes(between(left, event)), ({ event: came }) =>
        any(isBefore(came.id, left.id), isBefore(event.id, came.id)),
      ),
    );
    if (likelihood !== "no") outs.push({ left, likelihood });
    if (likelihood === "certain") break;
  }
  const isOut = anyOf(outs, ({ likelihood }) => likelihood);
  const last = outs.at(-1);
  const lastOut = last?.likelihood === "certain" ? last.left : undefined;
  return all(
    isParty || (lastOut !== undefined && firstIn < lastOut.occurred.earliest) ? isOut : "certain",
    allOf(comes(lastOut === undefined ? upTo(event) : between(lastOut, event)), ({ event: came }) =>
      any(
        isBefore(event.id, came.id),
        anyOf(outs, ({ left, likelihood }) => all(likelihood, isBefore(came.id, left.id))),
      ),
    ),
  );
}
