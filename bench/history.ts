/**
 * Made-up histories for benchmarks, as files would hold them: 26 types of event over 50 factions (30 of them powers) and 500 systems,
 * 340 bytes of JSON on average. Each event is computed from the seed and its number alone, so that any part of a history can be made
 * without the rest, and a longer history begins with a shorter one.
 */
import { dayText } from "./dayText.ts";
import { type Draw, keyedRandom } from "./keyedRandom.ts";
import { sentence } from "./words.ts";

export type Flat = Readonly<Record<string, unknown>>;

const POWERS = 30;
const FACTIONS = 50;
const SYSTEMS = 500;
/** Treaties and talks have names of which there are so many: they are made, ended, and made again. */
const NAMES = 200;
const EVENTS_A_DAY = 4;

const faction = (i: number): string => `faction-${i % FACTIONS}`;
const system = (i: number): string => `system-${i % SYSTEMS}`;
const seat = (i: number): string => `seat-of-${faction(i)}`;
const fleet = (i: number): string => `fleet-of-${faction(i)}`;

/** What there is from the beginning: each system belongs to a power, and each power has a fleet, a seat and some strength. */
const DECLARATIONS: readonly Flat[] = [
  ...numbers(FACTIONS).map((i) => ({
    id: `declare-${faction(i)}`,
    type: "FactionFounded",
    faction: faction(i),
    name: `The ${faction(i)}`,
    standing: i < 8 ? "major" : i < POWERS ? "minor" : i < 40 ? "covert" : "organisation",
    ...(i >= 40 ? { partOf: faction(i - 40) } : {}),
  })),
  ...numbers(FACTIONS).map((i) => ({
    id: `declare-${seat(i)}`,
    type: "OfficeEstablished",
    office: seat(i),
    of: faction(i),
  })),
  ...numbers(FACTIONS).map((i) => ({
    id: `declare-${fleet(i)}`,
    type: "FormationRaised",
    formation: fleet(i),
    of: faction(i),
  })),
  ...numbers(SYSTEMS).map((i) => ({
    id: `declare-${system(i)}`,
    type: "SystemCharted",
    system: system(i),
    // Rows of 25: a neighbour beside, and one below.
    lanes: [system(i + 1), system(i + 25)],
    holder: faction(Math.floor(i / 25) + (i % 25 < 12 ? 0 : 10)),
    value: { yards: i % 3, energy: 1 + (i % 2), population: 1 + (i % 4), worlds: 1 + (i % 5) },
  })),
  ...numbers(POWERS).flatMap((i) =>
    ["hulls", "crews"].map((component) => ({
      id: `declare-${faction(i)}-${component}`,
      type: "ForceReported",
      faction: faction(i),
      component,
      value: 20 + 3 * i,
    })),
  ),
];

export const HISTORY_START = DECLARATIONS.length;

/** Events of a history from one number up to, not including, another. */
export function* history(from: number, to: number, seed = 1): Generator<Flat> {
  for (let i = from; i < to; i++) yield eventAt(i, seed);
}

/** `yyyy-mm-dd`: when an event that is no late entry happens, give or take ten days. */
export const dateAt = (i: number): string => dayText(dayAt(i));

const dayAt = (i: number): number => Math.floor(Math.max(0, i - HISTORY_START) / EVENTS_A_DAY);

function eventAt(i: number, seed: number): Flat {
  const declaration = DECLARATIONS[i];
  if (declaration !== undefined) return declaration;
  const draw = keyedRandom(seed, i);
  const { type, fields } = HAPPENINGS[KINDS[i % KINDS.length] ?? 0] ?? NOTHING;
  return { id: `e${i}`, type, at: dateOf(i, draw), ...fields(draw, i), ...envelope(i, draw) };
}

function dateOf(i: number, draw: Draw): unknown {
  const earlier = i - 1 - draw(50);
  if (draw(1000) === 0 && earlier >= HISTORY_START) return { after: `e${earlier}`, offset: `P${1 + draw(30)}D` };
  if (draw(20_000) === 0) return dayText(draw(dayAt(i) + 1));
  return dayText(Math.max(0, dayAt(i) - (draw(10) === 0 ? draw(10) : 0)));
}

