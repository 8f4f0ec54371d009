import { existsSync } from "node:fs";
import type { Diagnostic, DiagnosticSeverity } from "vscode-languageserver/node";
import type { Finding, Severity } from "../../doors/canon.ts";
import { onOneLine } from "../../doors/view.ts";
import { append } from "../../idioms/multimap.ts";
import type { ValorisError } from "../../index.ts";
import type { Project } from "./project.ts";
import { toRange } from "./places.ts";

export type ByUri = Map<string, Diagnostic[]>;

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = { error: 1, warning: 2, info: 3 };
/** Rules that come with valoris have a page beside it; it needs no network, and is of this version. */
const PAGES = new URL("../../../docs/rules/", import.meta.url);

function pageOf(rule: string): Pick<Diagnostic, "codeDescription"> {
  const page = new URL(`${rule}.md`, PAGES);
  return existsSync(page) ? { codeDescription: { href: page.href } } : {};
}

/** What a project has to say, by the file that says it. Of a file that cannot be read only that, since lines may have moved. */
export function diagnosticsOf({ reading, broken }: Project, uriOf: (path: string) => string): ByUri {
  const byUri: ByUri = new Map();
  const add = (path: string, diagnostic: Diagnostic): void => {
    const uri = uriOf(path);
    append(byUri, uri, diagnostic);
  };
  const unreadable = new Set(broken.map(({ at }) => at?.path));
  for (const error of broken) if (error.at !== undefined) add(error.at.path, diagnosticOfError(error));
  for (const finding of reading?.result?.findings ?? []) {
    const [first] = finding.locations;
    if (first !== undefined && !unreadable.has(first.path)) add(first.path, diagnosticOf(finding, uriOf));
  }
  return byUri;
}

function diagnosticOf(finding: Finding, uriOf: (path: string) => string): Diagnostic {
  const { rule, severity, message, help, locations, fingerprint } = finding;
  const [first, ...others] = locations;
  return {
    range: toRange(first ?? { path: "", line: 1 }),
    severity: SEVERITIES[severity],
    source: "valoris",
    code: rule,
    ...pageOf(rule),
    message: withHelp(message, help),
    relatedInformation: others.map((place) => ({
      location: { uri: uriOf(place.path), range: toRange(place) },
      message: onOneLine(place.role),
    })),
    data: { fingerprint },
  };
}

export function diagnosticOfError({ code, message, help, at }: ValorisError): Diagnostic {
  const range = toRange(at ?? { path: "", line: 1 });
  return { range, severity: SEVERITIES.error, source: "valoris", code, message: withHelp(message, help) };
}

const withHelp = (message: string, help: string | undefined): string =>
  help === undefined ? onOneLine(message) : `${onOneLine(message)}\n${onOneLine(help)}`;

/** The files whose diagnostics are not what the editor was told last; of those that have none any more, none. */
export function publishedChanges(told: Map<string, string>, now: ByUri): { uri: string; diagnostics: Diagnostic[] }[] {
  const updates: { uri: string; diagnostics: Diagnostic[] }[] = [];
  for (const uri of new Set([...told.keys(), ...now.keys()])) {
    const diagnostics = now.get(uri) ?? [];
    const text = JSON.stringify(diagnostics);
    if ((told.get(uri) ?? "[]") !== text) updates.push({ uri, diagnostics });
    if (diagnostics.length === 0) told.delete(uri);
    else told.set(uri, text);
  }
  return updates;
}
