import { resolve } from "node:path";
import {
  calendarsOf,
  type CheckOptions,
  type CanonMeans,
  type Plugin,
  type ReadCanonOptions,
  withPlugins,
} from "../doors/canon.ts";
import { type Catalogue, ValorisError } from "../index.ts";
import { type Config, CONFIG, readConfig } from "./config.ts";
import { ruleChoices } from "./config/ruleChoices.ts";
import type { TimeLimit } from "./plugins/timeLimit.ts";

/** What a configuration says, as options for whatever reads and checks canon. */
export interface Settings {
  readonly reading: Pick<Required<ReadCanonOptions>, "catalogue" | "projections"> &
    Pick<ReadCanonOptions, "approximationYears">;
  readonly checking: Pick<Required<CheckOptions>, "rules"> &
    Pick<CheckOptions, "severities" | "parameters" | "settings" | "guard" | "hasOthers">;
  /** Plugins': beside those that come with valoris. */
  readonly channels: CanonMeans["channels"];
  /** Plugins that the configuration names, and that were not loaded. */
  readonly withheld: readonly string[];
}

export interface SettingsOptions {
  /** Plugins are programs of whoever wrote the configuration: those of which this does not hold are left alone; all if absent. */
  readonly mayRun?: (plugin: string) => boolean;
  /** In place of the nearest one of the folder. */
  readonly config?: Config | undefined;
}

/**
 * What the nearest configuration of a folder says, its plugins loaded; what comes with valoris where there is none.
 *
 * @throws ValorisError `config/…`, `plugin/…`
 */
export async function readSettings(
  folder: string = process.cwd(),
  { mayRun = () => true, ...given }: SettingsOptions = {},
): Promise<Settings> {
  const config = "config" in given ? given.config : readConfig(folder);
  if (config === undefined)
    return {
      reading: { catalogue: BUILT_IN.catalogue, projections: [] },
      checking: { rules: BUILT_IN.rules },
      channels: [],
      withheld: [],
    };
  const { data } = config;
  const withheld = [data.plugins ?? []].flat().filter((plugin) => !mayRun(plugin));
  const [{ createTimeLimit }, { guardedParse }] = await Promise.all([
    import("./plugins/timeLimit.ts"),
    import("./plugins/guardedParse.ts"),
  ]);
  const limit = createTimeLimit(data.pluginTimeout);
  const known = await knowledgeOf(config, limit, mayRun);
  const catalogue = withCalendars(known.catalogue, config);
  const { approximationYears } = data.dates ?? {};
  return {
    reading: {
      catalogue: known === BUILT_IN ? catalogue : guardedParse(catalogue),
      projections: known.projections,
      ...(approximationYears === undefined ? {} : { approximationYears }),
    },
    checking: {
      rules: known.rules,
      ...ruleChoices(config, known.rules, withheld.length > 0),
      ...(withheld.length === 0 ? {} : { hasOthers: true }),
      settings: { lifespans: lifespansOf(data), ranks: data.ranks ?? {} },
      guard: (_rule, work) => limit(work),
    },
    channels: known.channels,
    withheld,
  };
}

const BUILT_IN = withPlugins([]);

/** Built-in and plugins', in the order in which the configuration names them. */
async function knowledgeOf(config: Config, limit: TimeLimit, mayRun: (plugin: string) => boolean): Promise<CanonMeans> {
  const { plugins, pluginTimeout } = config.data;
  if (plugins === undefined) return BUILT_IN;
  const loaded: Plugin[] = [];
  const [{ loadPlugin }, { boundPlugin }] = await Promise.all([
    import("./plugins/loadPlugin.ts"),
    import("./plugins/boundPlugin.ts"),
  ]);
  let known = BUILT_IN;
  for (const [index, name] of [plugins].flat().entries()) {
    if (!mayRun(name)) continue;
    const at = config.place(Array.isArray(plugins) ? ["plugins", index] : ["plugins"]);
    const plugin = await loadPlugin({ name, config: resolve(config.folder, CONFIG), at, seconds: pluginTimeout });
    try {
      loaded.push(boundPlugin(plugin, name, limit));
      known = withPlugins(loaded);
    } catch (error) {
      if (!(error instanceof ValorisError)) throw error;
      const { code, message, help } = error;
      throw new ValorisError(code, `${name}: ${message}`, { at, ...(help === undefined ? {} : { help }) });
    }
  }
  return known;
}

function withCalendars(catalogue: Catalogue, { data: { calendars }, refuse }: Config): Catalogue {
  if (calendars === undefined) return catalogue;
  try {
    return catalogue.withCalendars(calendarsOf(calendars));
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    const { message, help, details } = error;
    const path = Array.isArray(details["path"]) ? ["calendars", ...details["path"]] : ["calendars"];
    return refuse({ path, part: "value", message, ...(help === undefined ? {} : { help }) });
  }
}

const lifespansOf = ({ species = {} }: Config["data"]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(species).map(([id, said]) => [id, typeof said === "number" ? said : said.lifespan]),
  );