function envelope(i: number, draw: Draw): Flat {
  const cause = i - 1 - draw(20);
  return {
    text: sentence(draw, 18 + draw(11)),
    ...(draw(10) === 0 && cause >= HISTORY_START ? { causes: [`e${cause}`] } : {}),
    ...(draw(2) === 0
      ? { source: { document: `chronicle-${draw(40)}`, locator: `§${1 + draw(30)} ¶${1 + draw(60)}` } }
      : {}),
    ...(draw(30) === 0 ? { known: [{ who: power(draw) }, { who: power(draw) }] } : {}),
    ...(draw(8) === 0 ? { tags: ["synthetic"] } : {}),
  };
}

interface Happening {
  readonly type: string;
  /** Of 100 events, so many. */
  readonly share: number;
  readonly fields: (draw: Draw, i: number) => Flat;
}

const power = (draw: Draw): string => faction(draw(POWERS));
const place = (draw: Draw): string => system(draw(SYSTEMS));
const twoPowers = (draw: Draw): readonly [string, string] => {
  const first = draw(POWERS);
  return [faction(first), faction((first + 1 + draw(POWERS - 1)) % POWERS)];
};
const oneOf = <Item>(draw: Draw, items: readonly [Item, ...Item[]]): Item => items[draw(items.length)] ?? items[0];
const COMPONENTS = ["hulls", "crews", "yards", "energy", "population", "worlds"] as const;

/** The same two powers for the same name, so that what was agreed is ended by one of those who agreed. */
function agreement(draw: Draw, kind: string): { readonly name: string; readonly parties: readonly [string, string] } {
  const n = draw(NAMES);
  return { name: `${kind}-${n}`, parties: [faction(n % POWERS), faction((n + 1 + (n % 7)) % POWERS)] };
}

