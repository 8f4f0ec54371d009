import { catalogue as builtInCatalogue } from "../../../events/catalogue/catalogue.ts";
import { closest } from "../../../events/closest.ts";
import { type Catalogue, createCatalogue } from "../../../events/createCatalogue.ts";
import { ValorisError } from "../../../events/valorisError.ts";
import type { Plugin } from "./plugin.ts";
import type { Rule } from "../kit/rule.ts";
import { rules as builtInRules } from "../rules/rules.ts";

/** What canon is read and checked by. */
export interface CanonMeans {
  readonly catalogue: Catalogue;
  readonly rules: readonly Rule[];
}

export const BUILT_IN: CanonMeans = { catalogue: builtInCatalogue, rules: builtInRules };

/**
 * All that comes with valoris and with plugins, as options for `readCanon`, `checkFiles` and the like.
 *
 * @throws ValorisError `plugin/duplicate`, `plugin/unknown-type`
 */
export const withPlugins = (plugins: readonly Plugin[]): CanonMeans =>
  plugins.reduce((known, plugin) => addPlugin(known, plugin), BUILT_IN);

/** @throws ValorisError `plugin/duplicate`, `plugin/unknown-type` */
export function addPlugin({ catalogue, rules }: CanonMeans, plugin: Plugin): CanonMeans {
  const { name, events = [], rules: added = [], tensions = {} } = plugin;
  refuseKnown(
    name,
    "rule",
    added.map(({ id }) => id),
    new Set(rules.map(({ id }) => id)),
  );
  refuseKnown(
    name,
    "type of event",
    events.map(({ type }) => type),
    new Set(catalogue.definitions.keys()),
  );
  const extended = events.length === 0 ? catalogue : catalogue.extend(events);
  return { catalogue: withTensions(extended, name, tensions), rules: [...rules, ...added] };
}

function refuseKnown(plugin: string, what: string, ids: readonly string[], known: ReadonlySet<string>): void {
  const seen = new Set(known);
  for (const id of ids) {
    if (seen.has(id))
      throw new ValorisError(
        "plugin/duplicate",
        `The plugin ${plugin} brings the ${what} ${id}, which is there already.`,
        {
          help: "Give it another name.",
        },
      );
    seen.add(id);
  }
}

function withTensions(catalogue: Catalogue, plugin: string, tensions: NonNullable<Plugin["tensions"]>): Catalogue {
  const types = Object.keys(tensions);
  if (types.length === 0) return catalogue;
  for (const type of types) {
    if (catalogue.definitions.has(type)) continue;
    const suggestion = closest(type, catalogue.definitions.keys());
    throw new ValorisError(
      "plugin/unknown-type",
      `The plugin ${plugin} weighs ${type}, and there is no such type of event.`,
      {
        help: suggestion === undefined ? "Define it with defineEvent." : `Did you mean ${suggestion}?`,
      },
    );
  }
  return createCatalogue(
    [...catalogue.definitions.values()].map((definition) => {
      const own = tensions[definition.type];
      return own === undefined ? definition : { ...definition, tensions: [own].flat() };
    }),
    catalogue.calendars,
  );
}
