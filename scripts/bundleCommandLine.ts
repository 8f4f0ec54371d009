/**
 * The command line as few files, which Node loads many times faster than a thousand modules; each command loads those that it needs.
 * The library stays modules, and so does what needs files of its own beside it.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import { type InputOptions, type Plugin, rolldown } from "rolldown";
import { AT_ONCE } from "../src/cli/atOnce.ts";

const OUT = "dist/cli";
/** What runs, what threads run, and what tests run within their process. */
const ENTRIES = ["main", "run", "terminal", "program", "lsp/worker", "plugins/probe"];

const FROM: InputOptions = {
  platform: "node",
  external: ["lmdb", "piscina", /^vscode-languageserver/],
  resolve: {
    alias: {
      // For Node, rxjs names a build of which nothing can be left out.
      rxjs: resolve("node_modules/rxjs/dist/esm/index.js"),
      // Asks for randomness where it draws, and not where it is loaded.
      nanoid: resolve("node_modules/nanoid/index.browser.js"),
      // Looks for a native part where it is loaded, and reads our logs no faster with it.
      msgpackr: resolve("node_modules/msgpackr/index.js"),
    },
  },
  get plugins() {
    return [builtInsWhenUsed, modulesKeepTheirPlace];
  },
};

export async function bundleCommandLine(): Promise<void> {
  const checking = await loadedBy("src/cli/start.ts", "src/cli/check.ts");
  const bundle = await rolldown({
    ...FROM,
    input: Object.fromEntries(ENTRIES.map((entry) => [entry, `src/cli/${entry}.ts`])),
  });
  const { output } = await bundle.write({
    dir: OUT,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
    codeSplitting: { groups: [{ name: "checking", test: (id) => checking.has(id) }] },
  });
  await bundle.close();
  const modules = output.flatMap((one) => (one.type === "chunk" ? one.moduleIds : []));
  writeFileSync(join(OUT, "licenses.txt"), licensesOf(modules));
  writeFileSync(join(OUT, AT_ONCE), JSON.stringify({ ...printedBy("--version", "-V"), ...printedBy("--help", "-h") }));
}

/** Modules of which something is left where these are all that is asked for: what is dynamically imported is not. */
async function loadedBy(...input: readonly string[]): Promise<ReadonlySet<string>> {
  const bundle = await rolldown({ ...FROM, input: [...input] });
  const { output } = await bundle.generate({ format: "esm" });
  await bundle.close();
  const chunks = new Map(output.flatMap((one) => (one.type === "chunk" ? [[one.fileName, one] as const] : [])));
  const loaded = new Set([...chunks.values()].filter(({ isDynamicEntry, isEntry }) => isEntry && !isDynamicEntry));
  for (const { imports } of loaded)
    for (const chunk of imports.flatMap((name) => chunks.get(name) ?? [])) loaded.add(chunk);
  return new Set([...loaded].flatMap(({ moduleIds }) => moduleIds));
}

/** What the packages ask for whose code is in these modules: their licenses with it. */
function licensesOf(modules: readonly string[]): string {
  const found = modules.flatMap((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? []);
  const folders = [...new Set(found)].sort();
  return folders
    .map((folder) => {
      const { name, version }: { name: string; version: string } = JSON.parse(
        readFileSync(join(folder, "package.json"), "utf8"),
      );
      const license = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
      if (license === undefined) throw new Error(`${name} comes without its license, and cannot be bundled.`);
      return `${name} ${version}\n\n${readFileSync(join(folder, license), "utf8").trim()}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}

/** What each of some words prints that mean the same. */
function printedBy(...words: readonly [string, ...string[]]): Readonly<Record<string, string>> {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(OUT, "main.js"), words[0]], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`valoris ${words[0]} failed:\n${stderr}`);
  return Object.fromEntries(words.map((word) => [word, stdout]));
}

const isOurs = (id: string): boolean => id.startsWith(resolve("src") + sep);

const PLACE = "valoris-place:";

/** `import.meta.url` stays the place that a module would have in dist/, from where it finds what lies beside it. */
const modulesKeepTheirPlace: Plugin = {
  name: "modules-keep-their-place",
  transform(code, id) {
    if (!isOurs(id) || !code.includes("import.meta.url")) return null;
    const inside = relative("src", id).split(sep).join("/");
    const place = JSON.stringify(`${PLACE}${inside.replace(/\.ts$/, ".js")}`);
    return { code: code.replaceAll("import.meta.url", `new URL(${place}, import.meta.url).href`), map: null };
  },
  renderChunk(code, { fileName }) {
    if (!code.includes(PLACE)) return null;
    const from = dirname(posix.join("cli", fileName));
    const moved = (_: string, place: string): string => posix.relative(from, place);
    return { code: code.replaceAll(new RegExp(`${PLACE}([^"]+)`, "g"), moved), map: null };
  },
};

const BUILT_IN = "\0built-in:";

/**
 * Node's own modules, loaded where something of them is first used: an import costs more than most commands do, since that of `node:fs` loads
 * streams, and `node:child_process`, which commander asks for, sockets.
 */
const builtInsWhenUsed: Plugin = {
  name: "built-ins-when-used",
  resolveId: {
    order: "pre",
    handler: (source, importer = "") =>
      isBuiltin(source) && (isOurs(importer) || source === "node:child_process") ? `${BUILT_IN}${source}` : null,
  },
  load(id) {
    if (!id.startsWith(BUILT_IN)) return null;
    const name = id.slice(BUILT_IN.length);
    const parts = Object.keys(process.getBuiltinModule(name) ?? {});
    const loaded = `process.getBuiltinModule(${JSON.stringify(name)})`;
    return `module.exports = {\n${parts.map((part) => `  get ${part}() { return ${loaded}.${part}; },\n`).join("")}};\n`;
  },
};