const HAPPENINGS: readonly Happening[] = [
  {
    type: "BorderBreached",
    share: 5,
    fields(draw) {
      const [by, against] = twoPowers(draw);
      return { by, against, systems: [place(draw)], violence: 1 + draw(4), repelled: draw(3) > 0 };
    },
  },
  {
    type: "TerritoryTransferred",
    share: 2,
    fields: (draw) => ({ systems: [place(draw)], to: power(draw), procedure: 1 + draw(6) }),
  },
  { type: "ControlChanged", share: 2, fields: (draw) => ({ systems: [place(draw)], to: power(draw) }) },
  {
    type: "BattleFought",
    share: 7,
    fields(draw, i) {
      const sides = twoPowers(draw);
      const victor = draw(4) > 0 ? { victor: sides[draw(2)] } : {};
      return { conflict: `war-${Math.floor(i / 100)}`, sides, place: place(draw), ...victor };
    },
  },
  {
    type: "ConflictBegun",
    share: 1,
    fields: (draw, i) => ({ conflict: `war-${Math.floor(i / 100)}`, sides: twoPowers(draw) }),
  },
  {
    type: "ConflictEnded",
    share: 1,
    fields: (draw, i) => ({ conflict: `war-${Math.floor(i / 100) - 3}`, outcome: sentence(draw, 4) }),
  },
  {
    type: "ForceReported",
    share: 4,
    fields: (draw) => ({ faction: power(draw), component: oneOf(draw, COMPONENTS), value: draw(100) }),
  },
  {
    type: "ForceRaised",
    share: 7,
    fields: (draw) => ({ faction: power(draw), component: oneOf(draw, COMPONENTS), by: 1 + draw(10) }),
  },
  {
    type: "ForceReduced",
    share: 3,
    fields: (draw) => ({ faction: power(draw), component: oneOf(draw, COMPONENTS), factor: (50 + draw(50)) / 100 }),
  },
  { type: "AssetsAssigned", share: 5, fields: (draw) => ({ to: fleet(draw(POWERS)), ships: 1 + draw(6) }) },
  {
    type: "AlertChanged",
    share: 6,
    fields: (draw) => ({
      formation: fleet(draw(POWERS)),
      level: oneOf(draw, ["normal", "heightened", "high", "war"]),
      from: oneOf(draw, ["normal", "heightened", "high"]),
    }),
  },
  {
    type: "LeaderReplaced",
    share: 4,
    fields: (draw, i) => ({
      office: seat(draw(FACTIONS)),
      successor: `person-${i}`,
      manner: oneOf(draw, ["elected", "term", "abdicated", "coup", "appointed", "died"]),
    }),
  },
  {
    type: "TreatySigned",
    share: 1,
    fields(draw) {
      const { name: treaty, parties } = agreement(draw, "treaty");
      return { treaty, parties };
    },
  },
  {
    type: "TreatyRatified",
    share: 1,
    fields(draw) {
      const { name: treaty, parties } = agreement(draw, "treaty");
      return { treaty, parties, terms: [{ alliance: oneOf(draw, ["defence", "neutrality", "non-aggression"]) }] };
    },
  },
  {
    type: "TreatyAbrogated",
    share: 1,
    fields(draw) {
      const { name: treaty, parties } = agreement(draw, "treaty");
      return { treaty, by: parties[draw(2)] };
    },
  },
  {
    type: "TalksOpened",
    share: 2,
    fields(draw) {
      const { name: talks, parties } = agreement(draw, "talks");
      return { talks, parties };
    },
  },
  {
    type: "TalksHalted",
    share: 2,
    fields(draw) {
      const { name: talks, parties } = agreement(draw, "talks");
      return { talks, by: parties[draw(2)] };
    },
  },
  {
    type: "EnvoysSent",
    share: 6,
    fields(draw) {
      const [from, to] = twoPowers(draw);
      return { from, to, kind: oneOf(draw, ["diplomatic", "engineers", "aid"]) };
    },
  },
  {
    type: "ClaimAsserted",
    share: 2,
    fields: (draw) => ({ by: faction(draw(5)), over: system(draw(20)), against: faction(5 + draw(POWERS - 5)) }),
  },
  { type: "ClaimRenounced", share: 2, fields: (draw) => ({ by: faction(draw(5)), over: system(draw(20)) }) },
  {
    type: "ShipMissing",
    share: 2,
    fields: (draw) => ({
      group: { count: 1 + draw(9), of: [power(draw)], region: place(draw) },
      ...(draw(2) === 0 ? { suspected: power(draw) } : {}),
    }),
  },
  {
    type: "SabotageCommitted",
    share: 2,
    fields(draw) {
      const [by, against] = twoPowers(draw);
      return { against, by, target: sentence(draw, 3) };
    },
  },
  {
    type: "StatementMade",
    share: 10,
    fields: (draw) => ({ speaker: power(draw), about: power(draw), stance: sentence(draw, 6) }),
  },
  {
    type: "EncounterOccurred",
    share: 6,
    fields: (draw) => ({ parties: [fleet(draw(POWERS)), power(draw)], place: place(draw) }),
  },
  { type: "Noted", share: 9, fields: (draw) => ({ about: [place(draw), power(draw)] }) },
  {
    type: "ReportFiled",
    share: 7,
    fields(draw, i) {
      const [by, against] = twoPowers(draw);
      const claim = { type: "ForceRaised", faction: against, component: "hulls", by: draw(9) };
      return { report: `report-${i}`, by, claim, reliability: oneOf(draw, ["low", "medium", "high"]) };
    },
  },
];

const NOTHING: Happening = { type: "Noted", share: 0, fields: () => ({ about: "nothing" }) };

/** Indices of happenings, each as often as its share, thoroughly mixed. */
const KINDS: readonly number[] = HAPPENINGS.flatMap(({ share }, kind) => numbers(share).map(() => kind))
  .map((kind, i) => ({ kind, key: keyedRandom(7, i)(1_000_000) }))
  .sort((a, b) => a.key - b.key)
  .map(({ kind }) => kind);

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
