import { dayText } from "../dayText.ts";
import type { Flat } from "../history.ts";
import { checked, founded, powers, upTo } from "../checked.ts";
import type { Shape } from "../shape.ts";

const charted = (i: number): Flat => ({ id: `declare-s${i}`, type: "SystemCharted", system: `s${i}` });

/** One system, passed on so many times; `more` says how. */
const transfers = (name: string, more: (i: number) => Flat): Shape =>
  checked(name, (n) => [
    ...powers("a", "b", "c"),
    { ...charted(0), holder: "a" },
    ...upTo(n).map((i) => ({
      id: `t${i}`,
      type: "TerritoryTransferred",
      at: dayText(i),
      systems: ["s0"],
      to: ["b", "c", "a"][i % 3],
      procedure: 3,
      ...more(i),
    })),
  ]);

export const shapes: readonly Shape[] = [
  checked("one faction, dissolved and founded n times", (n) =>
    upTo(n).map((i) => ({
      id: `x${i}`,
      at: dayText(i),
      faction: "f",
      ...(i % 2 === 0 ? { type: "FactionFounded", standing: "major" } : { type: "FactionDissolved" }),
    })),
  ),
  checked("one faction, dissolved and founded n times, and acting", (n) =>
    upTo(n)
      .flatMap((i) => [
        {
          id: `x${i}`,
          at: dayText(i),
          faction: "f",
          ...(i % 2 === 0 ? { type: "FactionFounded", standing: "major" } : { type: "FactionDissolved" }),
        },
        { id: `a${i}`, type: "StatementMade", at: dayText(i), speaker: "f", about: "f", stance: "for" },
        { id: `b${i}`, type: "TerritoryTransferred", at: dayText(i), systems: ["s0"], to: "f", procedure: 1 },
        { id: `c${i}`, type: "CapitalMoved", at: dayText(i), faction: "f", system: "s0" },
      ])
      .concat([charted(0) as never]),
  ),
  checked("a chain of n successors, dissolved, and speaking", (n) => [
    ...upTo(n).map((i) => ({ ...founded(i), at: dayText(i), ...(i === 0 ? {} : { successorOf: `f${i - 1}` }) })),
    ...upTo(n - 1).map((i) => ({
      id: `d${i}`,
      type: "FactionDissolved",
      at: dayText(i + 1),
      faction: `f${i}`,
      successor: `f${i + 1}`,
    })),
    ...upTo(n).map((i) => ({
      id: `t${i}`,
      type: "StatementMade",
      at: dayText(i),
      speaker: `f${i}`,
      about: "f0",
      stance: "for",
    })),
  ]),
  checked("one successor of n", (n) => [
    ...upTo(n).map(founded),
    { ...founded(n), successorOf: upTo(n).map((i) => `f${i}`) },
  ]),
  checked("a chain of n parts", (n) =>
    upTo(n).map((i) => ({ ...founded(i), ...(i === 0 ? {} : { partOf: `f${i - 1}` }) })),
  ),
  checked("a chain of n parts, which all fight", (n) => [
    ...powers("a"),
    ...upTo(n).map((i) => ({ ...founded(i), ...(i === 0 ? {} : { partOf: `f${i - 1}` }) })),
    ...upTo(n).map((i) => ({ id: `t${i}`, type: "BattleFought", at: dayText(i), sides: [`f${i}`, "a"] })),
    ...upTo(n).map((i) => ({
      id: `b${i}`,
      type: "TerritoryTransferred",
      at: dayText(i),
      systems: ["s0"],
      to: `f${i}`,
      procedure: 1,
    })),
    charted(0),
  ]),
  checked("a chain of n parts with n secrets", (n) => [
    ...powers("a"),
    ...upTo(n).map((i) => ({ ...founded(i), ...(i === 0 ? {} : { partOf: `f${i - 1}` }) })),
    ...upTo(n).map((i) => ({ id: `t${i}`, type: "Noted", at: dayText(i), about: `f${i}`, known: [{ who: `f${i}` }] })),
    ...upTo(n).map((i) => ({
      id: `u${i}`,
      type: "StatementMade",
      at: dayText(i + 1),
      speaker: `f${n - 1 - i}`,
      about: "f0",
      stance: "for",
      causes: [`t${i}`],
    })),
  ]),
  checked("a chain of n parts, whose n members join and leave", (n) => [
    ...upTo(n).map((i) => ({ ...founded(i), ...(i === 0 ? {} : { partOf: `f${i - 1}` }) })),
    ...upTo(n - 1).map((i) => ({
      id: `t${i}`,
      type: "MemberJoined",
      at: dayText(i),
      member: `f${i}`,
      body: `f${i + 1}`,
    })),
    ...upTo(n - 1).map((i) => ({
      id: `u${i}`,
      type: "MemberLeft",
      at: dayText(i + 9),
      member: `f${i}`,
      body: `f${i + 1}`,
    })),
  ]),
  checked("a chain of n formations", (n) => [
    ...powers("a"),
    ...upTo(n).map((i) => ({
      id: `g${i}`,
      type: "FormationRaised",
      formation: `g${i}`,
      of: i === 0 ? "a" : `g${i - 1}`,
    })),
    ...upTo(n).map((i) => ({
      id: `t${i}`,
      type: "StatementMade",
      at: dayText(i),
      speaker: `g${i}`,
      about: "a",
      stance: "for",
    })),
    ...upTo(n).map((i) => ({ id: `b${i}`, type: "BattleFought", at: dayText(i), sides: [`g${i}`, "a"] })),
  ]),
  checked("a ring of n parts", (n) => upTo(n).map((i) => ({ ...founded(i), partOf: `f${(i + 1) % n}` }))),
  checked("a chain of n allegiances, the first last", (n) => [
    ...upTo(n).map(founded),
    ...upTo(n - 1).map((i) => ({
      id: `x${i}`,
      type: "AllegianceChanged",
      at: dayText(i),
      subject: `f${n - 2 - i}`,
      to: `f${n - 1 - i}`,
    })),
  ]),
  checked("a ring of n allegiances", (n) => [
    ...upTo(n).map(founded),
    ...upTo(n).map((i) => ({
      id: `x${i}`,
      type: "AllegianceChanged",
      at: dayText(i),
      subject: `f${i}`,
      to: `f${(i + 1) % n}`,
    })),
  ]),
  checked("one formation, changing its allegiance n times", (n) => [
    ...powers("a", "b"),
    { id: "g", type: "FormationRaised", formation: "g", of: "a" },
    ...upTo(n).map((i) => ({
      id: `x${i}`,
      type: "AllegianceChanged",
      at: dayText(i),
      subject: "g",
      to: i % 2 === 0 ? "b" : "a",
      from: i % 2 === 0 ? "a" : "b",
    })),
  ]),
  checked("one formation, changing its allegiance n times within a year", (n) => [
    ...powers("a", "b"),
    { id: "g", type: "FormationRaised", formation: "g", of: "a" },
    ...upTo(n).map((i) => ({
      id: `x${i}`,
      type: "AllegianceChanged",
      at: "2300",
      subject: "g",
      to: i % 2 === 0 ? "b" : "a",
    })),
  ]),
  checked("one formation, changing its allegiance to n powers in turn, and back", (n) => [
    ...upTo(n).map(founded),
    ...upTo(n).map((i) => ({ id: `x${i}`, type: "AllegianceChanged", at: dayText(2 * i), subject: "f0", to: `f${i}` })),
    ...upTo(n).map((i) => ({
      id: `y${i}`,
      type: "AllegianceChanged",
      at: dayText(2 * i + 1),
      subject: `f${i}`,
      to: "f0",
    })),
  ]),
  checked("one member that joins and leaves n times, as such named in an eligibility", (n) => [
    ...powers("a"),
    { id: "p", type: "PersonBorn", person: "p" },
    { id: "o", type: "OfficeEstablished", office: "o", of: "a", eligibility: { memberOf: "a" } },
    ...upTo(n).map((i) => ({
      id: `x${i}`,
      type: i % 2 === 0 ? "MemberJoined" : "MemberLeft",
      at: dayText(i),
      body: "a",
      member: "p",
    })),
    ...upTo(n).map((i) => ({
      id: `y${i}`,
      type: "LeaderReplaced",
      at: dayText(i),
      office: "o",
      successor: "p",
      manner: "elected",
    })),
  ]),
  checked("one member of n bodies", (n) => [
    ...upTo(n).map(founded),
    ...upTo(n).map((i) => ({ id: `x${i}`, type: "MemberJoined", at: dayText(i), body: `f${i}`, member: "f0" })),
    ...upTo(n).map((i) => ({
      id: `t${i}`,
      type: "StatementMade",
      at: dayText(i),
      speaker: "f0",
      about: "f0",
      stance: "for",
    })),
  ]),
  transfers("one system, passed on n times", () => ({})),
  transfers("one system, passed on n times with a wrong from", (i) => ({ from: ["b", "c", "a"][(i + 1) % 3] })),
  transfers("one system, passed on n times to one", () => ({ to: "b" })),
  transfers("one system, passed on n times within a year", () => ({ at: "2300" })),
  checked("one system, passed on n times in fact", (n) => [
    ...powers("a", "b"),
    { ...charted(0), holder: "a" },
    ...upTo(n).map((i) => ({
      id: `t${i}`,
      type: "ControlChanged",
      at: dayText(i),
      systems: ["s0"],
      to: i % 2 === 0 ? "b" : "a",
    })),
  ]),
  checked("one transfer of n systems", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) => ({ ...charted(i), holder: "a" })),
    { id: "t", type: "TerritoryTransferred", at: "2300", systems: upTo(n).map((i) => `s${i}`), to: "b", procedure: 3 },
  ]),
  checked("one capital, moved n times, and n systems lost", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) => ({ ...charted(i), holder: "a" })),
    ...upTo(n).map((i) => ({ id: `m${i}`, type: "CapitalMoved", at: dayText(i), faction: "a", system: `s${i % 2}` })),
    ...upTo(n).map((i) => ({
      id: `t${i}`,
      type: "TerritoryTransferred",
      at: dayText(i),
      systems: [`s${i % 2}`],
      to: i % 4 < 2 ? "b" : "a",
      procedure: 3,
    })),
  ]),
  checked("n claims about one system", (n) => [
    ...powers("a", "b"),
    { ...charted(0), holder: "a" },
    ...upTo(n).map((i) => ({ id: `c${i}`, type: "ClaimAsserted", at: dayText(i), by: "b", over: "s0", against: "a" })),
  ]),
];
