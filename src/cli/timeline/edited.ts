import type { Consequences, Finding } from "../../doors/canon.ts";
import type { Edit, EditedTimeline, Hanging } from "../../doors/timelines.ts";
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
  const { hanging, found, settled, checked } = consequences;
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
    ...hanging,
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
  const { hanging, found, settled } = consequences;
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
  const { impossible, losesCause, losesFooting, datedBy } = hanging;
  const why = (hung: Hanging[keyof Hanging]): string[] => firstOf(hung.map((one) => one.why));
  list(paint("red", "Impossible now"), [...why(impossible), ...wrong.map(sentence)]);
  list(paint("red", "No cause left"), why(losesCause));
  list(paint("red", "No footing left"), why(losesFooting));
  list(paint("dim", "Only dated by it"), why(datedBy));
  list(paint("yellow", "Worth a look"), odd.map(sentence));
  list(paint("green", "Settled by it"), settled.map(sentence));
  const hung = impossible.length + losesCause.length + losesFooting.length;
  if (hung + datedBy.length + found.length + settled.length === 0) lines.push("Nothing hangs on it.");
  if (hung > 0)
    lines.push(
      paint(
        "dim",
        `They stand until they are taken back, too: --cascade retracts what is impossible, --cascade causes also what has no cause left.`,
      ),
    );
  return lines;
}

/** As many as anybody reads; what is beyond is a line. */
const MOST = 50;

const firstOf = (lines: readonly string[]): string[] =>
  lines.length <= MOST
    ? [...lines]
    : [...lines.slice(0, MOST), `and ${lines.length - MOST} more: --format json lists all`];
