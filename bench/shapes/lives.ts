import { dayText } from "../dayText.ts";
import type { Flat } from "../history.ts";
import { checked, powers, upTo } from "../checked.ts";
import type { Shape } from "../shape.ts";

const born = (i: number): Flat => ({ id: `declare-p${i}`, type: "PersonBorn", at: "1900", person: `p${i}` });
const launched: Flat = { id: "launch", type: "ShipLaunched", at: "1999", ship: "ship", of: "realm", class: "class" };
const CLASS: Flat = { id: "declare-class", type: "ClassDeclared", class: "class" };

export const shapes: readonly Shape[] = [
  checked("one ship, missing and found n times", (n) => [
    ...powers("realm"),
    CLASS,
    launched,
    ...upTo(n).map((i) => ({
      id: `s${i}`,
      type: i % 2 === 0 ? "ShipMissing" : "ShipFound",
      at: dayText(i),
      ship: "ship",
    })),
  ]),
  checked("one ship, missing and found n times within a year", (n) => [
    ...powers("realm"),
    CLASS,
    launched,
    ...upTo(n).map((i) => ({ id: `s${i}`, type: i % 2 === 0 ? "ShipMissing" : "ShipFound", at: "2300", ship: "ship" })),
  ]),
  checked("one ship, destroyed and found n times", (n) => [
    ...powers("realm"),
    CLASS,
    launched,
    ...upTo(n).map((i) => ({
      id: `s${i}`,
      type: i % 2 === 0 ? "ShipDestroyed" : "ShipFound",
      at: dayText(i),
      ship: "ship",
    })),
  ]),
  checked("one ship, destroyed n times, at n encounters", (n) => [
    ...powers("realm"),
    CLASS,
    launched,
    { id: "declare-s", type: "SystemCharted", system: "s" },
    ...upTo(n).map((i) => ({ id: `s${i}`, type: "ShipDestroyed", at: dayText(i), ship: "ship" })),
    ...upTo(n).map((i) => ({ id: `e${i}`, type: "EncounterOccurred", at: dayText(i), parties: ["ship"], place: "s" })),
  ]),
  checked("n ships of one class", (n) => [
    ...powers("realm"),
    { ...CLASS },
    ...upTo(n).map((i) => ({ ...launched, id: `l${i}`, at: dayText(i), ship: `ship-${i}`, name: `Ship ${i}` })),
  ]),
  checked("n ships of one name", (n) => [
    ...powers("realm"),
    { ...CLASS },
    ...upTo(n).map((i) => ({ ...launched, id: `l${i}`, at: dayText(i), ship: `ship-${i}`, name: "Enterprise" })),
    ...upTo(n).map((i) => ({ id: `d${i}`, type: "ShipDestroyed", at: dayText(i), ship: `ship-${i}` })),
  ]),
  checked("one ship, launched n times", (n) => [
    ...powers("realm"),
    CLASS,
    ...upTo(n).map((i) => ({ ...launched, id: `l${i}`, at: dayText(i), name: `Ship ${i}` })),
  ]),
  checked("one ship, at n systems within a year", (n) => [
    ...powers("realm"),
    CLASS,
    launched,
    ...upTo(n).map((i) => ({
      id: `c${i}`,
      type: "SystemCharted",
      system: `s${i}`,
      position: [i % 200, Math.floor(i / 200)],
    })),
    ...upTo(n).map((i) => ({ id: `e${i}`, type: "EncounterOccurred", at: "2300", parties: ["ship"], place: `s${i}` })),
  ]),
  checked("n ships at n systems of one lane graph", (n) => [
    ...powers("realm"),
    CLASS,
    ...upTo(n).map((i) => ({ id: `c${i}`, type: "SystemCharted", system: `s${i}`, lanes: [`s${(i + 1) % n}`] })),
    ...upTo(n).map((i) => ({ ...launched, id: `l${i}`, at: "1999", ship: `ship-${i}` })),
    ...upTo(n).flatMap((i) => [
      { id: `e${i}`, type: "EncounterOccurred", at: dayText(i), parties: [`ship-${i}`], place: `s${i}` },
      { id: `f${i}`, type: "EncounterOccurred", at: dayText(i + 3), parties: [`ship-${i}`], place: `s${(i + 5) % n}` },
    ]),
  ]),
  checked("n ships that cross a lane graph of n systems", (n) => [
    ...powers("realm"),
    CLASS,
    ...upTo(n).map((i) => ({ id: `c${i}`, type: "SystemCharted", system: `s${i}`, lanes: [`s${(i + 1) % n}`] })),
    ...upTo(n).map((i) => ({ ...launched, id: `l${i}`, at: "1999", ship: `ship-${i}` })),
    ...upTo(n).flatMap((i) => [
      { id: `e${i}`, type: "EncounterOccurred", at: dayText(i), parties: [`ship-${i}`], place: `s${i}` },
      {
        id: `f${i}`,
        type: "EncounterOccurred",
        at: dayText(i + 3),
        parties: [`ship-${i}`],
        place: `s${(i + (n >> 1)) % n}`,
      },
    ]),
  ]),
  checked("one person, married and parted n times", (n) => [
    born(0),
    born(1),
    ...upTo(n).map((i) => ({
      id: `m${i}`,
      type: i % 2 === 0 ? "PersonsMarried" : "MarriageEnded",
      at: dayText(i),
      persons: ["p0", "p1"],
    })),
  ]),
  checked("one marriage of n", (n) => [
    ...upTo(n).map(born),
    { id: "m", type: "PersonsMarried", at: "2000", persons: upTo(n).map((i) => `p${i}`) },
  ]),
  checked("one person, dead and restored n times", (n) => [
    born(0),
    ...upTo(n).map((i) => ({
      id: `m${i}`,
      type: i % 2 === 0 ? "PersonDied" : "PersonRestored",
      at: dayText(i),
      person: "p0",
    })),
  ]),
  checked("one person, dead n times within a year, and speaking", (n) => [
    born(0),
    ...upTo(n).map((i) => ({ id: `m${i}`, type: "PersonDied", at: "2300", person: "p0" })),
    ...upTo(n).map((i) => ({
      id: `s${i}`,
      type: "StatementMade",
      at: "2300",
      speaker: "p0",
      about: "p0",
      stance: "for",
    })),
  ]),
  checked("n generations", (n) =>
    upTo(n).map((i) => ({ ...born(i), at: dayText(i * 40), ...(i === 0 ? {} : { mother: `p${i - 1}` }) })),
  ),
  checked("n persons of one name, dead one after the other", (n) => [
    ...upTo(n).map((i) => ({ ...born(i), at: dayText(i), name: "Gor" })),
    ...upTo(n).map((i) => ({ id: `d${i}`, type: "PersonDied", at: dayText(i), person: `p${i}` })),
  ]),
  checked("n persons of one species", (n) => [
    { id: "sp", type: "SpeciesDeclared", species: "breen", lifespan: 80 },
    ...upTo(n).map((i) => ({ ...born(i), at: dayText(i), species: "breen" })),
    ...upTo(n).map((i) => ({ id: `d${i}`, type: "PersonDied", at: dayText(i + 40_000), person: `p${i}` })),
  ]),
  checked("one person, whose age is stated n times", (n) => [
    born(0),
    ...upTo(n).map((i) => ({
      id: `s${i}`,
      type: "Noted",
      at: dayText(i),
      about: "p0",
      states: { age: 40, duration: "P3Y" },
    })),
  ]),
];
