import { dayText } from "../dayText.ts";
import type { Flat } from "../history.ts";
import { CANON, checked, powers, type Shape, upTo } from "../shape.ts";

const founded = (i: number): Flat => ({
  id: `declare-f${i}`,
  type: "FactionFounded",
  faction: `f${i}`,
  standing: "minor",
});
const yaml = (name: string, text: (n: number) => string): Shape => ({
  name,
  canon: (n) => ({ "canon.yaml": text(n) }),
  asked: () => [["check", CANON]],
});

export const shapes: readonly Shape[] = [
  checked("n unknown names beside n known ones", (n) => [
    ...upTo(n).map((i) => ({
      id: `declare-known-${i}`,
      type: "FactionFounded",
      faction: `known-faction-${i}`,
      standing: "minor",
    })),
    ...upTo(n).map((i) => ({ id: `e${i}`, type: "Noted", at: dayText(i), about: `knwon-faction-${i}` })),
  ]),
  checked("n unknown names of one length beside n known ones", (n) => [
    ...upTo(n).map((i) => ({
      id: `declare-known-${i}`,
      type: "FactionFounded",
      faction: `${100_000 + i}-abcdefgh`,
      standing: "minor",
    })),
    ...upTo(n).map((i) => ({ id: `e${i}`, type: "Noted", at: dayText(i), about: `${900_000 - i}-hgfedcba` })),
  ]),
  checked("n unknown causes beside n known events", (n) => [
    ...powers("a"),
    ...upTo(n).map((i) => ({
      id: `event-number-${i}`,
      type: "Noted",
      at: dayText(i),
      about: "a",
      causes: [`evnet-numbr-${i}`],
    })),
  ]),
  checked("n unknown causes of dates beside n known events", (n) => [
    ...powers("a"),
    ...upTo(n).map((i) => ({ id: `event-number-${i}`, type: "Noted", at: { after: `evnet-numbr-${i}` }, about: "a" })),
  ]),
  checked("n unknown types", (n) => [
    ...powers("a"),
    ...upTo(n).map((i) => ({ id: `e${i}`, type: `Type${i}`, at: dayText(i) })),
  ]),
  checked("n unknown fields", (n) => [
    ...powers("a"),
    ...upTo(n).map((i) => ({ id: `e${i}`, type: "Noted", at: dayText(i), about: "a", [`field${i}`]: 1 })),
  ]),
  checked("one event of n unknown fields", (n) => [
    ...powers("a"),
    { id: "e", type: "Noted", at: "2000", about: "a", ...Object.fromEntries(upTo(n).map((i) => [`field${i}`, 1])) },
  ]),
  checked("n expectations of unknown rules", (n) => [
    ...powers("a"),
    ...upTo(n).map((i) => ({
      id: `e${i}`,
      type: "Noted",
      at: dayText(i),
      about: "a",
      expect: [{ rule: `lifespan/acts-after-edn${i}`, reason: "meant" }],
    })),
  ]),
  checked("n expectations of one event", (n) => [
    ...powers("a"),
    {
      id: "e",
      type: "Noted",
      at: "2000",
      about: "a",
      expect: upTo(n).map(() => ({ rule: "lifespan/acts-after-end", reason: "meant" })),
    },
  ]),
  checked("n aliases of one", (n) => [{ ...founded(0), alias: upTo(n).map((i) => `alias-${i}`) }]),
  checked("a chain of n aliases", (n) => upTo(n).map((i) => ({ ...founded(i), alias: `f${i + 1}` }))),
  checked("a chain of n aliases, last first", (n) =>
    upTo(n).map((i) => ({ ...founded(n - i), alias: `f${n - i - 1}` })),
  ),
  checked("a ring of n aliases", (n) => upTo(n).map((i) => ({ ...founded(i), alias: `f${(i + 1) % n}` }))),
  checked("n aliases of one, each declared", (n) =>
    upTo(n).map((i) => ({ ...founded(i), alias: "f0", name: `Name ${i}` })),
  ),
  checked("n documents", (n) => [
    ...powers("a"),
    ...upTo(n).map((i) => ({
      id: `d${i}`,
      type: "DocumentAdded",
      document: `doc-${i}`,
      title: `Book ${i}`,
      rank: 1 + (i % 3),
    })),
    ...upTo(n).map((i) => ({
      id: `e${i}`,
      type: "Noted",
      at: dayText(i),
      about: "a",
      source: { document: `doc-${i}` },
    })),
  ]),
  checked("n documents that are not declared", (n) => [
    ...powers("a"),
    { id: "d", type: "DocumentAdded", document: "doc", title: "Book", rank: 1 },
    ...upTo(n).map((i) => ({
      id: `e${i}`,
      type: "Noted",
      at: dayText(i),
      about: "a",
      source: { document: `dco-${i}` },
    })),
  ]),
  checked("one document of n sections, cited wrongly n times", (n) => [
    ...powers("a"),
    {
      id: "d",
      type: "DocumentAdded",
      document: "doc",
      title: "Book",
      rank: 1,
      sections: Object.fromEntries(upTo(n).map((i) => [`Section ${i}`, 3])),
    },
    ...upTo(n).map((i) => ({
      id: `e${i}`,
      type: "Noted",
      at: dayText(i),
      about: "a",
      source: { document: "doc", locator: `Sektion ${i} ¶1` },
    })),
  ]),
  checked("n documents, n accounts of one birth", (n) => [
    ...upTo(n).map((i) => ({
      id: `d${i}`,
      type: "DocumentAdded",
      document: `doc-${i}`,
      title: `Book ${i}`,
      rank: 1 + (i % 3),
    })),
    ...upTo(n).map((i) => ({
      id: `b${i}`,
      type: "PersonBorn",
      person: "p",
      at: dayText(i),
      source: { document: `doc-${i}` },
    })),
  ]),
  checked("n accounts of one strength", (n) => [
    ...powers("a"),
    ...upTo(3).map((i) => ({
      id: `d${i}`,
      type: "DocumentAdded",
      document: `doc-${i}`,
      title: `Book ${i}`,
      rank: 1 + (i % 3),
    })),
    ...upTo(n).map((i) => ({
      id: `r${i}`,
      type: "ForceReported",
      at: "2300",
      faction: "a",
      component: "hulls",
      value: i,
      source: { document: `doc-${i % 3}` },
    })),
  ]),
  checked("n reports of one strength", (n) => [
    ...powers("a"),
    ...upTo(n).map((i) => ({
      id: `r${i}`,
      type: "ForceReported",
      at: dayText(i),
      faction: "a",
      component: "hulls",
      value: 1 + (i % 20),
    })),
  ]),
  checked("n reductions of one strength", (n) => [
    ...powers("a"),
    { id: "r", type: "ForceReported", at: "1999", faction: "a", component: "hulls", value: 100 },
    ...upTo(n).map((i) => ({
      id: `r${i}`,
      type: "ForceReduced",
      at: dayText(i),
      faction: "a",
      component: "military",
      factor: 0.99,
      states: { ratio: 0.5 },
      ...(i > 0 ? { baseline: "r" } : {}),
    })),
  ]),
  checked("n reductions of one strength, each by the level of the one before", (n) => [
    ...powers("a"),
    { id: "r", type: "ForceReported", at: "1999", faction: "a", component: "hulls", value: 100 },
    ...upTo(n).map((i) => ({
      id: `r${i}`,
      type: "ForceReduced",
      at: dayText(i),
      faction: "a",
      component: "hulls",
      factor: 0.99,
      baseline: i === 0 ? "r" : `r${i - 1}`,
    })),
  ]),
  checked("n cripplings and raisings of one strength", (n) => [
    ...powers("a"),
    { id: "r", type: "ForceReported", at: "1999", faction: "a", component: "hulls", value: 100 },
    ...upTo(n).map((i) => ({
      id: `r${i}`,
      at: dayText(i),
      faction: "a",
      component: "hulls",
      ...(i % 2 === 0 ? { type: "ForceCrippled" } : { type: "ForceRaised", by: 5000 }),
    })),
  ]),
  checked("n shares of one strength", (n) => [
    ...upTo(n).map(founded),
    ...upTo(n).map((i) => ({
      id: `r${i}`,
      type: "ForceReported",
      at: "2300",
      faction: `f${i}`,
      component: "hulls",
      value: 0.1,
      unit: "share",
    })),
  ]),
  checked("n shares of one strength, one after the other", (n) => [
    ...upTo(n).map(founded),
    ...upTo(n).map((i) => ({
      id: `r${i}`,
      type: "ForceReported",
      at: dayText(i),
      faction: `f${i}`,
      component: "hulls",
      value: 0.1,
      unit: "share",
    })),
  ]),
  checked("n rankings among two", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) => ({
      id: `r${i}`,
      type: "ForceReported",
      at: dayText(i),
      faction: "a",
      component: "hulls",
      value: i,
    })),
    ...upTo(n).map((i) => ({
      id: `s${i}`,
      type: "StandingStated",
      at: dayText(i),
      faction: "a",
      metric: "hulls",
      rank: "lowest",
      among: "powers",
    })),
  ]),
  checked("n rankings among n", (n) => [
    ...upTo(n).map(founded),
    ...upTo(n).map((i) => ({
      id: `s${i}`,
      type: "StandingStated",
      at: dayText(i),
      faction: `f${i}`,
      metric: "power",
      rank: "lowest",
      among: "powers",
    })),
  ]),
  checked("one formation, alerted n times", (n) => [
    ...powers("a"),
    { id: "g", type: "FormationRaised", formation: "g", of: "a" },
    ...upTo(n).map((i) => ({ id: `x${i}`, type: "AlertChanged", at: dayText(i), formation: "g", level: i % 4 })),
  ]),
  checked("one formation, given n ships", (n) => [
    ...powers("a"),
    { id: "g", type: "FormationRaised", formation: "g", of: "a" },
    ...upTo(n).map((i) => ({ id: `l${i}`, type: "ShipLaunched", ship: `s${i}`, of: "a" })),
    { id: "x", type: "AssetsAssigned", at: "2300", to: "g", ships: upTo(n).map((i) => `s${i}`) },
  ]),
  checked("n near duplicates", (n) => [
    ...powers("a", "b"),
    ...upTo(n).map((i) => ({
      id: `x${i}`,
      type: "EnvoysSent",
      at: dayText(i >> 3),
      from: "a",
      to: "b",
      kind: "aid",
      text: `Help number ${i}`,
    })),
  ]),
  checked("one event, declared n times", (n) => [
    ...powers("a"),
    ...upTo(n).map(() => ({ id: "x", type: "Noted", at: "2000", about: "a" })),
  ]),
  checked("n events of one canon amended once each", (n) => [
    ...powers("a"),
    ...upTo(n).map((i) => ({ id: `x${i}`, type: "Noted", at: dayText(i), about: "a" })),
    ...upTo(n).map((i) => ({ id: `y${i}`, type: "EventAmended", target: `x${i}`, set: { title: "b" }, reason: "r" })),
  ]),
  checked("one event, amended n times", (n) => [
    ...powers("a"),
    { id: "x", type: "Noted", at: "2000", about: "a" },
    ...upTo(n).map((i) => ({ id: `y${i}`, type: "EventAmended", target: "x", set: { title: `b${i}` }, reason: "r" })),
  ]),
  checked("one event, amended n times, each by a field of its own", (n) => [
    ...powers("a"),
    { id: "x", type: "UnknownThing", at: "2000" },
    ...upTo(n).map((i) => ({ id: `y${i}`, type: "EventAmended", target: "x", set: { [`field${i}`]: 1 }, reason: "r" })),
  ]),
  checked("a chain of n amendments", (n) => [
    ...powers("a"),
    { id: "y0", type: "Noted", at: "2000", about: "a" },
    ...upTo(n).map((i) => ({ id: `y${i + 1}`, type: "EventRetracted", target: `y${i}`, reason: "r" })),
  ]),
  checked("one event, retracted n times", (n) => [
    ...powers("a"),
    { id: "x", type: "Noted", at: "2000", about: "a" },
    ...upTo(n).map((i) => ({ id: `y${i}`, type: "EventRetracted", target: "x", reason: "r" })),
  ]),
  checked("n retractions of what others count from", (n) => [
    ...powers("a"),
    ...upTo(n).map((i) => ({ id: `x${i}`, type: "Noted", at: dayText(i), about: "a" })),
    ...upTo(n).map((i) => ({ id: `w${i}`, type: "Noted", at: { after: `x${i}` }, about: "a" })),
    ...upTo(n).map((i) => ({ id: `y${i}`, type: "EventRetracted", target: `x${i}`, reason: "r" })),
  ]),
  yaml(
    "n entities in one file of YAML",
    (n) =>
      `entities:\n${upTo(n)
        .map((i) => `  f${i}: { kind: faction, standing: minor, name: Faction ${i} }\n`)
        .join("")}`,
  ),
  yaml(
    "n events in one file of YAML",
    (n) =>
      `entities:\n  a: { kind: faction, standing: minor }\nevents:\n${upTo(n)
        .map((i) => `  - { id: e${i}, type: Noted, at: ${dayText(i)}, about: a }\n`)
        .join("")}`,
  ),
  yaml(
    "n wrong events in one file of YAML",
    (n) =>
      `entities:\n  a: { kind: faction, standing: minor }\nevents:\n${upTo(n)
        .map((i) => `  - { id: e${i}, type: Noted, at: ${dayText(i)}, abuot: a }\n`)
        .join("")}`,
  ),
  yaml(
    "n findings in one file of YAML",
    (n) =>
      `entities:\n  a: { kind: person }\nevents:\n  - { id: d, type: PersonDied, at: 1999, person: a }\n${upTo(n)
        .map((i) => `  - { id: e${i}, type: StatementMade, at: ${dayText(i)}, speaker: a, about: a, stance: for }\n`)
        .join("")}`,
  ),
  yaml(
    "n anchors and aliases in one file of YAML",
    (n) =>
      `entities:\n  a: { kind: faction, standing: minor }\nevents:\n${upTo(n)
        .map((i) => `  - { id: e${i}, type: Noted, at: ${dayText(i)}, about: &x${i} a, text: *x${i} }\n`)
        .join("")}`,
  ),
  yaml(
    "n merges in one file of YAML",
    (n) =>
      `entities:\n  a: { kind: faction, standing: minor }\nevents:\n  - &base { id: e, type: Noted, at: 2000, about: a }\n${upTo(
        n,
      )
        .map((i) => `  - { <<: *base, id: e${i} }\n`)
        .join("")}`,
  ),
  yaml(
    "n comments in one file of YAML",
    (n) =>
      `entities:\n  a: { kind: faction, standing: minor }\n${upTo(n)
        .map((i) => `# comment ${i}\n`)
        .join("")}`,
  ),
  yaml(
    "one text of n lines in YAML",
    (n) =>
      `entities:\n  a: { kind: faction, standing: minor }\nevents:\n  - id: e\n    type: Noted\n    at: 2000\n    about: a\n    tags:\n${upTo(
        n,
      )
        .map((i) => `      - tag ${i}\n`)
        .join("")}`,
  ),
  yaml(
    "n amendments of one event, of a branch",
    (n) =>
      `branch: { name: what-if/x, of: canon }\nentities:\n  a: { kind: faction, standing: minor }\nevents:\n  - { id: e, type: Noted, at: 2000, about: a }\namend:\n${upTo(
        n,
      )
        .map((i) => `  - { event: e, set: { title: title ${i} }, reason: r }\n`)
        .join("")}`,
  ),
];
