import type { RuleParameter, Rule } from "./rule.ts";

/** The page of a rule, in Markdown: what it reports, how canon says that something is meant, a wrong and a right example. */
export function rulePage({ id, severity, confidence, explain, parameters }: Rule): string {
  const { reports, wayOut, wrong, right, beside } = explain;
  const settings = Object.entries(parameters);
  return [
    `# ${id}`,
    confidence === "certain" ? `${severity}` : `${severity}, ${confidence}`,
    reports,
    ...(wayOut === undefined ? [] : [`If it is meant: ${wayOut}`]),
    ...(settings.length === 0 ? [] : ["## Parameters", settings.map(parameterLine).join("\n")]),
    "## Wrong",
    yaml(wrong),
    "## Right",
    yaml(right),
    ...(beside === undefined ? [] : ["## In a file beside it", yaml(beside)]),
  ].join("\n\n");
}

const yaml = (text: string): string => `\`\`\`yaml\n${text.trim()}\n\`\`\``;

const parameterLine = ([name, { about, default: value }]: readonly [string, RuleParameter]): string =>
  `- \`${name}\`, ${JSON.stringify(value)} if absent. ${about}`;
