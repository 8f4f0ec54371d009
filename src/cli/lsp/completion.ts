import type { CompletionItem, CompletionItemKind, CompletionList } from "vscode-languageserver/node";
import { editing, writtenDate } from "../../doors/canon.ts";
import { knowledgeOf, type Shown } from "./documents.ts";
import { onOneLine } from "../../doors/view.ts";
import { rangeBetween } from "./places.ts";
import type { LastRead } from "./project.ts";

const KINDS = { event: 23, entity: 18, field: 5, word: 12, rule: 14 } as const satisfies Record<
  string,
  CompletionItemKind
>;

/** As many as a list can be searched in; more are asked for as one types on. */
const MOST = 300;

interface Offer {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string;
  readonly doc?: string;
  /** What is written, where that is not the label. */
  readonly text?: string;
  readonly first?: boolean;
}

/** What may be written at an offset of a YAML text, whether or not that can be read at the moment. */
export function completionsAt({ text }: Shown, offset: number, reading: LastRead | undefined): CompletionList {
  const writing = editing.writingAt(text, offset);
  if (writing === undefined) return { isIncomplete: false, items: [] };
  const hasColon = /^\s*:/.test(text.slice(writing.end));
  const isQuoted = /["']/.test(text[writing.start - 1] ?? "");
  const offers = editing
    .choicesAt(writing, knowledgeOf(reading))
    .flatMap((choice) => offersOf(choice, reading, { hasColon, isQuoted, own: writing.item["id"] }));
  const fitting = offers.filter(({ label }) => fits(label, writing.word));
  const range = rangeBetween(text, writing.start, writing.end);
  const items = fitting.slice(0, MOST).map(
    ({ label, kind, detail, doc, text: written = label, first }): CompletionItem => ({
      label,
      kind,
      ...(detail === undefined ? {} : { detail: onOneLine(detail) }),
      ...(doc === undefined ? {} : { documentation: doc }),
      ...(first === true ? { sortText: ` ${label}` } : {}),
      // An editor compares this with the word so far, which has hyphens in it.
      filterText: label,
      textEdit: { range, newText: written },
    }),
  );
  return { isIncomplete: fitting.length > MOST, items };
}

/** As editors do it: the letters of the word, in their order. */
function fits(label: string, word: string): boolean {
  const letters = word.toLowerCase();
  let at = 0;
  for (const letter of label.toLowerCase()) if (letter === letters[at]) at++;
  return at === letters.length;
}

interface Around {
  readonly hasColon: boolean;
  readonly isQuoted: boolean;
  /** The id of the event itself: nothing happens after itself. */
  readonly own: unknown;
}

function offersOf(choice: editing.Choice, reading: LastRead | undefined, around: Around): Offer[] {
  switch (choice.kind) {
    case "name": {
      const { word, doc, required } = choice;
      return [
        {
          label: word,
          kind: KINDS.field,
          ...(doc === undefined ? {} : { doc }),
          ...(required === true ? { first: true } : {}),
          text: around.hasColon ? word : `${word}: `,
        },
      ];
    }
    case "word": {
      const { word, doc } = choice;
      return [{ label: word, kind: KINDS.word, ...(doc === undefined ? {} : { doc }) }];
    }
    case "rules":
      return (reading?.rules ?? []).map(({ id, severity, explain }) => ({
        label: id,
        kind: KINDS.rule,
        detail: severity,
        doc: explain.reports,
      }));
    case "ids":
      return reading === undefined ? [] : idsOf(choice, reading, around);
  }
}

function idsOf(
  { targets, isAnchor }: editing.Choice & { kind: "ids" },
  { chronicle, loaded }: LastRead,
  around: Around,
): Offer[] {
  const wantsEvents = targets.length === 0 || targets.includes("event");
  const events = new Map<string, Offer>();
  const entities = new Map<string, Offer>();
  for (const timeline of loaded.timelines)
    for (const { event } of timeline.events) {
      const { id, type, title, at } = event;
      const declared = loaded.catalogue.definitions.get(type)?.spanReferences(event.data) ?? [];
      for (const { id: entity } of declared) {
        const kind = chronicle.kindOf(entity);
        const isWanted = kind !== undefined && (targets.length === 0 || targets.includes(kind));
        if (!isWanted || entities.has(entity)) continue;
        const isDocument = isAnchor === true && kind === "document";
        const label = isDocument ? `@${entity}` : entity;
        const text = isDocument && !around.isQuoted ? { text: `"${label}"` } : {};
        entities.set(entity, { label, kind: KINDS.entity, detail: `${kind}, ${chronicle.nameOf(entity)}`, ...text });
      }
      // Nothing happens after what always was so.
      if (wantsEvents && id !== around.own && at !== undefined)
        events.set(id, { label: id, kind: KINDS.event, detail: `${writtenDate(at)}, ${title ?? type}` });
    }
  return [...events.values(), ...entities.values()];
}
