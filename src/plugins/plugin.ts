import { z } from "zod";
import type { Rule } from "../canon/check/kit/rule.ts";
import type { EventDefinition } from "../events/defineEvent.ts";
import type { Tension } from "../events/tension.ts";
import { ValorisError } from "../events/valorisError.ts";
import { hasOwnWords } from "../events/whatFits.ts";
import type { AnyProjection } from "../projections/defineProjection.ts";
import type { Channel } from "../sim/channels/defineChannel.ts";

/** The fields of events of any type. */
export type AnyTension = Tension<Readonly<Record<string, unknown>>>;

/** What a project adds to valoris: the default export of a module that its configuration names. */
export interface Plugin {
  /** For messages. */
  readonly name: string;
  /** Made by `defineRule`. */
  readonly rules?: readonly Rule[];
  /** Types of event, made by `defineEvent`; their `tension` weighs on nervousness. */
  readonly events?: readonly EventDefinition[];
  /** Numbers of one's own, made by `defineProjection`: `replay` shows them, and `explain` says why they are what they are. */
  readonly projections?: readonly AnyProjection[];
  /** Classes of event that can be simulated, made by `defineChannel`; a model may set their parameters. */
  readonly channels?: readonly Channel[];
  /** Weights for types that are there already, in place of their own; of several, the first that applies counts. */
  readonly tensions?: Readonly<Record<string, AnyTension | readonly AnyTension[]>>;
}

/**
 * Defines a plugin: rules, types of event, projections, channels and weights of one's own. Its module exports it as default, and `plugins:` in
 * valoris.config.yaml names the module; a program passes `withPlugins([plugin])` on to what reads and checks canon.
 *
 * @throws ValorisError `plugin/invalid`
 * @example
 * import { defineEvent } from "valoris";
 * import { checkCanon, chronicleOf, definePlugin, loadCanon, withPlugins } from "valoris/canon";
 * import { z } from "zod";
 *
 * const GateFailed = defineEvent("GateFailed", {
 *   doc: "A gate fails, and whoever is on their way is lost.",
 *   schema: z.strictObject({ gate: z.string() }),
 *   tension: { mode: "ACCUSE", weight: -4, halfLife: 20, parties: [] },
 * });
 * const gates = definePlugin({ name: "gates", events: [GateFailed] });
 *
 * const text = "events: [{ id: first-failure, type: GateFailed, at: 2387, gate: barzan }]";
 * const loaded = loadCanon([{ path: "gates.yaml", text }], withPlugins([gates]));
 * const { findings } = checkCanon(loaded, await chronicleOf(loaded), withPlugins([gates]));
 * console.log(findings.length); // 0
 */
export function definePlugin(plugin: Plugin): Plugin {
  return readPlugin(plugin);
}

/**
 * What a module exports, if it is a plugin.
 *
 * @throws ValorisError `plugin/invalid`
 */
export function readPlugin(exported: unknown): Plugin {
  if (isPlugin(exported)) return exported;
  const [issue] = pluginShape.safeParse(exported, { reportInput: true }).error?.issues ?? [];
  const path = (issue?.path ?? []).map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`));
  const what = path.length === 0 ? "it" : `\`${path.join("").replace(/^\./, "")}\``;
  throw new ValorisError(
    "plugin/invalid",
    `This is no plugin: ${what} ${issue !== undefined && hasOwnWords(issue) ? issue.message : "is wrong"}.`,
    {
      help: "Export one as default: export default definePlugin({ name, rules: [defineRule(…)], events: [defineEvent(…)] }).",
    },
  );
}

const isPlugin = (value: unknown): value is Plugin => pluginShape.safeParse(value).success;

const callable = z.custom<object>((value) => typeof value === "function", "has to be a function");
const text = z.string("has to be text").min(1, "has to be text");
const number = z.number("has to be a number");
const names = z.array(text, "has to be a list of field names");

