import type { Consequences, Finding } from "../../doors/canon.ts";
import type { Edit, EditedTimeline } from "../../doors/timelines.ts";
import type { Format } from "../input.ts";
import type { Terminal } from "../terminal.ts";

interface Outcome {
  readonly edit: Edit;
  readonly edited: EditedTimeline;
  readonly consequences: Consequences;
  readonly dryRun: boolean;
  readonly format: Format;
}

/** What was recorded, and what follows from it. */
export function printEdited(outcome: Outcome, terminal: Terminal): void {
  if (outcome.format === "pretty") terminal.out(prettyEdited(outcome, terminal));
  else terminal.json(forMachines(outcome));
}

function forMachines({ edited, consequences, dryRun }: Outcome) {
  const { timeline, head, events, touched } = edited;
  const { impossible, found, settled, checked } = consequences;
  return {
    timeline,
    head,
    dryRun,
    events: events.map(({ id, type, data, change }) => ({
      id,
      type,
      ...(typeof data === "object" ? data : {}),
      change,
    })),
    touched,
    impossible,
    found: found.map(brief),
    settled: settled.map(brief),
    checked,
  };
}

const brief = ({ rule, severity, message, events, entities }: Finding) => ({
  rule,
  severity,
  message,
  events,
  entities,
});

const DONE: Readonly<Record<Edit["kind"], string>> = {
  retract: "retracted",
  amend: "amended",
  move: "moved",
  add: "added",
  undo: "undone",
};

export function prettyEdited(
  { edit, edited, consequences, dryRun }: Omit<Outcome, "format">,
  { paint }: Terminal,
): string[] {
  const { impossible, found, settled } = consequences;
  const { touched, events, timeline, head } = edited;
  const what = `${touched.join(", ")} ${touched.length === 1 ? "is" : "are"} ${DONE[edit.kind]}`;
  const where = dryRun ? "nothing was recorded" : `${timeline}@${head}, ${events.map(({ id }) => id).join(", ")}`;
  const lines = [`${paint("bold", dryRun ? `If ${what}` : `${what} on ${timeline}`)}  ${paint("dim", where)}`];
  const list = (title: string, items: readonly string[]): void => {
    if (items.length > 0) lines.push(title, ...items.map((item) => `  ${item}`));
  };
  const sentence = ({ rule, message }: Finding): string => `${message} ${paint("dim", rule)}`;
  const wrong = found.filter(({ severity }) => severity === "error");
  const odd = found.filter(({ severity }) => severity !== "error");
  list(paint("red", "Impossible now"), [...impossible.map(({ why }) => why), ...wrong.map(sentence)]);
  list(paint("yellow", "Worth a look"), odd.map(sentence));
  list(paint("green", "Settled by it"), settled.map(sentence));
  if (impossible.length + found.length + settled.length === 0) lines.push("Nothing else becomes impossible by it.");
  return lines;
}
