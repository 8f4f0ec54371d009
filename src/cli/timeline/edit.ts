import { type Command, InvalidArgumentError, Option } from "commander";
import { parse } from "yaml";
import { consequencesOf } from "../../doors/canon.ts";
import { type Edit, type EditOptions, editTimeline, type Grade, whatFollows } from "../../doors/timelines.ts";
import { readSettings } from "../settings.ts";
import type { Terminal } from "../terminal.ts";
import { printEdited } from "./edited.ts";
import { withWriting, type WritingOptions, writeTo } from "./options.ts";
import { defined } from "../../idioms/defined.ts";

interface EditingOptions extends WritingOptions {
  readonly timeline: string;
  readonly reason: string;
  readonly dryRun?: boolean;
  readonly forceCanon?: boolean;
  readonly cascade?: true | "causes";
}

type Fields = Readonly<Record<string, unknown>>;

/** `field=value`, the value as canon files have it; several are gathered. */
function field(text: string, others: Fields = {}): Fields {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("Write it as field=value.");
  return { ...others, [name]: yaml(value) };
}

function yaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new InvalidArgumentError(`This is not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function wholeEvent(text: string): Fields {
  const value = yaml(text);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new InvalidArgumentError("Write an event: '{ type: Noted, at: 2385, about: gor }'.");
  return { ...value };
}

function withEditing(command: Command): Command {
  return withWriting(command)
    .option("-t, --timeline <name>", "which timeline to change", "canon")
    .option("--dry-run", "only say what would follow")
    .option("--force-canon", "change a protected timeline, such as canon");
}

const REASON = ["--reason <text>", "why; shown wherever the change is"] as const;

const IMPOSSIBLE: readonly Grade[] = ["impossible"];
const WITH_CAUSES: readonly Grade[] = ["impossible", "losesCause"];

function cascade(command: Command): Command {
  return command.addOption(
    new Option(
      "--cascade [causes]",
      "retract what becomes impossible, too; with `causes` also what has no cause left",
    ).choices(["causes"]),
  );
}

/** The verbs that change history on one timeline. */
export function addEdits(timeline: Command, terminal: Terminal): void {
  const apply = async (
    edit: Edit,
    { log: folder, timeline: name, format, ...flags }: EditingOptions,
  ): Promise<void> => {
    const { reading, checking } = await readSettings();
    const { dryRun = false, forceCanon: force = false } = flags;
    await writeTo({ ...(folder === undefined ? {} : { log: folder }), dryRun }, async (log) => {
      const grades = flags.cascade === undefined ? [] : flags.cascade === true ? IMPOSSIBLE : WITH_CAUSES;
      const cascade: EditOptions["cascade"] = ({ before, after, touched }) => {
        const { impossible, losesCause } = whatFollows(before, after, touched, grades);
        return grades === WITH_CAUSES ? [...impossible, ...losesCause] : impossible;
      };
      const options = { ...reading, force, dryRun, ...(grades.length === 0 ? {} : { cascade }) };
      const edited = await editTimeline(log, name, edit, options);
      const consequences = await consequencesOf(log, edited, { ...reading, ...checking });
      printEdited({ edit, edited, consequences, dryRun, format }, terminal);
    });
  };

  cascade(withEditing(timeline.command("retract").argument("<event>")))
    .requiredOption(...REASON)
    .description("Take an event back, and see what hangs on it.")
    .addHelpText(
      "after",
      `
Example:
  $ valoris timeline retract treaty-of-valoris-ratified --timeline what-if/no-valoris --reason "What if it had failed?"`,
    )
    .action((event: string, options: EditingOptions) =>
      apply({ kind: "retract", event, reason: options.reason }, options),
    );

  cascade(withEditing(timeline.command("amend").argument("<event>")))
    .requiredOption(...REASON)
    .requiredOption("--set <field=value>", "a field and its value, as canon files have it; null takes it away", field)
    .description("Give fields of an event other values, dates too.")
    .addHelpText(
      "after",
      `
Examples:
  $ valoris timeline amend gor-becomes-domo --set manner=elected --reason "A mild what-if" -t what-if/vote
  $ valoris timeline amend treaty-of-valoris-ratified --set "parties=[breen-confederacy]" --set title=null --reason … -t …`,
    )
    .action((event: string, options: EditingOptions & { set: Fields }) =>
      apply({ kind: "amend", event, set: options.set, reason: options.reason }, options),
    );

  cascade(withEditing(timeline.command("move").argument("<event>")))
    .requiredOption(
      "--to <date>",
      "a date as canon files have it: 2387-05, 2387~, '{ after: breen-crisis-ends }'",
      yaml,
    )
    .requiredOption(...REASON)
    .description("Let an event happen at another time; what hangs on it moves with it.")
    .action((event: string, options: EditingOptions & { to: never }) =>
      apply({ kind: "move", event, at: options.to, reason: options.reason }, options),
    );

  withEditing(timeline.command("add").argument("<event>", "an event, as canon files have it", wholeEvent))
    .option(...REASON)
    .description("Add an event.")
    .addHelpText(
      "after",
      `
Example:
  $ valoris timeline add '{ id: gor-dies, type: PersonDied, at: 2387-11, person: gor }' --timeline what-if/no-gor --reason "What if?"`,
    )
    .action((fields: Fields, options: EditingOptions) => {
      const { reason } = options as Partial<EditingOptions>;
      return apply({ kind: "add", fields, ...(reason === undefined ? {} : { reason }) }, options);
    });

  withEditing(
    timeline.command("undo").argument("[event]", "what to take back; the last edit of the timeline if absent"),
  )
    .option(...REASON)
    .description("Take back an edit. An undo is an edit, too, and can be undone by its id.")
    .action((event: string | undefined, options: EditingOptions) => {
      const { reason } = options as Partial<EditingOptions>;
      return apply({ kind: "undo", ...defined({ event, reason }) }, options);
    });
}
