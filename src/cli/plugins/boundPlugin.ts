import type { Plugin, AnyTension } from "../../doors/canon.ts";
import { defined } from "../../idioms/defined.ts";
import { type EventDefinition, type Tension, ValorisError } from "../../index.ts";
import type { TimeLimit } from "./timeLimit.ts";

/**
 * A plugin of which nothing fails without saying whose it is, and whose weights cannot go on for ever. Projections and channels are asked
 * too often for a watch over each call.
 */
export function boundPlugin(plugin: Plugin, path: string, limit: TimeLimit): Plugin {
  const { events, projections, channels, tensions } = plugin;
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
    ...defined({
      projections: projections?.map((own) => named(own, failure(own.name, path))),
      channels: channels?.map((own) => {
        const fail = failure(own.name, path);
        return { ...named(own, fail), mark: named(own.mark, fail) };
      }),
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

/** The same, but that its functions, and those in its mappings, say whose they are when they throw. */
function named<Own extends object>(own: Own, fail: Fail, within = ""): Own {
  const wrapped = Object.entries(own).map(([key, value]: [string, unknown]) => {
    const part = `${within}${key}`;
    if (typeof value === "function")
      return [
        key,
        (...about: readonly unknown[]): unknown => {
          try {
            return Reflect.apply(value, own, about);
          } catch (error) {
            throw error instanceof ValorisError ? error : fail(part, error);
          }
        },
      ] as const;
    const isMapping = (key === "on" || key === "when") && typeof value === "object" && value !== null;
    return [key, isMapping ? named(value, fail, `${part}.`) : value] as const;
  });
  return Object.fromEntries(wrapped) as Own;
}

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
