import { dayText } from "../dayText.ts";
import { checked, founded, powers, upTo } from "../checked.ts";
import type { Shape } from "../shape.ts";

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
  checked("n unknown types", (n) => [
    ...powers("a"),
    ...upTo(n).map((i) => ({ id: `e${i}`, type: `Type${i}`, at: dayText(i) })),
  ]),
  checked("n unknown fields", (n) => [
    ...powers("a"),
    ...upTo(n).map((i) => ({ id: `e${i}`, type: "Noted", at: dayText(i), about: "a", [`field${i}`]: 1 })),
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
  checked("n aliases of one", (n) => [{ ...founded(0), alias: upTo(n).map((i) => `alias-${i}`) }]),
  checked("a chain of n aliases, last first", (n) =>
    upTo(n).map((i) => ({ ...founded(n - i), alias: `f${n - i - 1}` })),
  ),
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
];
