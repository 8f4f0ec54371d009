/** Events, their log, the chronicle and what is computed from it. */
export {
  catalogue,
  type KnownEvent,
  type KnownType,
  type DefinitionIn,
  type EventOf,
  type KnownDefinition,
} from "./events/catalogue/catalogue.ts";
export type { Claim } from "./events/claim.ts";
export { closest } from "./events/closest.ts";
export { type Catalogue, createCatalogue, flatten, type ParsedEvent } from "./events/createCatalogue.ts";
export type { Calendars, FindCalendar, StardateEra, ReadCalendar, ReadStardate } from "./events/dates/calendars.ts";
export type {
  CalendarEra,
  CalendarMonth,
  CalendarPrecision,
  LeapRule,
  OwnCalendar,
  Reckoning,
} from "./events/dates/ownCalendar.ts";
export { formatInstant, formatSpan, type InstantPrecision } from "./events/dates/civil.ts";
export type { DateExpression } from "./events/dates/dateExpression.ts";
export { DAY, type Span } from "./events/dates/span.ts";
export { parseStardate, stardateOf } from "./events/dates/stardate.ts";
export { defineEvent, type EventDefinition, type EventOptions } from "./events/defineEvent.ts";
export {
  alert,
  attack,
  belong,
  bond,
  capital,
  chart,
  claim,
  contest,
  type Effect,
  type EffectKind,
  type EffectOf,
  exposure,
  life,
  loss,
  meeting,
  member,
  motive,
  naming,
  place,
  question,
  ranking,
  rule,
  seat,
  side,
  spy,
  standing,
  strength,
  word,
} from "./events/effects.ts";
export type {
  ChronicleEvent,
  CommitId,
  EntityId,
  EventId,
  NewEvent,
  Source,
  TimelineName,
  StatedFacts,
  Visibility,
} from "./events/envelope.ts";
export { event, type EventFields, type DataOf, type DefinitionOf, type Envelope } from "./events/event.ts";
export {
  acts,
  begins,
  creates,
  declares,
  ends,
  type FieldReference,
  oneOrMore,
  type Reference,
  type ReferenceTarget,
  refers,
  restores,
  undergoes,
  type EntityKind,
  type ReferenceRole,
} from "./events/fields.ts";
export type { Tension, TensionMoment } from "./events/tension.ts";
export { formatLocation, type Location, ValorisError, type ErrorOptions } from "./events/valorisError.ts";
export type {
  AppendOptions,
  BranchPoint,
  Change,
  Commit,
  EventLog,
  ForkPoint,
  Recorded,
  RecordedEvent,
  Timeline,
  TimelinePage,
  CommitBlock,
  PageRequest,
  SequenceRange,
} from "./log/eventLog.ts";
export { memoryLog, type MemoryLogOptions } from "./log/memory.ts";
export { type LogProblem, type Verification, verifyLog, type VerifyOptions } from "./log/verifyLog.ts";
export type { Because } from "./projections/because.ts";
export { type Beliefs, beliefsOf, believed, type BelievedChronicle } from "./projections/beliefs/believed.ts";
export { claimText } from "./projections/beliefs/claims.ts";
export type { ClaimBelief, OptionBelief, QuestionBelief } from "./projections/beliefs/credences.ts";
export { type Gap, gapOf, type MissedEvent } from "./projections/beliefs/gap.ts";
export type { JudgedBelief } from "./projections/beliefs/judge.ts";
export { learnedAt, type LearningOptions } from "./projections/beliefs/learning.ts";
export type { NervesGap } from "./projections/beliefs/nervesGap.ts";
export type { BeliefOptions } from "./projections/beliefs/survey.ts";
export {
  type Answers,
  bindChronicle,
  type BindOptions,
  type Bound,
  type BuiltInWorld,
  METRICS,
  type BuiltIn,
} from "./projections/bindChronicle.ts";
export { CODING_BOOK_VERSION, codingBook, type CodingBookTable, type CodingBookRow } from "./projections/codingBook.ts";
export {
  type AnyProjection,
  type Contribution,
  defineProjection,
  type Explanation,
  type Projection,
  type Sink,
  type WithProjections,
  type BuiltInProjection,
  type EventNamed,
  type ExplainRequest,
  type PlainEntry,
  type StateOf,
  type ViewOf,
} from "./projections/defineProjection.ts";
export {
  compileExpression,
  type Expression,
  type ExpressionPart,
  type Threshold,
  type Value,
  type ValueType,
} from "./projections/expressions/compile.ts";
export { failedGuard, type FailedGuard } from "./projections/expressions/guards.ts";
export { METRIC_WORDS, QUERY_WORDS, type Metric, type Query } from "./projections/expressions/vocabulary.ts";
export { type FactEntry, facts, type FactsView } from "./projections/facts/facts.ts";
export { halvesIn } from "./projections/nervousness/halvesIn.ts";
export {
  nervousness,
  type NervousnessView,
  QUADRANT,
  type NervousnessOptions,
} from "./projections/nervousness/nervousness.ts";
export { openLog, type OpenLogOptions } from "./projections/openLog.ts";
export { type ParityCrossing, parityCrossings } from "./projections/power/parity.ts";
export { power, type PowerView, type FactionPowerView, type PowerState } from "./projections/power/power.ts";
export { project } from "./projections/project.ts";
export { type Batch, replay, replayBatches, type ReplayOptions } from "./projections/replay.ts";
export type { Tenure } from "./projections/tenure.ts";
export { borders, supplied } from "./projections/territory/laneGraph.ts";
export {
  territory,
  type TerritoryView,
  type SystemStatus,
  type SystemView,
} from "./projections/territory/territory.ts";
export { type World, worldAt, type WorldFacts } from "./projections/world.ts";
export type { Chronicle, EventSequence } from "./timelines/chronicle.ts";
export type { ChronicleInMemory, ChronicleOfTwoTimes, Order, EntityEvents } from "./timelines/chronicleInMemory.ts";
export { type ChronicleUpdate, followChronicle } from "./timelines/followChronicle.ts";
export type { ChronicleInPages } from "./timelines/pages/chronicleInPages.ts";
export { openChronicle, type OpenChronicleOptions } from "./timelines/pages/openChronicle.ts";
export { endPlace, type OccurredPoint, type Point, type RecordedPoint } from "./timelines/point.ts";
export { readChronicle } from "./timelines/readTimeline.ts";
export { entityNamed, type Name } from "./timelines/entityNames.ts";
export { resolve, type ResolveOptions } from "./timelines/resolve.ts";
export type { ResolvedEvent, Resolved } from "./timelines/resolvedEvent.ts";
export { issueInWords } from "./events/whatFits.ts";
export type * as Effects from "./events/effects.ts";
export type * as Facts from "./projections/facts/factsState.ts";
export type { Amendment } from "./timelines/amendments.ts";
export type { Component } from "./events/component.ts";
export type { DateIssue, DateStep, ImpossibleDates } from "./timelines/dateIssues.ts";
export type { DerivedCache } from "./log/derivedCache.ts";
export type { Digest } from "./log/digest.ts";
export type { EventIssue, EventIssueKind } from "./events/eventIssue.ts";
export type { NervousnessState } from "./projections/nervousness/nervousnessState.ts";
export type { TensionScale } from "./projections/nervousness/codingBook.ts";
export type { TerritoryState } from "./projections/territory/territoryState.ts";
export type { Fields } from "./events/flatFields.ts";
export type { Moment, Needed } from "./projections/defineProjection.ts";
export type { Place } from "./timelines/point.ts";
export type { Statement } from "./projections/beliefs/claims.ts";
export { movingEvents, type MovingType } from "./projections/movingEvents.ts";
export type { Condition } from "./events/tension.ts";
export type { Dated } from "./timelines/entityNames.ts";
export type { Duration } from "./events/dates/duration.ts";
