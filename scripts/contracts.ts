/** Holds `docs/contracts.md` against the pages that it quotes and the tests that it names. */
import { testTitles } from "./testTitles.ts";

export const CONTRACTS = "docs/contracts.md";

/** Where all of a page stands for its sections: pages that are written by the code. */
const WHOLE_PAGE = "all of it";

/** The page of which each section is a file with doc comments. */
const COMMENTS = "src";

export interface Repository {
  /** The pages that readers are given, from the root. */
  readonly pages: readonly string[];
  /** The text of a file; undefined where there is none. */
  readonly read: (file: string) => string | undefined;
}

/** A row of a table: what a section of a page promises, and what holds it. */
interface Row {
  readonly line: number;
  readonly page: string;
  readonly section: string;
  /** The page's own words; empty where the section promises nothing. */
  readonly promise: string;
  /** Links to tests; where nothing is promised, why. */
  readonly heldBy: string;
}

/** What is wrong with the page of contracts, a line each. */
export function contractFlaws(contracts: string, repository: Repository): readonly string[] {
  const rows = rowsOf(contracts);
  const titlesOf = remembered((file: string) => {
    const text = repository.read(file);
    return text === undefined ? undefined : testTitles(file, text);
  });
  const sectionsOf = remembered((page: string) => sectionsOfPage(repository.read(page) ?? ""));
  const commentsOf = remembered((file: string) => {
    const text = repository.read(file);
    return text === undefined ? undefined : plain(withoutStars(text));
  });
  const scripts: Readonly<Record<string, string>> = JSON.parse(repository.read("package.json") ?? "{}").scripts ?? {};

  const wrongRows = rows.flatMap((row) => {
    const place = `${CONTRACTS}:${row.line}`;
    const text = row.page === COMMENTS ? commentsOf(row.section) : sectionsOf(row.page).get(row.section);
    if (text === undefined) return [`${place} ${row.page} has no section “${row.section}”`];
    if (row.promise === "") return row.heldBy === "" ? [`${place} neither promises nor says why not`] : [];
    const said = text.includes(row.promise) ? [] : [`${place} “${row.section}” does not say “${row.promise}”`];
    const holders = row.heldBy.split("<br>").map((holder) => holder.trim());
    return [
      ...said,
      ...holders.flatMap((holder) => holderFlaw(holder, titlesOf, scripts) ?? []).map((flaw) => `${place} ${flaw}`),
    ];
  });
  const uncovered = repository.pages.flatMap((page) => {
    const told = new Set(rows.filter((row) => row.page === page).map(({ section }) => section));
    if (told.has(WHOLE_PAGE)) return [];
    const untold = [...sectionsOf(page).keys()].filter((section) => section !== WHOLE_PAGE && !told.has(section));
    return untold.map((section) => `${page} “${section}” is not in ${CONTRACTS}`);
  });
  return [...wrongRows, ...uncovered];
}

/** Why a test is none: `[name](path) › title`, or a script of package.json in backticks. */
function holderFlaw(
  holder: string,
  titlesOf: (file: string) => ReadonlySet<string> | undefined,
  scripts: Readonly<Record<string, string>>,
): string | undefined {
  const script = /^`npm run ([\w:]+)`$/.exec(holder)?.[1];
  if (script !== undefined) return script in scripts ? undefined : `package.json has no script ${script}`;
  const [, path = "", title = ""] = /^\[[^\]]*\]\(([^)]*)\) › (.*)$/.exec(holder) ?? [];
  if (title === "") return `names no test: “${holder}”`;
  const file = path.replace(/^[.][.]\//, "");
  const titles = titlesOf(file);
  if (titles === undefined) return `there is no ${file}`;
  return titles.has(title) ? undefined : `${file} has no test “${title}”`;
}

/** The rows of all tables; a heading names the page of those below it, an empty first cell is the one above. */
function rowsOf(contracts: string): readonly Row[] {
  let page = "";
  let section = "";
  return contracts.split(/\r?\n/).flatMap((text, at) => {
    page = /^## \[([^\]]+)\]/.exec(text)?.[1] ?? page;
    if (page === "" || !text.startsWith("| ") || text.startsWith("| section") || text.startsWith("| ---")) return [];
    const [first = "", promise = "", heldBy = ""] = text
      .slice(1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll("\\|", "|"));
    section = first === "" ? section : first;
    return [{ line: at + 1, page, section, promise: plain(promise), heldBy }];
  });
}

/** By heading, what stands below it up to the next one; what is code in between is no heading. */
function sectionsOfPage(text: string): ReadonlyMap<string, string> {
  const sections = new Map<string, string>([[WHOLE_PAGE, plain(text)]]);
  let heading = "";
  let isCode = false;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("```")) isCode = !isCode;
    const found = isCode ? undefined : /^#+ (.*)$/.exec(line)?.[1];
    heading = found ?? heading;
    sections.set(heading, `${sections.get(heading) ?? ""}\n${found === undefined ? line : ""}`);
  }
  return new Map([...sections].map(([name, body]) => [name, plain(body)]));
}

const withoutStars = (text: string): string => text.replaceAll(/^\s*(?:[/]\*)?\*+[/]?/gm, "");

/** Text without what only makes it look: links, bold, line breaks. */
function plain(text: string): string {
  return text
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll("**", "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function remembered<K, V>(of: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    if (!known.has(key)) known.set(key, of(key));
    return known.get(key) as V;
  };
}
