/** Writes the pages that follow from the code; with `--check` it only says which of them are stale. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { canonJsonSchema } from "../src/canon/text/schema/canonSchema.ts";
import { rulePage } from "../src/canon/check/kit/rulePage.ts";
import { rules } from "../src/canon/check/rules/rules.ts";
import { configJsonSchema } from "../src/cli/config/configJsonSchema.ts";
import { entitiesMarkdown } from "../src/projections/entityDocs.ts";
import { eventsMarkdown } from "../src/events/catalogueDocs.ts";
import { channelsMarkdown } from "../src/sim/channels/channelDocs.ts";
import { modelJsonSchema } from "../src/sim/model/modelJsonSchema.ts";

const pages: Readonly<Record<string, string>> = {
  "docs/rules/README.md": endWithNewline(rulesIndex()),
  ...Object.fromEntries(rules.map((rule) => [`docs/rules/${rule.id}.md`, endWithNewline(rulePage(rule))])),
  "docs/events.md": endWithNewline(eventsMarkdown()),
  "docs/entities.md": endWithNewline(entitiesMarkdown()),
  "docs/channels.md": endWithNewline(channelsMarkdown()),
  "schema/model.schema.json": endWithNewline(JSON.stringify(modelJsonSchema(), undefined, 2)),
  "schema/canon.schema.json": endWithNewline(JSON.stringify(canonJsonSchema(), undefined, 2)),
  "schema/config.schema.json": endWithNewline(JSON.stringify(configJsonSchema(rules), undefined, 2)),
};

if (process.argv.includes("--check")) {
  const stale = Object.keys(pages).filter((file) => read(file) !== pages[file]);
  for (const file of unclaimed()) stale.push(file);
  for (const file of stale) console.error(`${file} is stale: run \`npm run docs:generate\` and commit it.`);
  if (stale.length === 0) console.log(`${Object.keys(pages).length} pages are fresh.`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [file, text] of Object.entries(pages)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  for (const file of unclaimed()) rmSync(file);
  console.log(`${Object.keys(pages).length} pages written`);
}

function rulesIndex(): string {
  const line = ({ id, severity, explain }: (typeof rules)[number]): string =>
    `| [${id}](${id}.md) | ${severity} | ${explain.reports.replaceAll("|", "\\|")} |`;
  return [
    "# Rules",
    "What `valoris check` reports. `valoris explain RULE-ID` prints a page. Severities and parameters are set under `rules:` in",
    "`valoris.config.yaml`; what is meant is said in canon, or expected with a reason: `expect: [{ rule: …, reason: … }]`.",
    "",
    "| rule | severity | reported when |",
    "| --- | --- | --- |",
    ...rules.map(line),
  ].join("\n");
}

/** Pages of rules that are gone. */
function unclaimed(): string[] {
  const folder = "docs/rules";
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`);
  return files.filter((file) => file.endsWith(".md") && !(file in pages));
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").replaceAll("\r\n", "\n");
  } catch {
    return undefined;
  }
}

function endWithNewline(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}
