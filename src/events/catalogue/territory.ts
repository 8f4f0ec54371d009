import { z } from "zod";
import { defineEvent } from "../defineEvent.ts";
import type { EntityId } from "../envelope.ts";
import { chart, claim, rule } from "../effects.ts";
import { acts, amount, coded, declares, entityShape, name, oneOrMore, refers } from "../fields.ts";

const systems = z.array(refers("system")).min(1);
const owner = refers("faction", "person");
const owners = oneOrMore(owner);

/** Those who own or rule together: who is named first, and the others. */
function together(named: EntityId | readonly EntityId[] = []): readonly [EntityId | undefined, readonly EntityId[]] {
  const [first, ...others] = new Set([named].flat());
  return [first, others];
}

export const systemValue = z.strictObject({
  yards: amount.optional(),
  energy: amount.optional(),
  population: amount.optional(),
  worlds: amount.optional(),
});

export const SystemCharted = defineEvent("SystemCharted", {
  doc: "A system is known: where it lies, what it is worth, who holds it from the beginning.",
  verb: "was charted",
  declares: "system",
  schema: () =>
    z.strictObject({
      system: declares("system"),
      name: name.optional(),
      position: z
        .tuple([z.number(), z.number()])
        .or(z.tuple([z.number(), z.number(), z.number()]))
        .optional(),
      lanes: z.array(refers("system")).optional().describe("Neighbours; a lane runs both ways."),
      region: refers("region").optional(),
      partOf: refers("system")
        .optional()
        .describe("The system that it is a part of, such as a moon or a city; held on its own."),
      value: systemValue.optional().describe("In coding-book units; by default no yard, and one of each other."),
      holder: owners.optional().describe("Several: they own it together, each as much (a condominium)."),
      controller: owners.optional().describe("Who rules it in fact from the beginning, where that is not its holder."),
      ...entityShape,
    }),
  effects: ({ system, holder, controller, ...known }) => {
    const [owner, jointly] = together(holder);
    const [ruler, others] = together(controller);
    const atFirst = { basis: "charted", atFirst: true };
    return [
      chart(system, known),
      ...(owner === undefined ? [] : [rule(system, { sovereign: owner, controller: owner, jointly, ...atFirst })]),
      ...(ruler === undefined ? [] : [rule(system, { controller: ruler, jointly: others, ...atFirst })]),
    ];
  },
});

export const RegionCharted = defineEvent("RegionCharted", {
  doc: "A region of space is known.",
  verb: "was charted",
  declares: "region",
  schema: () =>
    z.strictObject({
      region: declares("region"),
      name: name.optional(),
      systems: z.array(refers("system")).optional(),
      ...entityShape,
    }),
  effects: ({ region, systems = [] }) => systems.map((system) => chart(system, { region })),
});

/** Correlates of War, Territorial Change v6, `procedur` (Tir, Schafer, Diehl & Goertz 1998). */
export const PROCEDURES = {
  1: "conquest",
  2: "annexation",
  3: "cession",
  4: "secession",
  5: "unification",
  6: "mandate",
} as const;

/** Conquest and mandate give the land, not the title to it. */
const IN_FACT_ONLY: ReadonlySet<number> = new Set([1, 6]);

const SEIZED = {
  mode: "COERCE seize",
  weight: -7,
  cameo: "192",
  goldstein: -9.5,
  halfLife: 365,
  actors: ["to"],
  parties: ["to", "from", "systems"],
} as const;

/** What weighs on as long as one of those who took it rules it. */
const occupiedBy = (systems: readonly EntityId[], to: EntityId | readonly EntityId[] = []) =>
  [to].flat().flatMap((by) => systems.map((system) => ({ occupied: system, by })));

export const TerritoryTransferred = defineEvent("TerritoryTransferred", {
  doc: "Systems pass to another owner: by cession and its like in law and in fact, by conquest or mandate in fact only.",
  schema: () =>
    z.strictObject({
      systems,
      to: owners.describe("Several: they own it together from then on, each as much (a condominium)."),
      from: owner.optional().describe("Of several who own it together, one."),
      procedure: coded(
        z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6)]),
        PROCEDURES,
      )
        .optional()
        .describe(
          `${Object.entries(PROCEDURES)
            .map(([code, name]) => `${code} ${name}`)
            .join(", ")}. Absent: nobody says how; taken to be in law and in fact.`,
        ),
      retaken: z.boolean().optional().describe("They had been the new owner's before."),
    }),
  effects: ({ systems, to, from, procedure, retaken }) => {
    const [first, jointly] = together(to);
    return systems.map((system) =>
      rule(system, {
        sovereign: procedure !== undefined && IN_FACT_ONLY.has(procedure) ? undefined : first,
        controller: first,
        jointly,
        from,
        basis: procedure === undefined ? undefined : PROCEDURES[procedure],
        retaken,
      }),
    );
  },
  tension: [
    {
      ...SEIZED,
      when: (data) => data.procedure === 1,
      stands: { floor: 0.25, while: ({ systems, to }) => occupiedBy(systems, to) },
    },
    {
      ...SEIZED,
      when: (data) => data.procedure === 2,
      stands: {
        floor: 0.25,
        while: ({ systems, from }) => (from === undefined ? [] : systems.map((claim) => ({ claim, by: from }))),
      },
    },
  ],
});

export const ControlChanged = defineEvent("ControlChanged", {
  doc: "Who rules systems in fact changes; who owns them in law does not.",
  schema: () =>
    z.strictObject({
      systems,
      to: owners.optional().describe("Several: they rule it together."),
      from: owner.optional(),
      withdrawn: z.boolean().optional().describe("`from` left of its own will."),
    }),
  effects: ({ systems, to, from, withdrawn = false }) => {
    const [first, jointly] = to === undefined ? [withdrawn ? "sovereign" : null, []] : together(to);
    return systems.map((system) =>
      rule(system, { controller: first, jointly, from, basis: withdrawn ? "withdrawal" : "control" }),
    );
  },
  tension: [
    {
      ...SEIZED,
      when: (data) => data.to !== undefined && data.withdrawn !== true,
      stands: {
        floor: 0.25,
        while: ({ systems, to }) => occupiedBy(systems, to),
      },
    },
    {
      mode: "RETREAT withdraw",
      weight: 8,
      halfLife: 180,
      actors: ["from"],
      parties: ["to", "from", "systems"],
      when: (data) => data.withdrawn === true,
    },
  ],
});

export const ClaimAsserted = defineEvent("ClaimAsserted", {
  doc: "A faction claims systems or a region.",
  schema: () =>
    z.strictObject({
      by: acts("faction"),
      over: oneOrMore(refers("system", "region")),
      against: oneOrMore(refers("faction")).optional(),
    }),
  effects: ({ by, over }) => [over].flat().map((place) => claim(by, place, true)),
  tension: {
    mode: "THREATEN territory",
    weight: -4,
    cameo: "138",
    goldstein: -7,
    halfLife: 90,
    kind: "threat",
    actors: ["by"],
    parties: ["by", "against"],
    stands: { floor: 0.25, while: ({ by, over }) => [over].flat().map((claim) => ({ claim, by })) },
  },
});

export const ClaimRenounced = defineEvent("ClaimRenounced", {
  doc: "A faction gives up a claim.",
  schema: () => z.strictObject({ by: acts("faction"), over: oneOrMore(refers("system", "region")) }),
  effects: ({ by, over }) => [over].flat().map((place) => claim(by, place, false)),
});
