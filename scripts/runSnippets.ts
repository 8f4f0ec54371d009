import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import type { Snippet } from "./snippets.ts";

const DIRECTORY = ".doctest"; // inside the repository, so that `import "valoris"` is the built package itself
const AT_ONCE = 8;
const WINDOWS = process.platform === "win32";
const run = promisify(execFile);

/**
 * Type-checks and runs snippets; answers one sentence, `file:line` first, for each thing wrong. Each becomes a module in which
 * its code stands on the lines that it has in its page, so that what the compiler and Node say of it is true of the page.
 */
export async function runSnippets(snippets: readonly Snippet[]): Promise<string[]> {
  if (snippets.length === 0) return ["There is not one snippet: nothing was checked."];
  rmSync(DIRECTORY, { recursive: true, force: true });
  mkdirSync(DIRECTORY);
  const files = snippets.map((snippet) => basename(moduleOf(snippet)));
  const compilerOptions = { moduleDetection: "force", types: ["node"] };
  const tsconfig = { extends: "../tsconfig.json", compilerOptions, files, include: [] };
  writeFileSync(join(DIRECTORY, "tsconfig.json"), JSON.stringify(tsconfig));
  for (const snippet of snippets)
    writeFileSync(moduleOf(snippet), `${"\n".repeat(snippet.line - 1)}${snippet.code}\nexport {};\n`);

  const problems = await typeErrors(snippets);
  for (let at = 0; at < snippets.length; at += AT_ONCE)
    problems.push(...(await Promise.all(snippets.slice(at, at + AT_ONCE).map(runtimeErrors))).flat());
  return problems;
}

function moduleOf({ file, line }: Snippet): string {
  return join(DIRECTORY, `${file.replaceAll(/[\\/]/g, "_")}.${line}.ts`);
}

async function typeErrors(snippets: readonly Snippet[]): Promise<string[]> {
  const { failed, text } = await outcome(run("tsc", ["-p", DIRECTORY, "--pretty", "false"], { shell: WINDOWS }));
  if (!failed) return [];
  const pages = new Map(snippets.map((snippet) => [moduleOf(snippet).replaceAll("\\", "/"), snippet.file]));
  const problems = [...text.matchAll(/^(\S+)\((\d+),\d+\): (.*)$/gm)].map(
    ([, module = "", line, message]) => `${pages.get(module) ?? module}:${line} ${message}`,
  );
  return problems.length > 0 ? problems : [text];
}

async function runtimeErrors(snippet: Snippet): Promise<string[]> {
  const module = moduleOf(snippet);
  const { failed, text } = await outcome(
    run(process.execPath, ["--disable-warning=ExperimentalWarning", module], { timeout: 60_000 }),
  );
  if (failed) {
    const at = text.split(module.replaceAll("\\", "/"))[1]?.match(/^:(\d+)/)?.[1] ?? snippet.line;
    return [`${snippet.file}:${at} ${text.match(/^\w*Error\b.*$/m)?.[0] ?? text}`];
  }
  const same = snippet.output === undefined || squeeze(text) === squeeze(snippet.output);
  return same ? [] : [`${snippet.file}:${snippet.line} promises “${snippet.output}”, prints “${text.trim()}”`];
}

async function outcome(running: Promise<{ stdout: string }>): Promise<{ failed: boolean; text: string }> {
  try {
    return { failed: false, text: (await running).stdout };
  } catch (error) {
    const { stdout = "", stderr = "", message = "" } = error as { stdout?: string; stderr?: string; message?: string };
    return { failed: true, text: `${stdout}${stderr}` || message };
  }
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