const RULE = "has to be a rule, made by defineRule";
const parameterShape = z.looseObject(
  {
    default: z.union(
      [z.number(), z.boolean(), z.array(z.string()), z.record(z.string(), z.number())],
      "has to be a number, true or false, a list of texts, or a mapping to numbers",
    ),
    about: text,
  },
  "has to have a `default` and say what it is `about`",
);
const ruleShape = z.looseObject(
  {
    id: text.regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "has to be group/name, in a–z, 0–9 and hyphens"),
    severity: z.enum(["error", "warning", "info"], "has to be error, warning or info"),
    confidence: z.enum(["certain", "likely", "possible"], "has to be certain, likely or possible"),
    explain: z.looseObject({ reports: text, wrong: text, right: text }, "has to have `reports`, `wrong` and `right`"),
    parameters: z.record(z.string(), parameterShape, RULE),
    check: callable,
  },
  RULE,
);

const tensionShape = z.looseObject(
  {
    mode: text,
    weight: number,
    halfLife: z.number("has to be days, more than 0").positive("has to be days, more than 0").optional(),
    actors: names.optional(),
    parties: names,
    when: callable.optional(),
    intensity: callable.optional(),
    credence: callable.optional(),
  },
  "has to be a weight: { mode, weight, parties }",
);

const EVENT = "has to be a type of event, made by defineEvent";
const eventShape = z.looseObject(
  {
    type: text.regex(/^[A-Z][A-Za-z0-9]*$/, "has to be a name such as GateFailed"),
    doc: text,
    version: z.int(EVENT),
    schema: z.custom<z.ZodObject>(isObjectSchema, "has to be a z.strictObject({ … }) of zod 4"),
    tensions: z.array(tensionShape, EVENT),
    upcast: callable,
    references: callable,
    spanReferences: callable,
  },
  EVENT,
);

const handlers = z.record(z.string(), callable, "has to be a mapping to functions").optional();
const PROJECTION = "has to be a projection, made by defineProjection";
const projectionShape = z.looseObject(
  {
    name: text.regex(/^[a-z][A-Za-z0-9]*$/, "has to be a name such as gateTraffic"),
    version: z.int("has to be a whole number"),
    initial: callable,
    on: handlers,
    when: handlers,
    each: callable.optional(),
    view: callable,
    explain: callable.optional(),
  },
  PROJECTION,
);

const CHANNEL = "has to be a channel, made by defineChannel";
const channelShape = z.looseObject(
  {
    name: text.regex(/^[a-z][A-Za-z0-9]*$/, "has to be a name such as gateFailure"),
    event: z.union([text, names], "has to be a type of event, or a list of them"),
    about: text,
    parameters: z.record(
      z.string(),
      z.looseObject(
        { value: number, prior: z.tuple([number, number], "has to be [low, high]"), source: text, about: text },
        "has to be { value, prior, source, about }",
      ),
      CHANNEL,
    ),
    actors: callable,
    rate: callable,
    bound: callable,
    mark: z.looseObject({ write: callable, identify: callable }, "has to have `write` and `identify`"),
  },
  CHANNEL,
);

const BRINGS = ["name", "rules", "events", "projections", "channels", "tensions"];

const pluginShape = z.strictObject(
  {
    name: text,
    rules: z.array(ruleShape, "has to be a list of rules").optional(),
    events: z.array(eventShape, "has to be a list of types of event").optional(),
    projections: z.array(projectionShape, "has to be a list of projections").optional(),
    channels: z.array(channelShape, "has to be a list of channels").optional(),
    tensions: z
      .record(z.string(), z.union([tensionShape, z.array(tensionShape)], "has to be a weight or a list of weights"))
      .optional(),
  },
  {
    error: ({ code, ...issue }) =>
      code === "unrecognized_keys"
        ? `has \`${String(issue["keys"])}\`, and may have ${BRINGS.slice(0, -1).join(", ")} and ${BRINGS.at(-1) ?? ""}`
        : "is no object",
  },
);

/** Of whichever copy of zod the plugin has. */
function isObjectSchema(value: unknown): boolean {
  const inner: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "_zod") : undefined;
  const def: unknown = typeof inner === "object" && inner !== null ? Reflect.get(inner, "def") : undefined;
  return typeof def === "object" && def !== null && Reflect.get(def, "type") === "object";
}
