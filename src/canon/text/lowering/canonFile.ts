import type { Node } from "yaml";
import { closest } from "../../../events/closest.ts";
import type { Catalogue } from "../../../events/createCatalogue.ts";
import { type Location, ValorisError } from "../../../events/valorisError.ts";
import { type BranchHeader, readBranchHeader } from "./branchFile.ts";
import { type Fields, isFields, type CanonStatement } from "../statements/draft.ts";
import type { CanonLimits } from "../input/limits.ts";
import { lowerAmendments } from "./lowerAmendments.ts";
import { lowerDocuments, lowerEntities } from "./lowerEntities.ts";
import { type HeaderCalendars, readHeaderCalendars } from "./headerCalendars.ts";
import { readNdjson } from "../ndjson/ndjsonFile.ts";
import { formatOf, type SourceFile } from "../files/sourceFile.ts";
import { type TextLines, textLines } from "../input/textLines.ts";
import { parseYaml, type YamlFile } from "../yaml/yamlFile.ts";
import { cutTexts } from "../yaml/cutTexts.ts";
import { yamlSite } from "../yaml/yamlSite.ts";

/** A file of canon, opened: its header is read, its events come when asked for. */
export interface CanonFile {
  readonly source: SourceFile;
  readonly lines: TextLines;
  /** `canon:`, which is only a name. */
  readonly name: string | undefined;
  /** `order: date`. */
  readonly ordered: boolean;
  /** `base: not-loaded`: it is laid over a canon that is not there. */
  readonly lacksBase: boolean;
  readonly calendars: HeaderCalendars | undefined;
  readonly branch: BranchHeader | undefined;
  statements(catalogue: Catalogue, onProgress?: (read: number) => void): Iterable<CanonStatement>;
}

const HEADER = "canon whole extends base order calendars calendar branch documents entities events retract amend".split(
  " ",
);

/** @throws ValorisError for what cannot be read, and `canon/header` for what a file cannot hold. */
export function openCanonFile(source: SourceFile, limits: CanonLimits): CanonFile {
  if (formatOf(source) === "yaml") return openYaml(source, source.yaml ?? parseYaml(source.path, source.text, limits));
  const { firstLine = 1 } = source;
  const lines = textLines(source.text, firstLine);
  const header = firstLine === 1 ? ndjsonHeader(source) : undefined;
  return {
    source,
    lines,
    name: header?.name,
    ordered: header?.ordered === true,
    lacksBase: header?.lacksBase === true,
    calendars: header?.calendars,
    branch: undefined,
    statements: (_catalogue, onProgress) =>
      readNdjson(source.path, source.text, {
        limits,
        lines,
        firstLine,
        hasHeader: header !== undefined,
        ...(onProgress === undefined ? {} : { onProgress }),
      }),
  };
}

function openYaml(source: SourceFile, yaml: YamlFile): CanonFile {
  const header = yaml.value ?? {};
  if (!isFields(header))
    throw new ValorisError("canon/header", "A canon file is a mapping with `events:`, `entities:` and so on.", {
      help: Array.isArray(header) ? "Put `events:` above the list." : "See `valoris init` for a first one.",
      at: yaml.locate(yaml.root, 1),
    });
  for (const key of Object.keys(header)) if (!HEADER.includes(key)) throw unknownKey(yaml, key);
  return {
    source,
    lines: yaml.lines,
    name: canonName(yaml, header),
    ordered: isOrdered(header, () => sectionPlace(yaml, "order")),
    lacksBase: lacksBase(header, () => sectionPlace(yaml, "base")),
    calendars: readHeaderCalendars(header, (path, part) => yamlSite(yaml, yaml.root).place(path, part)),
    branch: readBranchHeader(yaml, header["branch"]),
    statements: (catalogue) => statements(yaml, header, catalogue),
  };
}

