/**
 * A canon that agrees with itself, as a converter would write it: persons are born before they act and silent when they are dead, offices pass
 * from holder to holder, systems from owner to owner, treaties are signed, ratified and left alone. Every event says which line of which document
 * it comes from. The same on every run.
 */
import { dayText } from "./dayText.ts";
import type { Flat } from "./history.ts";
import { type Draw, keyedRandom } from "./keyedRandom.ts";
import { sentence } from "./words.ts";

const POWERS = 30;
const SYSTEMS = 500;
const EVENTS_A_DAY = 4;

interface State {
  readonly owners: number[];
  readonly holders: string[];
  /** Born, and not yet dead. */
  readonly alive: string[];
  readonly ships: string[];
  treaties: number;
  wars: number;
}

const faction = (i: number): string => `faction-${i}`;
const system = (i: number): string => `system-${i}`;

/** So many events, in date order. */
export function* canon(size: number): Generator<Flat> {
  const state: State = {
    owners: Array.from({ length: SYSTEMS }, (_, i) => i % POWERS),
    holders: [],
    alive: [],
    ships: [],
    treaties: 0,
    wars: 0,
  };
  let count = 0;
  for (const flat of declarations(state)) {
    if (count === size) return;
    yield cited(flat, count++);
  }
  for (let day = 0; count < size; day++) {
    const at = dayText(3650 + day);
    for (let n = 0; n < EVENTS_A_DAY && count < size; n++) {
      const draw = keyedRandom(7, count);
      const happens = HAPPENINGS[draw(HAPPENINGS.length)] ?? noted;
      yield cited({ id: `e${count}`, at, ...happens(draw, state, count), text: sentence(draw, 16 + draw(10)) }, count);
      count++;
    }
  }
}

const cited = (flat: Flat, count: number): Flat => ({
  ...flat,
  source: { path: `documents/chapter-${Math.floor(count / 2000)}.md`, line: 1 + 3 * (count % 2000) },
});

function* declarations({ owners, holders, alive, ships }: State): Generator<Flat> {
  for (let i = 0; i < POWERS; i++) {
    yield {
      id: `f${i}`,
      type: "FactionFounded",
      faction: faction(i),
      name: `The Realm of ${i}`,
      standing: i < 8 ? "major" : "minor",
    };
    yield { id: `o${i}`, type: "OfficeEstablished", office: `seat-${i}`, of: faction(i) };
    yield { id: `g${i}`, type: "FormationRaised", formation: `fleet-${i}`, of: faction(i) };
    for (const component of ["hulls", "crews"])
      yield { id: `v${i}-${component}`, type: "ForceReported", faction: faction(i), component, value: 1000 };
  }
  for (let i = 0; i < SYSTEMS; i++)
    yield {
      id: `s${i}`,
      type: "SystemCharted",
      system: system(i),
      lanes: [system((i + 1) % SYSTEMS)],
      holder: faction(owners[i] ?? 0),
    };
  for (let i = 0; i < 200; i++) {
    yield { id: `p${i}`, type: "PersonBorn", at: dayText(i), person: `person-${i}`, name: `Person number ${i}` };
    alive.push(`person-${i}`);
    yield {
      id: `n${i}`,
      type: "ShipLaunched",
      at: dayText(200 + i),
      ship: `ship-${i}`,
      name: `Ship number ${i}`,
      of: faction(i % POWERS),
    };
    ships.push(`ship-${i}`);
  }
  for (let i = 0; i < POWERS; i++) {
    yield {
      id: `l${i}`,
      type: "LeaderReplaced",
      at: dayText(3000 + i),
      office: `seat-${i}`,
      successor: `person-${i}`,
      manner: "elected",
    };
    holders.push(`person-${i}`);
  }
}

type Happening = (draw: Draw, state: State, count: number) => Flat;

const twoPowers = (draw: Draw): readonly [number, number] => {
  const first = draw(POWERS);
  return [first, (first + 1 + draw(POWERS - 1)) % POWERS];
};
/** One of those who were born last: nobody grows too old to speak. */
const speaker = (draw: Draw, { alive }: State): string => alive[alive.length - 1 - draw(100)] ?? "";

const noted: Happening = (draw) => ({ type: "Noted", about: system(draw(SYSTEMS)) });
const spoken: Happening = (draw, state) => ({
  type: "StatementMade",
  speaker: speaker(draw, state),
  about: faction(draw(POWERS)),
  stance: sentence(draw, 3),
});
const fought: Happening = (draw) => {
  const sides = twoPowers(draw).map(faction);
  return { type: "BattleFought", sides, place: system(draw(SYSTEMS)), victor: sides[draw(2)] };
};
const breached: Happening = (draw) => {
  const [by, against] = twoPowers(draw).map(faction);
  return {
    type: "BorderBreached",
    by,
    against,
    systems: [system(draw(SYSTEMS))],
    violence: 1 + draw(4),
    repelled: true,
  };
};
const transferred: Happening = (draw, { owners }) => {
  const place = draw(SYSTEMS);
  const from = owners[place] ?? 0;
  const to = (from + 1 + draw(POWERS - 1)) % POWERS;
  owners[place] = to;
  return { type: "TerritoryTransferred", systems: [system(place)], from: faction(from), to: faction(to), procedure: 3 };
};
const replaced: Happening = (draw, state) => {
  const seat = draw(POWERS);
  const predecessor = state.holders[seat] ?? "";
  const successor = speaker(draw, state);
  if (state.holders.includes(successor)) return noted(draw, state, seat);
  state.holders[seat] = successor;
  return { type: "LeaderReplaced", office: `seat-${seat}`, successor, predecessor, manner: "elected" };
};
const born: Happening = (_, { alive }, count) => {
  alive.push(`person-${count}`);
  return { type: "PersonBorn", person: `person-${count}`, name: `Person number ${count}` };
};
const signed: Happening = (draw, state) => ({
  type: "TreatySigned",
  treaty: `treaty-${state.treaties++}`,
  parties: twoPowers(draw).map(faction),
});
const launched: Happening = (draw, { ships }, count) => {
  ships.push(`ship-${count}`);
  return { type: "ShipLaunched", ship: `ship-${count}`, name: `Ship number ${count}`, of: faction(draw(POWERS)) };
};
const war: Happening = (draw, state) => ({
  type: "ConflictBegun",
  conflict: `war-${state.wars++}`,
  sides: twoPowers(draw).map(faction),
});
const sent: Happening = (draw) => {
  const [from, to] = twoPowers(draw).map(faction);
  return { type: "EnvoysSent", from, to, kind: "diplomatic" };
};
const alerted: Happening = (draw) => ({ type: "AlertChanged", formation: `fleet-${draw(POWERS)}`, level: draw(5) });

const HAPPENINGS: readonly Happening[] = [
  noted,
  noted,
  spoken,
  spoken,
  spoken,
  fought,
  fought,
  breached,
  breached,
  transferred,
  replaced,
  born,
  signed,
  launched,
  war,
  sent,
  alerted,
];
