import type { CheckResult } from "../run/checkCanon.ts";
import type { TextEdit } from "../../text/statements/textEdit.ts";
import type { Rule } from "../kit/rule.ts";
import { rulePage } from "../kit/rulePage.ts";
import type { Finding, FindingLocation, Severity } from "../findings/finding.ts";
import type { TextFix } from "../../text/statements/fix.ts";
import { listLast } from "./listLast.ts";

export interface SarifOptions {
  /** Of valoris. */
  readonly version: string;
  /** Every rule that there is; those that ran are described. */
  readonly rules: readonly Rule[];
}

/**
 * What `--format sarif` prints, piece by piece: a log of SARIF 2.1.0 (OASIS Standard, 2020) with one run.
 *
 * @example
 * import { checkFiles, rules } from "valoris/canon";
 * import { sarifText } from "valoris/view";
 *
 * const result = await checkFiles("fixtures/cardassian-advance.yaml");
 * const log = [...sarifText(result, { version: "0.1.0", rules })].join("");
 */
export function sarifText(result: CheckResult, { version, rules }: SarifOptions): Iterable<string> {
  const asked = new Set([...result.rules.run, ...result.rules.notChecked.map(({ rule }) => rule)]);
  const described = rules.filter(({ id }) => asked.has(id));
  const index = new Map(described.map(({ id }, place) => [id, place]));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "valoris", version, rules: described.map(descriptorOf) } },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: result.rules.notChecked.map(({ rule, why }) => ({
              level: "warning",
              message: { text: `${rule} could not be checked: ${why}.` },
              associatedRule: { id: rule, index: index.get(rule) ?? -1 },
            })),
          },
        ],
        properties: { events: result.events, hidden: result.hidden },
        results: [],
      },
    ],
  };
  return listLast(JSON.stringify(log), result.findings, (finding) => JSON.stringify(resultOf(finding, index)));
}

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

function descriptorOf(rule: Rule) {
  const { id, severity, confidence, explain } = rule;
  const { reports, wayOut } = explain;
  return {
    id,
    shortDescription: { text: reports.split(/(?<=[.:])\s/)[0] ?? reports },
    fullDescription: { text: reports },
    help: { text: wayOut === undefined ? reports : `${reports}\n\n${wayOut}`, markdown: rulePage(rule) },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { confidence, tags: [id.slice(0, id.indexOf("/"))] },
  };
}

function resultOf(finding: Finding, index: ReadonlyMap<string, number>) {
  const { rule, severity, confidence, message, help, events, entities, fingerprint, fixes } = finding;
  const [first, ...others] = finding.locations;
  return {
    ruleId: rule,
    // −1 is what SARIF says for none.
    ruleIndex: index.get(rule) ?? -1,
    level: LEVELS[severity],
    message: { text: help === undefined ? message : `${message} ${help}` },
    locations: first === undefined ? [] : [locationOf(first)],
    relatedLocations: others.map((place, id) => ({ id, ...locationOf(place) })),
    partialFingerprints: { "valoris/v1": fingerprint },
    ...(fixes === undefined ? {} : { fixes: fixes.map(fixOf) }),
    properties: { confidence, events, entities },
  };
}

const locationOf = ({ path, line, column, length = 1, role }: FindingLocation) => ({
  physicalLocation: {
    artifactLocation: artifactOf(path),
    region: { startLine: line, ...(column === undefined ? {} : { startColumn: column, endColumn: column + length }) },
  },
  message: { text: role },
});

function fixOf({ title, edits }: TextFix) {
  const replacement = ({ start, end, text }: TextEdit) => ({
    deletedRegion: { charOffset: start, charLength: end - start },
    ...(text === "" ? {} : { insertedContent: { text } }),
  });
  return {
    description: { text: title },
    artifactChanges: [...new Set(edits.map(({ path }) => path))].map((path) => ({
      artifactLocation: artifactOf(path),
      replacements: edits.filter((edit) => edit.path === path).map(replacement),
    })),
  };
}

/** A path as a URI reference: relative ones stay so, for whoever knows where the run was. */
function artifactOf(path: string): { readonly uri: string } {
  const written = path.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  if (written.startsWith("/")) return { uri: `file://${written}` };
  return { uri: /^[A-Za-z]%3A\//.test(written) ? `file:///${written.replace("%3A", ":")}` : written };
}
