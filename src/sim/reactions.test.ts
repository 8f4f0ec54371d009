import { expect, test } from "vitest";
import { chronicleOf, type Flat } from "../../test/support/chronicles.ts";
import { simulateOne } from "./ensemble/simulate.ts";
import { defaultModel, type Reading } from "./model/model.ts";
import { whyRemoved } from "./run/asTimeline.ts";
import { howCanonReacts } from "./run/howCanonReacts.ts";
import { prepareScenario } from "./scenario.ts";

const EVENTS: readonly Flat[] = [
  { id: "north", type: "FactionFounded", faction: "north", standing: "major" },
  { id: "south", type: "FactionFounded", faction: "south", standing: "major" },
  { id: "ford", type: "SystemCharted", system: "ford", holder: "north" },
  { id: "throne", type: "OfficeEstablished", office: "throne", of: "north" },
  { id: "crowned", type: "LeaderReplaced", at: "2390", office: "throne", successor: "ann", manner: "elected" },
  { id: "insult", type: "Noted", at: "2399-12-31", about: "south" },
  { id: "quarrel", type: "Noted", at: "2400-01-01", about: "south" },
  {
    id: "war",
    type: "ConflictBegun",
    at: "2400-02",
    conflict: "long-war",
    sides: ["south", "north"],
    causes: ["insult", "quarrel"],
  },
  {
    id: "battle",
    type: "BattleFought",
    at: "2400-06-01",
    conflict: "long-war",
    sides: ["south", "north"],
    place: "ford",
  },
  { id: "peace", type: "ConflictEnded", at: "2402", conflict: "long-war" },
  { id: "feast", type: "Noted", at: "2403", about: "north" },
];

function without(gone: readonly string[], causes: Reading = "any") {
  const canon = chronicleOf(EVENTS);
  const timeline = chronicleOf(EVENTS.filter(({ id }) => !gone.includes(String(id))));
  const scenario = prepareScenario({ timeline, canon, until: "2404", model: { ...defaultModel(), causes } });
  const removed = (run: number) =>
    simulateOne(scenario, { seed: 1, run }).fates.flatMap((fate) =>
      fate.kind === "removed" ? [`${fate.event.id}: ${whyRemoved(fate.because)}`] : [],
    );
  return { scenario, removed };
}

const FOOTING = ["battle", "peace"].map((id) => `${id}: it has lost its footing: long-war does not go on`);

test("an event of which no cause is left does not happen, nor what needs it for its footing", () => {
  const { removed } = without(["insult", "quarrel"]);
  for (const run of [0, 1, 2, 3])
    expect(removed(run)).toEqual(["war: it has no cause left without insult, quarrel", ...FOOTING]);
});

test.each<[Reading, readonly string[]]>([
  ["any", []],
  ["all", ["war: it has no cause left without insult", ...FOOTING]],
  ["ignored", []],
])("of several causes, one gone: %s", (reading, expected) => {
  expect(without(["insult"], reading).removed(0)).toEqual(expected);
});

test("where causes are ignored, canon is told whatever became of them", () => {
  expect(without(["insult", "quarrel"], "ignored").removed(0)).toEqual([]);
});

test("nothing of canon goes otherwise where nothing is taken away", () => {
  const { removed } = without([]);
  for (const run of [0, 1, 2]) expect(removed(run)).toEqual([]);
});

test("it is told of every event whether it reacts, and to what", () => {
  const { scenario } = without(["insult", "quarrel"]);
  expect(howCanonReacts(scenario).map(({ event, how, hangsOn }) => [event, how, hangsOn])).toEqual([
    ["insult", "scripted", []],
    ["quarrel", "scripted", []],
    ["war", "reacting", ["causes: insult or quarrel"]],
    ["battle", "reacting", ["needs: war", "not if long-war does not go on"]],
    ["peace", "reacting", ["needs: war", "not if long-war does not go on"]],
    ["feast", "scripted", []],
  ]);
});

test("which of two events of one instant was recorded first says nothing of which caused the other", () => {
  const fire: readonly Flat[] = [
    { id: "ann-dies", type: "PersonDied", at: { with: "fire" }, person: "ann", causes: ["fire"] },
    { id: "fire", type: "Noted", at: "2400-05-01", about: "ford", causes: ["quarrel"] },
  ];
  const canon = chronicleOf([...EVENTS, ...fire]);
  const timeline = chronicleOf([...EVENTS, ...fire].filter(({ id }) => id !== "quarrel"));
  const scenario = prepareScenario({ timeline, canon, until: "2404" });
  const gone = simulateOne(scenario, { seed: 1, run: 0 }).fates.filter(({ kind }) => kind === "removed");
  expect(gone.map(({ event }) => event.id)).toEqual(["fire", "ann-dies"]);
});
