import type { CheckResult } from "../run/checkCanon.ts";
import { formatLocation } from "../../../events/valorisError.ts";
import { onOneLine, printable } from "../../../events/printable.ts";
import type { Finding, Severity } from "../findings/finding.ts";
import { cutLines, summaryOf } from "./summary.ts";

const COMMANDS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/**
 * What `--format github` prints: workflow commands, which GitHub shows beside the line; the last line is for the log.
 *
 * @example
 * import { checkFiles } from "valoris/canon";
 * import { githubCommands } from "valoris/view";
 *
 * const result = await checkFiles("fixtures/cardassian-advance.yaml");
 * for (const line of githubCommands(result)) console.log(line);
 */
export function* githubCommands(result: CheckResult): Generator<string> {
  for (const finding of result.findings) yield commandOf(finding);
  for (const line of cutLines(result)) yield onOneLine(line);
  yield summaryOf(result);
}

function commandOf({ severity, rule, message, help, locations: [first, ...others] }: Finding): string {
  const properties = {
    ...(first === undefined ? {} : { file: first.path, line: first.line }),
    ...(first?.column === undefined ? {} : { col: first.column, endColumn: first.column + (first.length ?? 1) }),
    title: rule,
  };
  const lines = [
    message,
    ...(first === undefined ? [] : [`here: ${first.role}`]),
    ...others.map((place) => `${formatLocation(place)}: ${place.role}`),
    ...(help === undefined ? [] : [help]),
  ];
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${COMMANDS[severity]} ${written.join(",")}::${escapeData(lines.map(onOneLine).join("\n"))}`;
}

/** As GitHub's own toolkit does (actions/toolkit, command.ts). */
const escapeData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

/** What is neither escaped nor prints (a path may hold it) gets a mark. */
const escapeProperty = (text: string): string =>
  printable(escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C"));
