import { relative, resolve } from "node:path";
import { channels, type Model, modelOf, type ModelFile, modelSchema, ValorisError } from "../index.ts";
import { configError, openConfigFile } from "./config/configFile.ts";
import { configIssues } from "./config/configIssues.ts";

/** A model that was read from a file, and where in it a mistake comes from that shows only when it runs. */
export interface LoadedModel {
  readonly model: Model;
  /** An error of the engine, at the parameters that it comes from. */
  readonly placed: (error: unknown) => unknown;
}

/** @throws ValorisError `sim/model` with the line of the first mistake, `config/unreadable` */
export function loadModel(path: string): LoadedModel {
  const full = resolve(path);
  const shown = relative(process.cwd(), full) || path;
  const schema = modelSchema(channels);
  const { file, value } = open(shown, full);
  const parsed = schema.safeParse(value ?? {}, { reportInput: true });
  if (!parsed.success) {
    const [first, ...others] = configIssues(parsed.error.issues, schema);
    if (first !== undefined) throw asModelError(configError([first, ...others], file));
  }
  return {
    model: modelOf(parsed.data as ModelFile, channels),
    placed(error) {
      if (!(error instanceof ValorisError) || error.at !== undefined) return error;
      const { code, message, help, details } = error;
      const channel = details?.["channel"];
      const at =
        code === "sim/unstable"
          ? file.place(["excitation"])
          : code.startsWith("sim/") && typeof channel === "string"
            ? file.place(["parameters", channel])
            : undefined;
      if (at === undefined) return error;
      return new ValorisError(code, message, { at, ...(help === undefined ? {} : { help }) });
    },
  };
}

function open(shown: string, full: string) {
  try {
    const file = openConfigFile(shown, full);
    return { file, value: file.value };
  } catch (error) {
    throw error instanceof ValorisError ? asModelError(error) : error;
  }
}

/** What is wrong with a model is not wrong with the configuration. */
function asModelError({ code, message, help, at, cause }: ValorisError): ValorisError {
  const words = message.replace(/^The configuration/, "A model");
  return new ValorisError(code === "config/invalid" ? "sim/model" : code, words, {
    cause,
    ...(help === undefined ? {} : { help: help.replace("The configuration", "A model") }),
    ...(at === undefined ? {} : { at }),
  });
}
