import fc from "fast-check";
import { contentId } from "../../src/events/contentHash.ts";
import {
  bindChronicle,
  type Bound,
  type ChronicleInMemory,
  catalogue,
  type ChronicleEvent,
  type RecordedEvent,
  resolve,
  type ResolveOptions,
} from "../../src/index.ts";

export type Flat = Readonly<Record<string, unknown>>;

/** Flat events as files hold them, validated as on the way in. */
export function parseEvents(flat: readonly Flat[]): ChronicleEvent[] {
  return flat.map((fields) => {
    const parsed = catalogue.parse(fields);
    if (parsed.kind === "invalid") throw new Error(`${JSON.stringify(fields)}: ${parsed.issues[0]?.message}`);
    return parsed.event;
  });
}

/** The same as recorded in one commit after the other. */
export function recordEvents(flat: readonly Flat[], timeline = "canon"): RecordedEvent[] {
  return parseEvents(flat).map((event, i) => ({
    ...event,
    recorded: { timeline, sequence: i + 1, commit: contentId({ i, event }), recordedAt: 1000 * (i + 1) },
  }));
}

export function chronicleOf(flat: readonly Flat[], options: ResolveOptions = {}): Bound<ChronicleInMemory> {
  return bindChronicle(resolve(recordEvents(flat), options));
}

export const FACTIONS = ["alpha", "beta", "gamma", "delta"] as const;
export const SYSTEMS = ["s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7"] as const;

/** Four powers in a ring of eight systems, each holding two, with some strength. */
export const WORLD: readonly Flat[] = [
  ...FACTIONS.map((faction, i) => ({
    id: `declare-${faction}`,
    type: "FactionFounded",
    faction,
    name: faction,
    standing: i % 2 === 0 ? "major" : "minor",
  })),
  ...FACTIONS.map((faction) => ({
    id: `declare-seat-of-${faction}`,
    type: "OfficeEstablished",
    office: `seat-of-${faction}`,
    of: faction,
  })),
  ...FACTIONS.map((faction) => ({
    id: `declare-fleet-of-${faction}`,
    type: "FormationRaised",
    formation: `fleet-of-${faction}`,
    of: faction,
  })),
  ...SYSTEMS.map((system, i) => ({
    id: `declare-${system}`,
    type: "SystemCharted",
    system,
    lanes: [SYSTEMS[(i + 1) % SYSTEMS.length]],
    holder: FACTIONS[Math.floor(i / 2)],
    value: { yards: i % 3, energy: 1 + (i % 2), population: 2, worlds: 1 },
  })),
  ...FACTIONS.flatMap((faction, i) =>
    ["hulls", "crews"].map((component) => ({
      id: `declare-${faction}-${component}`,
      type: "ForceReported",
      faction,
      component,
      value: 10 + 5 * i,
    })),
  ),
];

const faction = fc.constantFrom(...FACTIONS);
const twoFactions = fc.uniqueArray(faction, { minLength: 2, maxLength: 2 });
/** One, or two together. */
const owners = fc.oneof({ arbitrary: faction, weight: 3 }, { arbitrary: twoFactions, weight: 1 });
const systems = fc.uniqueArray(fc.constantFrom(...SYSTEMS), { minLength: 1, maxLength: 3 });
const component = fc.constantFrom("hulls", "crews", "military", "population", "worlds");
const secrecy = fc.option(
  fc
    .uniqueArray(faction, { maxLength: 2 })
    .chain((who) =>
      fc
        .option(fc.integer({ min: 2001, max: 2012 }), { nil: undefined })
        .map((from) => who.map((one) => ({ who: one, ...(from === undefined ? {} : { from }) }))),
    ),
  { nil: undefined, freq: 4 },
);

const happening: fc.Arbitrary<Flat> = fc.oneof(
  twoFactions.chain(([by, against]) =>
    fc.record({
      type: fc.constant("BorderBreached"),
      by: fc.constant(by),
      against: fc.constant(against),
      systems,
      violence: fc.constantFrom(1, 2, 3, 4),
      repelled: fc.boolean(),
    }),
  ),
  fc.record({
    type: fc.constant("TerritoryTransferred"),
    systems,
    to: owners,
    procedure: fc.constantFrom(1, 2, 3, 4, 5, 6, undefined),
  }),
  fc.record({ type: fc.constant("ControlChanged"), systems, to: owners, withdrawn: fc.boolean(), from: faction }),
  fc.record({
    type: fc.constant("ForceReduced"),
    faction,
    component,
    factor: fc.double({ min: 0.1, max: 1.5, noNaN: true }),
  }),
  fc.record({ type: fc.constant("ForceCrippled"), faction, component }),
  fc.record({ type: fc.constant("ForceRaised"), faction, component, by: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ type: fc.constant("ForceReported"), faction, component, value: fc.integer({ min: 0, max: 40 }) }),
  faction.map((of) => ({ type: "AssetsAssigned", to: `fleet-of-${of}`, ships: "several" })),
  faction.map((of) => ({ type: "AlertChanged", formation: `fleet-of-${of}`, level: "high" })),
  fc
    .tuple(
      faction,
      fc.constantFrom("disgraced", "coup", "elected", "abdicated", undefined),
      fc.integer({ min: 0, max: 99 }),
      fc.constantFrom({}, {}, { line: "south" }),
    )
    .map(([of, manner, n, line]) => ({
      type: "LeaderReplaced",
      office: `seat-of-${of}`,
      successor: `person-${n}`,
      ...(manner === undefined ? {} : { manner }),
      ...line,
    })),
  fc.tuple(twoFactions, fc.boolean(), fc.integer({ min: 0, max: 99 })).map(([parties, allied, n]) => ({
    type: "TreatyRatified",
    treaty: `treaty-${n}`,
    parties,
    ...(allied ? { terms: [{ alliance: "defence" }] } : {}),
  })),
  twoFactions.map(([from, to]) => ({ type: "EnvoysSent", from, to, kind: "aid" })),
  twoFactions.map(([by, against]) => ({ type: "ClaimAsserted", by, over: "s0", against })),
  fc.tuple(faction, fc.boolean()).map(([suspected, isSuspected]) => ({
    type: "ShipMissing",
    group: { count: "several", of: "all", region: "s1" },
    ...(isSuspected ? { suspected } : {}),
  })),
);

/** Chronicles of the world above: events of every kind that moves a number, some secret, some joined as causes, in random order. */
export const histories: fc.Arbitrary<readonly Flat[]> = fc
  .array(fc.tuple(happening, fc.integer({ min: 0, max: 4000 }), secrecy, fc.nat(), fc.boolean()), {
    minLength: 1,
    maxLength: 40,
  })
  .map((drawn) => {
    const events: Flat[] = [...WORLD];
    for (const [i, [fields, day, known, cause, atOnce]] of drawn.entries()) {
      const before = events.length > WORLD.length ? events[WORLD.length + (cause % i)] : undefined;
      events.push({
        ...fields,
        id: `e${i}`,
        at: atOnce && before !== undefined ? before["at"] : dayText(day),
        ...(before === undefined ? {} : { causes: [before["id"]] }),
        ...(known === undefined ? {} : { known }),
      });
    }
    return events;
  });

/** Days from 2000-01-01, as months of 28 days: every one of them exists. */
function dayText(day: number): string {
  const year = 2000 + Math.floor(day / 336);
  const month = 1 + Math.floor((day % 336) / 28);
  return `${year}-${String(month).padStart(2, "0")}-${String(1 + (day % 28)).padStart(2, "0")}`;
}
