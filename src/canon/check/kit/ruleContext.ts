import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";
import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { Effect } from "../../../events/effects.ts";
import type { Reference } from "../../../events/fields.ts";
import type { CanonIssue, LoadedCanon } from "../../text/statements/loadedCanon.ts";
import type { FindingLocation } from "../findings/finding.ts";
import type { Fix, TextFix } from "../../text/statements/fix.ts";
import type { Comparison } from "./comparison.ts";
import type { Elsewhere } from "./elsewhere.ts";
import type { Likelihood } from "./likelihood.ts";
import type { RuleSettings } from "./ruleSettings.ts";
import type { Register } from "./register.ts";
import type { Contribution } from "../../../projections/defineProjection.ts";

/** A place that takes part in a finding: an event or a field of it, or somewhere in a file. */
export type FindingPlace =
  | { readonly event: EventId; readonly path?: readonly (string | number)[]; readonly role: string }
  | { readonly location: FindingLocation };

export interface RuleReport {
  /** One sentence that says why, with dates as canon wrote them. */
  readonly message: string;
  readonly help?: string;
  /** By the dates. “no” reports nothing, so that a rule can pass on what it compared; certain if absent. */
  readonly likelihood?: Likelihood;
  /** Those of its places, in their order, if absent. */
  readonly events?: readonly EventId[];
  readonly entities: readonly EntityId[];
  /** Every place that takes part; the first is where it shows. What is undefined takes none. */
  readonly at: readonly (FindingPlace | undefined)[];
  /** Each place leads to the next: they are shown in this order, not in that of the files. */
  readonly inOrder?: true;
  /** What would settle it, the likeliest first. */
  readonly fixes?: readonly (Fix | TextFix)[];
  /** The same, where it takes a search to find out: asked for only where the finding is shown. */
  readonly advice?: () => Pick<RuleReport, "help" | "fixes">;
  /** The events behind the number that a finding is about; they sum to it. Asked for only where it is shown. */
  readonly ledger?: () => readonly Contribution[];
}

/** What a rule works with. */
export interface RuleContext<Values> extends Comparison {
  readonly chronicle: ChronicleInMemory;
  readonly parameters: Values;
  /** What the project says once for all rules. */
  readonly settings: RuleSettings;
  /** What reading the files found for this rule to report. */
  readonly canonIssues: readonly CanonIssue[];
  /** Ids of events and entities that were left out because their fields are invalid: nobody has to declare them again. */
  readonly refused: ReadonlySet<string>;
  /** Files that promise date order, with their events in file order. */
  readonly ordered: LoadedCanon["ordered"];
  /** A canon beneath is not there: what nothing declares may be declared in it. */
  readonly lacksBase: boolean;
  /** The event that certainly reaches furthest: history goes on until then. */
  readonly end: EventId | undefined;
  /** Where an event is that this timeline does not hold, in the same files. */
  elsewhere(id: EventId): Elsewhere | undefined;
  /** What is known of entities, offices, …: built once a run, whichever rules use it. */
  register<Content>(register: Register<Content>): Content;
  /** All that the event changes. */
  effects(event: ResolvedEvent): readonly Effect[];
  /** Every id that the event's data names. */
  references(event: ResolvedEvent): readonly Reference[];
  report(report: RuleReport): void;
  /** The rule could not do its work; said once a rule, the first reason. */
  notChecked(why: string): void;
}
