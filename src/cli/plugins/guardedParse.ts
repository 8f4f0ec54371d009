import { catalogue as builtIn, type Catalogue, ValorisError } from "../../index.ts";

/** A schema of somebody else's that throws, instead of refusing, is their mistake and not ours. */
export const guardedParse = (catalogue: Catalogue): Catalogue => ({
  ...catalogue,
  withCalendars: (calendars) => guardedParse(catalogue.withCalendars(calendars)),
  parse(flat) {
    try {
      return catalogue.parse(flat);
    } catch (error) {
      const type = String(flat["type"]);
      if (error instanceof ValorisError || builtIn.definitions.has(type)) throw error;
      const message = error instanceof Error ? error.message : String(error);
      throw new ValorisError("plugin/failed", `The schema of ${type}, from a plugin, failed: ${message}.`, {
        cause: error,
        help: "It is the plugin that has to be mended.",
      });
    }
  },
});