function unknownKey(yaml: YamlFile, key: string): ValorisError {
  const suggestion = closest(key, HEADER);
  return new ValorisError(
    "canon/header",
    `A canon file has no \`${key}:\`${suggestion === undefined ? "" : `; did you mean \`${suggestion}:\``}.`,
    {
      help: `It may have ${HEADER.map((name) => `\`${name}:\``).join(", ")}.`,
      at: yaml.locate(yaml.child(yaml.root, key)?.key),
    },
  );
}

function canonName(yaml: YamlFile, { canon }: Fields): string | undefined {
  if (canon === undefined || canon === null) return undefined;
  if (typeof canon === "string" && canon !== "") return canon;
  throw new ValorisError("canon/header", "`canon:` is the name of the canon, as text.", {
    help: "Write canon: alpha-quadrant.",
    at: sectionPlace(yaml, "canon"),
  });
}

/** What the first line of an NDJSON file may say of the whole: `{"canon": …, "order": "date"}`. */
function ndjsonHeader({
  path,
  text,
}: SourceFile): Pick<CanonFile, "name" | "ordered" | "lacksBase" | "calendars"> | undefined {
  const line = text.slice(0, MOST_HEADER).split("\n", 1)[0] ?? "";
  if (!/^\s*\{\s*"(?:canon|order|base|calendars?)"/.test(line)) return undefined;
  let header: unknown;
  try {
    header = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isFields(header) || "type" in header) return undefined;
  const at = { path, line: 1 };
  for (const key of Object.keys(header))
    if (!IN_LINES.includes(key))
      throw new ValorisError("canon/header", `The first line of an NDJSON file has no \`${key}\`.`, {
        help: `It may have ${IN_LINES.map((name) => `\`${name}\``).join(", ")}; events follow from the second line on.`,
        at,
      });
  const { canon } = header;
  if (canon !== undefined && (typeof canon !== "string" || canon === ""))
    throw new ValorisError("canon/header", "`canon` is the name of the canon, as text.", {
      help: 'Write {"canon": "alpha-quadrant"}.',
      at,
    });
  return {
    name: canon,
    ordered: isOrdered(header, () => at),
    lacksBase: lacksBase(header, () => at),
    calendars: readHeaderCalendars(header, () => at),
  };
}

const IN_LINES: readonly string[] = ["canon", "base", "order", "calendars", "calendar"];
/** Characters of a first line. */
const MOST_HEADER = 10_000;

function lacksBase({ base }: Fields, at: () => Location): boolean {
  if (base === undefined || base === null) return false;
  if (base === "not-loaded") return true;
  throw new ValorisError("canon/header", "`base:` can only say `not-loaded`.", {
    help: "Write base: not-loaded where the canon beneath is not there, or name it: extends: ../base.",
    at: at(),
  });
}

function isOrdered({ order }: Fields, at: () => Location): boolean {
  if (order === undefined || order === null) return false;
  if (order === "date") return true;
  throw new ValorisError("canon/header", "`order:` can only promise `date`.", {
    help: "Write order: date, or leave it out.",
    at: at(),
  });
}

function* statements(yaml: YamlFile, header: Fields, catalogue: Catalogue): Generator<CanonStatement> {
  for (const [key, value] of Object.entries(header)) {
    if (value === null) continue;
    const node = yaml.child(yaml.root, key)?.value;
    if (key === "documents") yield* lowerDocuments(yaml, mapping(yaml, key, value), node);
    if (key === "entities") yield* lowerEntities(yaml, mapping(yaml, key, value), node, catalogue);
    // What the whole of all powers is called: the name of what a number of nobody in particular is about.
    if (key === "whole") yield* lowerEntities(yaml, { quadrant: { kind: "region", name: value } }, node, catalogue);
    if (key === "events") yield* events(yaml, list(yaml, key, value), node);
    if (key === "retract" || key === "amend") yield* lowerAmendments(yaml, list(yaml, key, value), node, key);
  }
  for (const { read, whole, at, quoted } of cutTexts(yaml))
    yield {
      kind: "misfit",
      misfit: {
        rule: "identity/cut-text",
        message: `YAML takes what follows the # for a remark: the text ends with “${read.slice(-MOST_SHOWN)}”.`,
        help: `If it is text, put it in quotes: ${JSON.stringify(whole.slice(0, MOST_SHOWN))}.`,
        location: at,
        fixes: () => [{ title: "Put the whole in quotes", safe: false, edits: [quoted] }],
      },
    };
}

/** Characters of a text that a message shows. */
const MOST_SHOWN = 60;

function* events(yaml: YamlFile, items: readonly unknown[], node: Node | undefined): Generator<CanonStatement> {
  for (const [index, item] of items.entries()) {
    const value = yaml.child(node, index)?.value;
    if (isFields(item)) yield { kind: "event", flat: item, site: yamlSite(yaml, value), lasting: true };
    else {
      const message = `An event is a mapping with a \`type\`; this is ${item === null ? "nothing" : Array.isArray(item) ? "a list" : "a single value"}.`;
      yield { kind: "misfit", misfit: { message, location: yaml.locate(value) } };
    }
  }
}

function mapping(yaml: YamlFile, key: string, value: unknown): Fields {
  if (isFields(value)) return value;
  throw new ValorisError("canon/header", `\`${key}:\` is a mapping from ids to what is declared.`, {
    help: "Write each entry as `id: { … }`, without a dash.",
    at: sectionPlace(yaml, key),
  });
}

function list(yaml: YamlFile, key: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new ValorisError("canon/header", `\`${key}:\` is a list.`, {
    help: "Start each item with a dash.",
    at: sectionPlace(yaml, key),
  });
}

const sectionPlace = (yaml: YamlFile, key: string) => yamlSite(yaml, yaml.root).place([key]);
