import { relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Plugin, readPlugin } from "../../doors/canon.ts";
import { held } from "../../idioms/held.ts";
import { formatLocation, type Location, ValorisError } from "../../index.ts";
import { probePlugin, type ProbeResult } from "./probePlugin.ts";

export interface PluginRequest {
  /** A path, or the name of a package. */
  readonly name: string;
  /** The configuration that names it, and where in it. */
  readonly config: string;
  readonly at: Location;
  /** That it may take to load. */
  readonly seconds: number;
}

/**
 * A plugin, once it was seen to load.
 *
 * @throws ValorisError `plugin/not-found`, `plugin/not-loaded`, `plugin/endless`, `plugin/invalid`
 */
export async function loadPlugin({ name, config, at, seconds }: PluginRequest): Promise<Plugin> {
  const request = { specifier: name, parent: pathToFileURL(config).href };
  const probe = await probePlugin(request, seconds);
  if (probe.kind !== "loaded") throw refusal(name, probe, at, seconds);
  const module: Readonly<Record<string, unknown>> = await import(probe.url);
  const own = fileOf(probe.url);
  try {
    if (!("default" in module)) throw new ValorisError("plugin/invalid", "There is no default export.");
    return readPlugin(module["default"]);
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    throw new ValorisError(error.code, `${own}: ${error.message}`, { at, help: error.help ?? HOW });
  }
}

const HOW = "Export a plugin as default: export default definePlugin({ name, rules, events }).";

function refusal(
  name: string,
  probe: Exclude<ProbeResult, { readonly kind: "loaded" }>,
  at: Location,
  seconds: number,
): ValorisError {
  const shown = probe.url === undefined ? name : fileOf(probe.url);
  if (probe.kind === "endless")
    return probe.url === undefined
      ? new ValorisError("plugin/endless", `The plugin ${shown} does not finish loading; it was given ${seconds} s.`, {
          at,
          help: "Look for an endless loop, or an `await` that nothing settles; `pluginTimeout:` gives it more time.",
        })
      : new ValorisError("plugin/endless", `The plugin ${shown} leaves something running when it is loaded.`, {
          at,
          help: "Look for a timer, a server or an open file.",
        });
  if (probe.url === undefined || probe.missing === probe.url)
    return new ValorisError("plugin/not-found", `There is no plugin ${name}: ${firstLine(probe.message)}`, {
      at,
      help: "Name a module relative to the configuration (./house-rules.js), or a package that is installed there.",
    });
  const place = placeIn(probe.url, probe.stack);
  return new ValorisError("plugin/not-loaded", `The plugin ${shown} cannot be loaded: ${firstLine(probe.message)}`, {
    at: place ?? at,
    help: probe.lacksPackages
      ? "Install what it imports beside it: npm install --save-dev valoris zod."
      : place === undefined
        ? "Mend it, or take it out of `plugins:`."
        : `It is named at ${formatLocation(at)}.`,
  });
}

/** Where in the module it was thrown. */
function placeIn(url: string, stack: string): Location | undefined {
  const after = stack.split(url)[1];
  const [, line, column] = /^:(\d+)(?::(\d+))?/.exec(after ?? "") ?? [];
  if (line === undefined) return undefined;
  return { path: fileOf(url), line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
}

const fileOf = (url: string): string => (url.startsWith("file:") ? relative(process.cwd(), fileURLToPath(url)) : url);
const firstLine = (text: string): string =>
  held(text.split("\n")[0])
    .replace(/ imported from .*probe\.[jt]s$/, "")
    .replace(/\.?$/, ".");
