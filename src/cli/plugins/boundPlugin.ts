import type { Plugin, AnyTension } from "../../doors/canon.ts";
import { type EventDefinition, type Tension, ValorisError } from "../../index.ts";
import type { TimeLimit } from "./timeLimit.ts";

/** A plugin whose weights can neither go on for ever nor break anything without saying whose they are. */
export function boundPlugin(plugin: Plugin, path: string, limit: TimeLimit): Plugin {
  const { events, tensions } = plugin;
  const bound =
    <Data>(type: string) =>
    (tension: Tension<Data>) =>
      boundTension(tension, limit, failure(type, path));
  return {
    ...plugin,
    ...(events === undefined
      ? {}
      : {
          events: events.map(
            (definition): EventDefinition => ({
              ...definition,
              tensions: definition.tensions.map(bound(definition.type)),
              upcast: (data, version) => {
                try {
                  return definition.upcast(data, version);
                } catch (error) {
                  throw failure(definition.type, path)("upcast", error);
                }
              },
            }),
          ),
        }),
    ...(tensions === undefined
      ? {}
      : {
          tensions: Object.fromEntries(
            Object.entries(tensions).map(([type, own]) => [type, [own].flat().map(bound<EventFields>(type))]),
          ),
        }),
  };
}

type EventFields = AnyTension extends Tension<infer Data> ? Data : never;
type Fail = (part: string, error: unknown) => ValorisError;

const failure =
  (type: string, path: string): Fail =>
  (part, error) =>
    new ValorisError(
      "plugin/failed",
      `\`${part}\` of ${type}, from the plugin ${path}, failed: ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error, help: "It is the plugin that has to be mended." },
    );

function boundTension<Data>(tension: Tension<Data>, limit: TimeLimit, fail: Fail): Tension<Data> {
  const { when, intensity, credence } = tension;
  const bounded =
    <Value, Args extends readonly unknown[]>(
      part: string,
      ask: (...about: Args) => Value,
      otherwise: Value,
      isRight: (value: Value) => boolean,
    ) =>
    (...about: Args): Value => {
      let value = otherwise;
      try {
        limit(() => {
          value = ask(...about);
        });
        if (!isRight(value)) throw new Error(`it gives ${String(value)}`);
      } catch (error) {
        throw fail(part, error);
      }
      return value;
    };
  return {
    ...tension,
    ...(when === undefined ? {} : { when: bounded("when", when, false, () => true) }),
    ...(intensity === undefined ? {} : { intensity: bounded("intensity", intensity, 0, Number.isFinite) }),
    ...(credence === undefined ? {} : { credence: bounded("credence", credence, 0, Number.isFinite) }),
  };
}
