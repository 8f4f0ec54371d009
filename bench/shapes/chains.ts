import { dayText } from "../dayText.ts";
import type { Flat } from "../history.ts";
import { checked, powers, upTo } from "../checked.ts";
import type { Shape } from "../shape.ts";

/** So many events about one power, each dated as said. */
const events = (
  name: string,
  at: (i: number, n: number) => unknown,
  more: (i: number, n: number) => Flat = () => ({}),
): Shape =>
  checked(name, (n) => [
    ...powers("a"),
    { id: "start", type: "Noted", at: "2000-01-01", about: "a" },
    ...upTo(n).map((i) => ({ id: `e${i}`, type: "Noted", at: at(i, n), about: "a", ...more(i, n) })),
  ]);

const previous = (i: number): string => (i === 0 ? "start" : `e${i - 1}`);

export const shapes: readonly Shape[] = [
  events("a chain of n relative dates", (i) => ({ after: previous(i) })),
  events("a chain of n relative dates, last first", (i, n) => ({ after: i === n - 1 ? "start" : `e${i + 1}` })),
  events("a chain of n relative dates with bounds", (i) => ({ after: previous(i), atLeast: "P1D", atMost: "P2Y" })),
  events("n events with one", () => ({ with: "start" })),
  events("one event after n others", (i, n) => (i < n - 1 ? dayText(i) : { after: upTo(n - 1).map((k) => `e${k}`) })),
  events("n events of one instant", () => "2300-01-01"),
  events("n events of one year", () => "2300"),
  events(
    "n events, each necessary for the next",
    (i) => dayText(i),
    (i) => (i === 0 ? {} : { necessary: [`e${i - 1}`] }),
  ),
  events(
    "n events, each caused by the next, within a year",
    () => "2300",
    (i, n) => (i === n - 1 ? {} : { causes: [`e${i + 1}`] }),
  ),
  events("n contradictions of dates", (i) => (i % 2 === 0 ? [{ after: `e${i + 1}` }] : [{ after: `e${i - 1}` }])),
  events("n dates that contradict one", (i) => ({ with: `19${10 + (i % 90)}-01-01`, after: "start" })),
  events("n dates that contradict what an undated event leaves", (i, n) => {
    if (i === 0) return "../..";
    return i < n / 2 ? { with: dayText(n + i), before: "e0" } : { with: dayText(n - i), after: "e0" };
  }),
  events("n dates that contradict an undated chain", (i) =>
    i < 3 ? { after: previous(i) } : [{ after: "e2" }, { before: "e0" }],
  ),
  events("a ring of n relative dates", (i, n) => ({ after: `e${(i + 1) % n}` })),
  events(
    "a chain of n relative dates with hints",
    (i) => ({ after: previous(i) }),
    (i) => ({ placed: dayText(i) }),
  ),
  checked("n events during one war, which has two sides", (n) => [
    ...powers("a", "b"),
    { id: "w", type: "ConflictBegun", at: "2000", conflict: "war", sides: ["a", "b"] },
    { id: "x", type: "ConflictEnded", at: "2100", conflict: "war" },
    ...upTo(n).map((i) => ({
      id: `e${i}`,
      type: "BattleFought",
      at: { during: "war" },
      conflict: "war",
      sides: ["a", "b"],
    })),
  ]),
  checked("a chain of n relative transfers, to one", (n) => [
    ...powers("a", "b"),
    { id: "s", type: "SystemCharted", system: "s", holder: "a" },
    { id: "start", type: "Noted", at: "2000-01-01", about: "a" },
    ...upTo(n).map((i) => ({
      id: `e${i}`,
      type: "TerritoryTransferred",
      at: { after: previous(i) },
      systems: ["s"],
      to: "b",
      procedure: 3,
    })),
  ]),
  checked("a chain of n relative successions", (n) => [
    ...powers("a"),
    { id: "o", type: "OfficeEstablished", office: "seat", of: "a" },
    { id: "start", type: "Noted", at: "2000-01-01", about: "a" },
    ...upTo(n).map((i) => ({ id: `p${i}`, type: "PersonBorn", person: `p${i}` })),
    ...upTo(n).map((i) => ({
      id: `e${i}`,
      type: "LeaderReplaced",
      at: { after: previous(i) },
      office: "seat",
      successor: `p${i}`,
      manner: "elected",
    })),
  ]),
  checked("a chain of n relative deaths and returns", (n) => [
    { id: "p", type: "PersonBorn", person: "p", at: "1900" },
    { id: "start", type: "Noted", at: "2000-01-01", about: "p" },
    ...upTo(n).map((i) => ({
      id: `e${i}`,
      type: i % 2 === 0 ? "PersonDied" : "PersonRestored",
      at: { after: previous(i) },
      person: "p",
    })),
  ]),
  checked("a chain of n relative losses and finds", (n) => [
    ...powers("a"),
    { id: "p", type: "ShipLaunched", ship: "p", at: "1900", of: "a" },
    { id: "start", type: "Noted", at: "2000-01-01", about: "p" },
    ...upTo(n).map((i) => ({
      id: `e${i}`,
      type: i % 2 === 0 ? "ShipMissing" : "ShipFound",
      at: { after: previous(i) },
      ship: "p",
    })),
  ]),
  checked("a chain of n relative joinings", (n) => [
    ...powers("a", "b"),
    { id: "start", type: "Noted", at: "2000-01-01", about: "a" },
    ...upTo(n).map((i) => ({
      id: `e${i}`,
      type: i % 2 === 0 ? "MemberJoined" : "MemberLeft",
      at: { after: previous(i) },
      body: "a",
      member: "b",
    })),
  ]),
  checked("a chain of n relative acts of one who dies in it", (n) => [
    { id: "p", type: "PersonBorn", person: "p", at: "1900" },
    { id: "start", type: "Noted", at: "2000-01-01", about: "p" },
    ...upTo(n).map((i) => ({
      id: `e${i}`,
      at: { after: previous(i) },
      ...(i === n >> 1
        ? { type: "PersonDied", person: "p" }
        : { type: "StatementMade", speaker: "p", about: "p", stance: `is of opinion ${i}` }),
    })),
  ]),
];
