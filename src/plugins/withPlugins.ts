import type { Rule } from "../canon/check/kit/rule.ts";
import { rules as builtInRules } from "../canon/check/rules/rules.ts";
import { catalogue as builtInCatalogue } from "../events/catalogue/catalogue.ts";
import { closest } from "../events/closest.ts";
import { type Catalogue, createCatalogue } from "../events/createCatalogue.ts";
import { ValorisError } from "../events/valorisError.ts";
import { METRICS } from "../projections/bindChronicle.ts";
import type { AnyProjection } from "../projections/defineProjection.ts";
import type { Channel } from "../sim/channels/defineChannel.ts";
import type { Plugin } from "./plugin.ts";

/** What canon is read, checked, folded and simulated by. */
export interface CanonMeans {
  readonly catalogue: Catalogue;
  readonly rules: readonly Rule[];
  /** Beside those that come with valoris, as are the channels. */
  readonly projections: readonly AnyProjection[];
  readonly channels: readonly Channel[];
}

export const BUILT_IN: CanonMeans = {
  catalogue: builtInCatalogue,
  rules: builtInRules,
  projections: [],
  channels: [],
};

/**
 * All that comes with valoris and with plugins, as options for `readCanon`, `checkFiles` and the like.
 *
 * @throws ValorisError `plugin/duplicate`, `plugin/unknown-type`
 */
export const withPlugins = (plugins: readonly Plugin[]): CanonMeans =>
  plugins.reduce((known, plugin) => addPlugin(known, plugin), BUILT_IN);

/** @throws ValorisError `plugin/duplicate`, `plugin/unknown-type` */
export function addPlugin(known: CanonMeans, plugin: Plugin): CanonMeans {
  const { name, events = [], rules = [], projections = [], channels = [], tensions = {} } = plugin;
  const refuse = (what: string, added: readonly string[], taken: Iterable<string>): void =>
    refuseKnown(name, what, added, new Set(taken));
  const nameOf = (named: { readonly name: string }): string => named.name;
  refuse(
    "rule",
    rules.map(({ id }) => id),
    known.rules.map(({ id }) => id),
  );
  refuse(
    "type of event",
    events.map(({ type }) => type),
    known.catalogue.definitions.keys(),
  );
  refuse("projection", projections.map(nameOf), [...WORLD, ...known.projections.map(nameOf)]);
  refuse("channel", channels.map(nameOf), known.channels.map(nameOf));
  const extended = events.length === 0 ? known.catalogue : known.catalogue.extend(events);
  for (const type of channels.flatMap(({ event }) => event)) refuseUnknown(extended, name, `simulates ${type}`, type);
  return {
    catalogue: withTensions(extended, name, tensions),
    rules: [...known.rules, ...rules],
    projections: [...known.projections, ...projections],
    channels: [...known.channels, ...channels],
  };
}

/** Names that a world has for something else. */
const WORLD = [...METRICS, "facts", "at", "timeline", "events", "stateHash"];

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
  for (const type of types) refuseUnknown(catalogue, plugin, `weighs ${type}`, type);
  return createCatalogue(
    [...catalogue.definitions.values()].map((definition) => {
      const own = tensions[definition.type];
      return own === undefined ? definition : { ...definition, tensions: [own].flat() };
    }),
    catalogue.calendars,
  );
}

function refuseUnknown({ definitions }: Catalogue, plugin: string, does: string, type: string): void {
  if (definitions.has(type)) return;
  const suggestion = closest(type, definitions.keys());
  throw new ValorisError("plugin/unknown-type", `The plugin ${plugin} ${does}, and there is no such type of event.`, {
    help: suggestion === undefined ? "Define it with defineEvent." : `Did you mean ${suggestion}?`,
  });
}
