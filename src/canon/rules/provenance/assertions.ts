import { canonicalJson } from "../../../events/contentHash.ts";
import { DAY } from "../../../events/dates/span.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { isType } from "../knownType.ts";
import type { Likelihood } from "../likelihood.ts";
import { type CitedDocument, documentRegister } from "../registers/documents.ts";
import type { Register } from "../registers/register.ts";

/** What a document says of something that has one value at a time. */
export interface Assertion {
  readonly event: ResolvedEvent;
  readonly document: CitedDocument;
  readonly value: unknown;
  /** To the value, from the event. */
  readonly field: string;
}

/** Two documents that say different things of one and the same. */
export interface Disagreement {
  /** Of what, in words. */
  readonly subject: string;
  /** In the order of the chronicle: the last one's word stands. */
  readonly first: Assertion;
  readonly second: Assertion;
  /** Both may be right where the date leaves room for both. */
  readonly likelihood: Likelihood;
}

export const TYPES = ["ForceReported", "StandingStated", "QuestionSettled"] as const;

/** Where documents disagree: neighbours among what is said of one thing at one date. */
export const disagreementRegister: Register<readonly Disagreement[]> = {
  name: "disagreements",
  build({ eventsOf }, use) {
    const documents = use(documentRegister);
    if (documents.all.length < 2) return [];
    const last = new Map<string, Assertion>();
    const found: Disagreement[] = [];
    for (const event of eventsOf(TYPES)) {
      const document = documents.cited(event);
      const said = whatIsSaid(event);
      if (document === undefined || said === undefined || event.invented !== undefined) continue;
      const assertion = { event, document, value: said.value, field: said.field };
      const key = canonicalJson([said.subject, said.timeless ? null : (event.at ?? null)]);
      const before = last.get(key);
      last.set(key, assertion);
      if (before === undefined || before.document === document) continue;
      if (canonicalJson(before.value) === canonicalJson(assertion.value)) continue;
      const { earliest, latest } = event.occurred;
      const likelihood = said.timeless || event.at === undefined || latest - earliest < DAY ? "certain" : "possible";
      found.push({ subject: said.subject, first: before, second: assertion, likelihood });
    }
    return found;
  },
};

interface Said {
  readonly subject: string;
  readonly value: unknown;
  readonly field: string;
  /** An answer is one whenever it is given. */
  readonly timeless?: true;
}

function whatIsSaid(event: ResolvedEvent): Said | undefined {
  if (isType(event, "ForceReported")) {
    const { faction, component, value, unit = "units" } = event.data;
    return { subject: `the ${component} of ${faction}, in ${unit}`, value, field: "value" };
  }
  if (isType(event, "StandingStated")) {
    const { faction, metric, among, rank } = event.data;
    return {
      subject: `where ${faction} stands in ${metric} among ${[among].flat().join(", ")}`,
      value: rank,
      field: "rank",
    };
  }
  if (isType(event, "QuestionSettled"))
    return {
      subject: `the answer to ${event.data.question}`,
      value: event.data.answer,
      field: "answer",
      timeless: true,
    };
  return undefined;
}
