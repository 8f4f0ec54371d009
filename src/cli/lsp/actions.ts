import type { CodeAction, Range, TextEdit } from "vscode-languageserver/node";
import { editing, type Finding, type SourceMap } from "../../doors/canon.ts";
import { onOneLine } from "../../doors/view.ts";
import { ValorisError } from "../../index.ts";
import { knowledgeOf, meantAt, type Shown } from "./documents.ts";
import { rangeBetween, toRange } from "./places.ts";
import type { LastRead } from "./project.ts";

/** The text of a file, in an editor or on the disk. */
type ShownAt = (path: string) => Shown | undefined;

/** What can be done about the findings that show in a part of a text: their fixes, and to expect them. */
export function actionsIn(
  shown: Shown,
  range: Range,
  reading: LastRead,
  shownAt: ShownAt,
  uriOf: (path: string) => string,
): CodeAction[] {
  const here = (reading.result?.findings ?? []).filter(({ locations: [first] }) => {
    return first !== undefined && uriOf(first.path) === shown.uri && overlap(toRange(first), range);
  });
  // What is probably meant comes before what makes it as it is.
  return [
    ...here.flatMap((finding) => fixesOf(finding, shownAt)),
    ...here.flatMap((finding) => declaring(finding, shown, reading)),
    ...here.flatMap((finding) => expecting(finding, reading.loaded.sources, shownAt)),
  ];
}

/** Of a name that nothing declares: an entry under `entities:` of the same file, for each kind that it may be there. */
function declaring(finding: Finding, shown: Shown, reading: LastRead): CodeAction[] {
  const { rule, locations, entities, fingerprint } = finding;
  const [[place], [id]] = [locations, entities];
  if (rule !== "identity/unknown-reference" || place === undefined || id === undefined || !ID.test(id)) return [];
  const kinds = meantAt(shown, { line: place.line, column: place.column ?? 1 }, reading).flatMap(
    ({ means, id: named }) => (named !== id || typeof means === "string" ? [] : means),
  );
  const { definitions } = knowledgeOf(reading).catalogue;
  const wanted = kinds.length === 0 ? EVERY_KIND : [...new Set(kinds)];
  return wanted.flatMap((kind): CodeAction[] => {
    if (kind === "event" || kind === "document" || kind === "talks") return [];
    const needed = editing.neededFields(kind, definitions);
    const edit = editing.entryEdit(shown.text, `${id}: { kind: ${kind}${needed} }`);
    if (edit === undefined) return [];
    const at = rangeBetween(shown.text, edit.offset, edit.offset);
    return [
      quickFix(`Declare ${id} as ${kind}`, fingerprint, false, { [shown.uri]: [{ range: at, newText: edit.text }] }),
    ];
  });
}

const ID = /^[a-z0-9][a-z0-9-]*$/;
const EVERY_KIND = ["person", "faction", "ship", "system"] as const;

const overlap = (a: Range, b: Range): boolean => !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
const isBefore = (a: Range["start"], b: Range["start"]): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

function fixesOf({ fixes = [], fingerprint }: Finding, shownAt: ShownAt): CodeAction[] {
  return fixes.flatMap(({ title, edits }, index): CodeAction[] => {
    const changes: Record<string, TextEdit[]> = {};
    for (const { path, start, end, text } of edits) {
      const shown = shownAt(path);
      if (shown === undefined) return [];
      (changes[shown.uri] ??= []).push({ range: rangeBetween(shown.text, start, end), newText: text });
    }
    return [quickFix(title, fingerprint, index === 0, changes)];
  });
}

/** In the event where it shows, or else in the first that can say so. */
function expecting(finding: Finding, sources: SourceMap, shownAt: ShownAt): CodeAction[] {
  for (const event of finding.events) {
    const place = sources.locate(event);
    const shown = place && shownAt(place.path);
    if (place === undefined || shown === undefined) continue;
    const { path, text, uri } = shown;
    const { line, column = 1 } = place;
    const insertion = orNothing(() => editing.expectEdit({ path, text }, { line, column }, finding.rule));
    if (insertion === undefined) continue;
    const { offset } = insertion;
    const edit = { range: rangeBetween(text, offset, offset), newText: insertion.text };
    return [quickFix(`Expect ${finding.rule} here, with a reason`, finding.fingerprint, false, { [uri]: [edit] })];
  }
  return [];
}

function orNothing<Value>(attempt: () => Value): Value | undefined {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof ValorisError) return undefined;
    throw error;
  }
}

function quickFix(
  title: string,
  fingerprint: string,
  isPreferred: boolean,
  changes: Record<string, TextEdit[]>,
): CodeAction {
  return { title: onOneLine(title), kind: "quickfix", isPreferred, edit: { changes }, data: { fingerprint } };
}
