import { canonicalJson } from "../../../../events/contentHash.ts";
import { DAY } from "../../../../events/dates/span.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import type { Likelihood } from "../../kit/likelihood.ts";
import { type CitedDocument, documentRegister } from "../../registers/documents.ts";
import { type Entities, entityRegister } from "../../registers/entities.ts";
import type { Register } from "../../kit/register.ts";
import { standingBehind } from "../../registers/wars.ts";
import { ASSERTING, type Said, whatIsSaid } from "./assertions.ts";

/** What a document says of something that has one value at a time. */
export interface CitedAssertion extends Said {
  readonly event: ResolvedEvent;
  readonly document: CitedDocument;
}

/** Two documents that say different things of one and the same. */
export interface Disagreement {
  /** Of what, in words. */
  readonly subject: string;
  /** In the order of the chronicle: the last one's word stands. */
  readonly first: CitedAssertion;
  readonly second: CitedAssertion;
  /** Both may be right where the date leaves room for both. */
  readonly likelihood: Likelihood;
}

/** Where documents disagree: in what they say of one thing at one date. */
export const disagreementRegister: Register<readonly Disagreement[]> = {
  name: "disagreements",
  build({ changesOf }, use) {
    const documents = use(documentRegister);
    if (documents.all.length < 2) return [];
    const entities = use(entityRegister);
    const groups = new Map<string, CitedAssertion[]>();
    for (const { effect, event } of changesOf(...ASSERTING)) {
      const document = documents.cited(event);
      if (document === undefined || (event.invented !== undefined && event.invented !== false)) continue;
      const said = whatIsSaid(effect, entities);
      if (said === undefined) continue;
      const key = canonicalJson([said.subject, said.holds === "always" ? null : (event.at ?? null)]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [{ ...said, event, document }]);
      else if (group.length < MOST) group.push({ ...said, event, document });
    }
    return [...groups.values()].flatMap((group) => disagreementsIn(group, entities));
  },
};

/** Documents that say one thing; whoever has more has one mistake many times. */
const MOST = 32;

function disagreementsIn(group: readonly CitedAssertion[], entities: Entities): Disagreement[] {
  const found: Disagreement[] = [];
  for (const [index, second] of group.entries())
    for (const first of group.slice(0, index)) {
      if (first.document === second.document || agree(first, second, entities)) continue;
      // Who corrects an answer of its own has given both.
      const isHere = ({ document }: CitedAssertion): boolean =>
        document === first.document || document === second.document;
      if (second.holds === "always" && isShared(group.filter(isHere), entities)) continue;
      found.push({ subject: second.subject, first, second, likelihood: likelihoodOf(second) });
    }
  return found;
}

const isShared = (group: readonly CitedAssertion[], entities: Entities): boolean =>
  group.some((one) => group.some((other) => one.document !== other.document && agree(one, other, entities)));

/** A fleet and its power, one culprit and several: who names more or less of them contradicts nobody. */
function agree(a: Said, b: Said, entities: Entities): boolean {
  if (a.who === undefined || b.who === undefined) return canonicalJson(a.value) === canonicalJson(b.value);
  const behind = new Set(a.who.flatMap((id) => [...standingBehind(id, entities)]));
  if (b.who.some((id) => [...standingBehind(id, entities)].some((one) => behind.has(one)))) return true;
  const kindsOf = (who: readonly string[]): ReadonlySet<string> =>
    new Set(who.flatMap((id) => [...(entities.get(id)?.kinds ?? ["unknown"])]));
  // Whom a person or a ship served nobody may have said.
  const [one, other] = [kindsOf(a.who), kindsOf(b.who)];
  return one.has("unknown") || other.has("unknown") || ![...one].every((kind) => other.has(kind));
}

const likelihoodOf = ({ event: { at, occurred }, holds }: CitedAssertion): Likelihood =>
  holds !== undefined || at === undefined || occurred.latest - occurred.earliest < DAY ? "certain" : "possible";
