import { dayText } from "../dayText.ts";
import type { Flat } from "../history.ts";
import { checked, powers, type Shape, upTo } from "../shape.ts";

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
  events("a chain of n relative dates with an offset", (i) => ({ after: previous(i), offset: "P1D" })),
  events("a chain of n relative dates with bounds", (i) => ({ after: previous(i), atLeast: "P1D", atMost: "P2Y" })),
  events(
    "a chain of n relative dates, of n powers",
    (i) => ({ after: previous(i), atLeast: "P1D", atMost: "P2Y" }),
    (i) => ({
      type: "StatementMade",
      speaker: "a",
      stance: `is of opinion ${i}`,
    }),
  ),
  events("n events with one", () => ({ with: "start" })),
  events("a chain of n events with one another", (i) => ({ with: previous(i) })),
  events("n events after one", () => ({ after: "start" })),
  events("n events before one", () => ({ before: "start" })),
  events("n events between two", () => [{ after: "start" }, { before: "2500" }]),
  events("one event after n others", (i, n) => (i < n - 1 ? dayText(i) : { after: upTo(n - 1).map((k) => `e${k}`) })),
  events("n events after a date, each with bounds", (i) => ({ after: dayText(i), atMost: "P1Y" })),
  events("n events of one instant", () => "2300-01-01"),
  events(
    "n events of one instant, each caused by the one before",
    () => "2300-01-01",
    (i) => (i === 0 ? {} : { causes: [`e${i - 1}`] }),
  ),
  events("n events of one year", () => "2300"),
  events("n events of nobody knows when", () => "../.."),
  events("n events at dates that overlap", (i) => `${2000 + i}/${2100 + i}`),
  events(
    "n events, each necessary for the next",
    (i) => dayText(i),
    (i) => (i === 0 ? {} : { necessary: [`e${i - 1}`] }),
  ),
  events(
    "n events, each necessary for the one before",
    (i) => dayText(i),
    (i, n) => (i === n - 1 ? {} : { necessary: [`e${i + 1}`] }),
  ),
  events(
    "n events, each caused by the one before",
    (i) => dayText(i),
    (i) => (i === 0 ? {} : { causes: [`e${i - 1}`] }),
  ),
  events(
    "n events, each caused by the next, within a year",
    () => "2300",
    (i, n) => (i === n - 1 ? {} : { causes: [`e${i + 1}`] }),
  ),
  events(
    "one event, caused by n",
    (i) => dayText(i),
    (i, n) => (i === n - 1 ? { causes: upTo(n - 1).map((k) => `e${k}`) } : {}),
  ),
  events(
    "n events, caused by one",
    (i) => dayText(i),
    () => ({ causes: ["start"] }),
  ),
  events("n contradictions of dates", (i) => (i % 2 === 0 ? [{ after: `e${i + 1}` }] : [{ after: `e${i - 1}` }])),
  events("a ring of n relative dates", (i, n) => ({ after: `e${(i + 1) % n}` })),
  events("n impossible dates after one", (i) => [{ after: "start" }, dayText(-1 - i)]),
  events(
    "n events with a hint where to draw them",
    () => ({ after: "start" }),
    (i) => ({ placed: dayText(i) }),
  ),
  events(
    "a chain of n relative dates with hints",
    (i) => ({ after: previous(i) }),
    (i) => ({ placed: dayText(i) }),
  ),
  events("n events during a war", () => ({ during: "war" })),
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
  checked("a chain of n relative transfers", (n) => [
    ...powers("a", "b"),
    { id: "s", type: "SystemCharted", system: "s", holder: "a" },
    { id: "start", type: "Noted", at: "2000-01-01", about: "a" },
    ...upTo(n).map((i) => ({
      id: `e${i}`,
      type: "TerritoryTransferred",
      at: { after: previous(i) },
      systems: ["s"],
      to: i % 2 === 0 ? "b" : "a",
      from: i % 2 === 0 ? "a" : "b",
      procedure: 3,
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
