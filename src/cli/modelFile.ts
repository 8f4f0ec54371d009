import { relative, resolve } from "node:path";
import { ValorisError } from "../index.ts";
import {
  type Channel,
  channels,
  defaultModel,
  type Model,
  modelOf,
  type ModelFile,
  modelSchema,
} from "../doors/sim.ts";
import { type ConfigFile, configError, openConfigFile } from "./config/configFile.ts";
import { configIssues } from "./config/configIssues.ts";

/** A model, the channels that it is of, and where in its file a mistake comes from that shows only when it runs. */
export interface LoadedModel {
  readonly model: Model;
  readonly channels: readonly Channel[];
  /** An error of the engine, at the parameters that it comes from. */
  readonly placed: (error: unknown) => unknown;
}

/**
 * The model of a file, or the one that comes with valoris; with the channels of plugins.
 *
 * @throws ValorisError `sim/model` with the line of the first mistake, `config/unreadable`
 */
export function loadModel(path: string | undefined, added: readonly Channel[] = []): LoadedModel {
  const all = added.length === 0 ? channels : [...channels, ...added];
  if (path === undefined) return { model: defaultModel(all), channels: all, placed: (error) => error };
  const full = resolve(path);
  const shown = relative(process.cwd(), full) || path;
  const file = openConfigFile(shown, full, { name: "A model", invalid: "sim/model" });
  return { model: modelOf(validated(file, all), all), channels: all, placed: (error) => placedIn(file, error) };
}

/** Does what a model is for; what is wrong with it is told at its place. */
export function atItsPlace<Result>(loaded: LoadedModel, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw loaded.placed(error);
  }
}

function validated(file: ConfigFile, known: readonly Channel[]): ModelFile {
  const schema = modelSchema(known);
  const parsed = schema.safeParse(file.value ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  const [first, ...others] = configIssues(parsed.error.issues, schema, file.kind.name);
  throw configError([first ?? { path: [], part: "value", message: "It is no model." }, ...others], file);
}

function placedIn(file: ConfigFile, error: unknown): unknown {
  if (!(error instanceof ValorisError) || error.at !== undefined) return error;
  const { code, message, help, details, cause } = error;
  const channel = details["channel"];
  if (code !== "sim/unstable" && !(code.startsWith("sim/") && typeof channel === "string")) return error;
  // Acts also hang on what they share.
  const paths =
    code === "sim/unstable" ? [["excitation"]] : [String(channel), "deliberation"].map((name) => ["parameters", name]);
  const at = file.place(paths.find((path) => isWritten(file.value, path)) ?? [], "key");
  return new ValorisError(code, message, { at, details, cause, ...(help === undefined ? {} : { help }) });
}

function isWritten(value: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  return typeof value === "object" && value !== null && name in value && isWritten(Reflect.get(value, name), rest);
}
