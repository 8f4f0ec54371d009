import { dayText } from "../dayText.ts";
import type { Flat } from "../history.ts";
import { checked, powers, upTo } from "../checked.ts";
import type { Shape } from "../shape.ts";

const seat = (office: string): Flat => ({ id: `declare-${office}`, type: "OfficeEstablished", office, of: "realm" });
const persons = (n: number): readonly Flat[] =>
  upTo(n).map((i) => ({ id: `declare-p${i}`, type: "PersonBorn", person: `p${i}` }));

/** One office, taken so many times; `more` says how. */
const successions = (name: string, more: (i: number) => Flat, declared: Flat = seat("seat")): Shape =>
  checked(name, (n) => [
    ...powers("realm"),
    declared,
    ...persons(n),
    ...upTo(n).map((i) => ({
      id: `s${i}`,
      type: "LeaderReplaced",
      at: dayText(i),
      office: "seat",
      successor: `p${i}`,
      manner: "elected",
      ...more(i),
    })),
  ]);

export const shapes: readonly Shape[] = [
  successions("one office, taken n times without a predecessor", () => ({})),
  successions("one office, taken n times from the one before", (i) => (i === 0 ? {} : { predecessor: `p${i - 1}` })),
  successions("one office, taken n times by those who stand in", () => ({ acting: true })),
  successions("one office of n seats", () => ({}), { ...seat("seat"), seats: 100_000 }),
  successions("one office, taken n times from one who was never there", () => ({ predecessor: "p0" })),
  successions("one office, taken n times within a year", () => ({ at: "2300" })),
  successions("one office, taken n times at dates that overlap", (i) => ({ at: `${2000 + i}/${2100 + i}` })),
  successions("one office, taken n times by two in turn", (i) => ({ successor: `p${i % 2}` })),
  checked("n dates within the tenures of one who held an office n times", (n) => [
    ...powers("realm"),
    seat("seat"),
    ...persons(2),
    ...upTo(n).map((i) => ({
      id: `s${i}`,
      type: "LeaderReplaced",
      at: dayText(4 * i),
      office: "seat",
      successor: `p${i % 2}`,
      predecessor: `p${(i + 1) % 2}`,
      manner: "elected",
    })),
    ...upTo(n).map((i) => ({
      id: `e${i}`,
      type: "Noted",
      at: [{ during: "p0@seat" }, { during: dayText(8 * (i % Math.ceil(n / 2)) + 2) }],
      about: "realm",
    })),
  ]),
  successions("one office, that reserves what n others do", (i) => ({ predecessor: `p${i - 1}` }), {
    ...seat("seat"),
    reserves: ["LeaderReplaced", "StatementMade"],
  }),
  successions("one office, whose n holders have to be eligible", (i) => ({ predecessor: `p${i - 1}` }), {
    ...seat("seat"),
    eligibility: { memberOf: "realm", minAge: 30 },
  }),
  checked("one office, vacated n times", (n) => [
    ...powers("realm"),
    seat("seat"),
    ...persons(n),
    ...upTo(n).map((i) => ({
      id: `s${i}`,
      at: dayText(i),
      office: "seat",
      ...(i % 2 === 0 ? { type: "LeaderReplaced", successor: `p${i}`, manner: "elected" } : { type: "OfficeVacated" }),
    })),
  ]),
  checked("one office, vacated n times by whoever comes later", (n) => [
    ...powers("realm"),
    seat("seat"),
    ...persons(n),
    ...upTo(n).map((i) => ({ id: `v${i}`, type: "OfficeVacated", at: "2300", office: "seat", holder: `p${i}` })),
    ...upTo(n).map((i) => ({
      id: `s${i}`,
      type: "LeaderReplaced",
      at: "2300",
      office: "seat",
      successor: `p${i}`,
      manner: "elected",
    })),
  ]),
  checked("one person, n offices, and n treaties signed", (n) => [
    ...powers("realm", "other"),
    ...persons(1),
    ...upTo(n).map((i) => seat(`seat-${i}`)),
    ...upTo(n).map((i) => ({
      id: `s${i}`,
      type: "LeaderReplaced",
      at: dayText(i),
      office: `seat-${i}`,
      successor: "p0",
      manner: "elected",
    })),
    ...upTo(n).map((i) => ({
      id: `t${i}`,
      type: "TreatySigned",
      at: dayText(i),
      treaty: `t${i}`,
      parties: ["other", "realm"],
      signatories: ["p0"],
    })),
  ]),
  checked("the Domo, replaced n times", (n) => [
    ...powers("breen-confederacy"),
    { id: "declare-domo", type: "OfficeEstablished", office: "domo", of: "breen-confederacy" },
    ...persons(n),
    ...upTo(n).map((i) => ({ id: `s${i}`, type: "DomoReplaced", at: dayText(i), successor: `p${i}` })),
  ]),
];
