/** Own rules and own weights, in the words of a user whose compiler is as strict as it can be. */
import { acts, type Calendars, catalogue, defineEvent, refers } from "valoris";
import {
  checkFiles,
  definePlugin,
  defineRule,
  type Likelihood,
  registers,
  type Plugin,
  type Register,
  type RuleReport,
  type Rule,
  type RuleContext,
  withPlugins,
  writtenDate,
} from "valoris/canon";
import { z } from "zod";

const GateFailed = defineEvent("GateFailed", {
  doc: "A gate fails.",
  schema: z.strictObject({ system: refers("system"), by: acts("faction").optional() }),
  tension: { mode: "COERCE", weight: -5, parties: ["by"], when: ({ by }) => by !== undefined },
});

/** Somebody else's register, on top of one that comes with valoris. */
const gateRegister: Register<ReadonlyMap<string, number>> = {
  name: "gates",
  build: ({ eventsOf }, use) => {
    const entities: registers.Entities = use(registers.entities);
    const gates = new Map<string, number>();
    for (const { data } of eventsOf([GateFailed.type])) {
      const { system } = GateFailed.schema.parse(data);
      gates.set(entities.canonical(system), (gates.get(system) ?? 0) + 1);
    }
    return gates;
  },
};

function reportOf({ settings }: RuleContext<unknown>, event: string, likelihood: Likelihood): RuleReport {
  const rank: number | undefined = settings.ranks["page"];
  return { message: `${rank}`, likelihood, events: [event], entities: [], at: [{ event, role: "here" }] };
}

const failsAgain = defineRule({
  id: "gates/fails-again",
  severity: "warning",
  parameters: {
    most: { default: 2, about: "Failures of one gate." },
    spared: { default: ["riverside"], about: "Gates that are always broken." },
  },
  explain: { reports: "A gate fails too often.", wrong: "…", right: "…" },
  check: (context) => {
    const most: number = context.parameters.most;
    const spared: readonly string[] = context.parameters.spared;
    const gates = context.register(gateRegister);
    const lifespans = context.register(registers.lifespans);
    context.register(registers.offices).get("speaker")?.tenures[0]?.holder.toUpperCase();
    const memberships = context.register(registers.memberships);
    return {
      when: {
        GateFailed: (event) => {
          const { system } = GateFailed.schema.parse(event.data);
          memberships.against("ada", "league", event)?.how.toUpperCase();
          const { likelihood = "no" } = lifespans.afterEnd(event, system) ?? {};
          if ((gates.get(system) ?? 0) > most && !spared.includes(system))
            context.report({ ...reportOf(context, event.id, likelihood), message: writtenDate(event.at) });
        },
      },
    };
  },
});
const rules: readonly Rule[] = [failsAgain];

const gates: Plugin = definePlugin({
  name: "gates",
  rules,
  events: [GateFailed],
  tensions: {
    Noted: { mode: "CONSULT", weight: 1, parties: [], intensity: (data) => (data["about"] === "gate" ? 2 : 1) },
  },
});

const calendars: Calendars = { stardate: [{ from: "1000.0", to: "9999.9", begins: "2265-01-01", perYear: 1000 }] };
const known = withPlugins([gates]);
const { findings } = await checkFiles("canon.yaml", {
  ...known,
  catalogue: known.catalogue.withCalendars(calendars),
  severities: { gates: "info", "gates/fails-again": "off" },
  parameters: { "gates/fails-again": { most: 3 } },
  settings: { lifespans: { vulcan: 250 }, ranks: { page: 1 } },
});
console.log(findings[0]?.message, catalogue.definitions.size);

// @ts-expect-error A plugin has a name.
definePlugin({ rules: [] });
// @ts-expect-error A weight has parties.
definePlugin({ name: "wrong", tensions: { Noted: { mode: "CONSULT", weight: 1 } } });
