import { CANON, LOG, type Shape, times } from "../shape.ts";
import { canonFile, noted, record, type Written } from "../shapeWorld.ts";

const chain = (n: number): Written[] =>
  times(n, (i) => noted(i, { at: i === 0 ? "2001" : { after: `noted-${i - 1}` } }));

const same = (n: number): Written[] => times(n, (i) => noted(i, { at: i === 0 ? "2001" : { with: `noted-${i - 1}` } }));

/** Dates that count from other dates. */
export const shapes: readonly Shape[] = [
  {
    name: "dates, each after the one before",
    canon: (n) => canonFile(chain(n)),
    log: (n, log) => record(log, chain(n)),
    asked: () => [
      ["replay", CANON],
      ["replay", "--log", LOG],
      [
        "timeline",
        "add",
        "{type: Noted, about: p-0, at: { after: noted-3 }}",
        "--force-canon",
        "--reason",
        "why",
        "--log",
        LOG,
      ],
    ],
  },
  {
    name: "dates, each before the one before",
    canon: (n) => canonFile(times(n, (i) => noted(i, { at: i === 0 ? "2001" : { before: `noted-${i - 1}` } }))),
    asked: () => [["replay", CANON]],
  },
  {
    name: "dates, each some days after the one before",
    canon: (n) =>
      canonFile(times(n, (i) => noted(i, { at: i === 0 ? "2001-01-01" : { after: `noted-${i - 1}`, offset: "P2D" } }))),
    asked: () => [["replay", CANON]],
  },
  {
    name: "dates, all with the one before",
    canon: (n) => canonFile(same(n)),
    asked: () => [
      ["replay", CANON],
      ["check", CANON],
    ],
  },
  {
    name: "dates, all with one",
    canon: (n) => canonFile(times(n, (i) => noted(i, { at: i === 0 ? "2001" : { with: "noted-0" } }))),
    asked: () => [["replay", CANON]],
  },
  {
    name: "dates, all after one, in the order of another instant",
    canon: (n) =>
      canonFile(times(n, (i) => noted(i, { at: i === 0 ? "2001-01-01" : { after: "noted-0", before: "2001-01-02" } }))),
    asked: () => [["replay", CANON]],
  },
  {
    name: "dates, each drawn somewhere",
    canon: (n) =>
      canonFile(times(n, (i) => noted(i, { at: i === 0 ? "2001/2020" : { after: `noted-${i - 1}` }, placed: "2010" }))),
    asked: () => [["replay", CANON]],
  },
  {
    name: "dates, each from an entity's end",
    canon: (n) =>
      canonFile(
        times(n, (i): Written[] => [
          { id: `born-${i}`, type: "PersonBorn", person: `q-${i}`, at: i === 0 ? "2001" : { after: `q-${i - 1}` } },
          { id: `died-${i}`, type: "PersonDied", person: `q-${i}`, at: { after: `born-${i}` } },
        ]).flat(),
      ),
    asked: () => [["replay", CANON]],
  },
];
