import type { Catalogue } from "../../../events/createCatalogue.ts";
import type { EventId } from "../../../events/envelope.ts";
import type { CanonFile } from "./canonFile.ts";
import type { StatedEvent, Misfit, CanonStatement } from "../statements/draft.ts";
import type { CanonIssue } from "../statements/loadedCanon.ts";
import { type Accepted, addEntity, addEvent, type TimelineDraft } from "./timelineDraft.ts";
import { validateDraft, type Validation } from "./validateDraft.ts";

/** Where a statement goes, and what is wrong with it. */
export interface Taking {
  readonly timeline: TimelineDraft;
  readonly file: CanonFile;
  readonly catalogue: Catalogue;
  readonly issues: CanonIssue[];
  /** Ids of what stands under `events:`. */
  readonly inOrder: EventId[];
}

/** Validates what a file states and adds it to its timeline; what is not right is left out and listed. */
export function takeStatement(statement: CanonStatement, taking: Taking): void {
  if (statement.kind === "misfit") taking.issues.push(misfitIssue(statement.misfit));
  else if (statement.kind === "entity") takeEntity(statement, taking);
  else {
    const accepted = accept(statement, taking);
    if (accepted === undefined) return;
    const isAmendment = statement.kind === "amendment";
    const result = addEvent(taking.timeline, accepted, isAmendment || statement.flat["id"] === undefined, !isAmendment);
    if (typeof result !== "string") taking.issues.push(result);
    else if (!isAmendment) taking.inOrder.push(result);
  }
}

function takeEntity(
  { entity, declaration, forces }: CanonStatement & { readonly kind: "entity" },
  taking: Taking,
): void {
  const { timeline, issues, file } = taking;
  const before = issues.length;
  const first = accept(declaration, taking, entity);
  const rest = forces.map((draft) => {
    const verdict = validateDraft(draft, validationOf(taking), entity);
    if (verdict.event !== undefined) return { ...verdict, site: draft.site, file };
    issues.push(...verdict.issues.filter((issue) => !alreadySaid(issue, issues.slice(before))));
    return undefined;
  });
  if (first === undefined) return;
  const events = [first, ...rest.filter((accepted) => accepted !== undefined)];
  const result = addEntity(timeline, entity, { file, site: declaration.site, events });
  if (result !== undefined) issues.push(result);
}

/** A force shares fields with its faction: what is wrong with them is wrong once. */
function alreadySaid(issue: CanonIssue, issues: readonly CanonIssue[]): boolean {
  const [at] = issue.locations;
  return issues.some(
    ({ locations: [other] }) =>
      other?.location.line === at?.location.line && other?.location.column === at?.location.column,
  );
}

const validationOf = ({ catalogue, file }: Taking): Validation => ({ catalogue, calendar: file.calendars?.usual });

function accept(draft: StatedEvent, taking: Taking, entity?: string): Accepted | undefined {
  const { issues, file } = taking;
  const verdict = validateDraft(draft, validationOf(taking), entity);
  if (verdict.event !== undefined) return { event: verdict.event, recorded: verdict.recorded, site: draft.site, file };
  issues.push(...verdict.issues);
  return undefined;
}

function misfitIssue({ message, help, location, entity, event, rule, fixes }: Misfit): CanonIssue {
  return {
    rule: rule ?? "identity/invalid-event",
    message,
    ...(fixes === undefined ? {} : { fixes }),
    ...(help === undefined ? {} : { help }),
    locations: [{ location, role: "written here" }],
    events: event === undefined ? [] : [event],
    entities: entity === undefined ? [] : [entity],
  };
}
