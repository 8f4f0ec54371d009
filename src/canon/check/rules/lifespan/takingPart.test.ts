import { describe, expect, test } from "vitest";
import { checkText } from "../../../../../test/support/checkText.ts";
import { catalogue } from "../../../../events/catalogue/catalogue.ts";
import type { EventDefinition } from "../../../../events/defineEvent.ts";
import { type Reference, referencePaths } from "../../../../events/fields.ts";

/** One event of each type, with all its fields that name somebody or something. */
const SAMPLES: Readonly<Record<string, object>> = {
  FactionFounded: { faction: "new", standing: "minor", partOf: "east", capital: "s1" },
  StandingChanged: { faction: "east", standing: "minor" },
  FactionDissolved: { faction: "north", successor: "east" },
  FactionIdentified: { faction: "east", by: "west" },
  EncounterOccurred: { parties: ["east", "west"], place: "s1" },
  AllegianceChanged: { subject: "p", to: "east", from: "west" },
  CapitalMoved: { faction: "east", system: "s1", host: "west" },
  MemberJoined: { body: "league", member: "east" },
  MemberLeft: { body: "league", member: "east" },
  StandingStated: { faction: "east", metric: "power", rank: "highest", among: ["west"] },
  OfficeEstablished: { office: "new", of: "east", eligibility: { species: "folk", memberOf: "east" } },
  OfficeVacated: { office: "seat", holder: "p" },
  LeaderReplaced: { office: "seat", successor: "p", predecessor: "q", manner: "elected" },
  HeirNamed: { office: "seat", heir: "p" },
  ConsortNamed: { office: "seat", consort: "p", of: "q" },
  EntityRenamed: { entity: "east", name: "The East" },
  DomoReplaced: { successor: "p", predecessor: "q" },
  PersonBorn: { person: "new", species: "folk", mother: "p", father: "q" },
  PersonDied: { person: "p", by: "q", heir: "q" },
  PersonRestored: { person: "p" },
  PersonsMarried: { persons: ["p", "q"] },
  MarriageEnded: { persons: ["p", "q"] },
  StatementMade: { speaker: "p", about: "q", stance: "no" },
  MotiveHeld: { person: "p", motive: "revenge", regarding: "q" },
  SpeciesDeclared: { species: "new" },
  TraitAscribed: { subject: "p", trait: "aim", value: "peace" },
  DocumentAdded: { document: "new", title: "D", rank: 1 },
  EntityDeclared: { entity: "new", kind: "treaty" },
  QuestionOpened: { question: "new", about: "p", options: ["yes", "no"] },
  QuestionSettled: { question: "riddle", answer: "yes" },
  Noted: { about: "p" },
  TreatySigned: { treaty: "new", parties: ["east", "west"], signatories: ["p"] },
  TreatyRatified: {
    treaty: "new",
    parties: ["east", "west"],
    terms: [
      { limit: { faction: "east", component: "hulls", factor: 0.5 } },
      { cede: { systems: ["s1"], from: "east", to: "west" } },
      { forbid: "ships", where: "s1" },
      { peace: "war" },
    ],
  },
  TreatyAbrogated: { treaty: "pact", by: "east" },
  TreatyViolated: { treaty: "pact", by: "east", act: "war" },
  TalksOpened: { talks: "new", parties: ["east", "west"] },
  TalksHalted: { talks: "chat", by: "east" },
  EnvoysSent: { from: "east", to: "west", kind: "aid" },
  SystemCharted: { system: "new", partOf: "s1", lanes: ["s1"], region: "reach", holder: "east", controller: "west" },
  RegionCharted: { region: "new", systems: ["s1"] },
  TerritoryTransferred: { systems: ["s1"], to: "west", from: "east", procedure: 3 },
  ControlChanged: { systems: ["s1"], to: "west", from: "east" },
  ClaimAsserted: { by: "east", over: ["s1"], against: ["west"] },
  ClaimRenounced: { by: "east", over: ["s1"] },
  ConflictBegun: { conflict: "new", sides: ["east", ["west"]] },
  ConflictEnded: { conflict: "war" },
  BelligerentJoined: { conflict: "war", belligerent: "north", side: "east" },
  BelligerentLeft: { conflict: "war", belligerent: "east" },
  BorderBreached: { by: "west", against: "east", formations: ["fleet"], systems: ["s1"] },
  BattleFought: { conflict: "war", sides: ["east", ["west"], "north"], place: "s1", victor: "north" },
  SabotageCommitted: { against: "east", target: "dock", by: ["west"], suspected: ["north"] },
  ForceReported: { faction: "east", component: "hulls", value: 3 },
  ForceRaised: { faction: "east", component: "hulls", by: 3 },
  ForceReduced: { faction: "east", component: "hulls", factor: 0.5 },
  ForceCrippled: { faction: "east", component: "hulls" },
  AlertChanged: { formation: "fleet", level: "war" },
  AssetsAssigned: { to: "fleet", ships: ["ss"] },
  FormationRaised: { formation: "new", of: "east" },
  FormationDisbanded: { formation: "fleet" },
  ClassDeclared: { class: "new" },
  ShipLaunched: { ship: "new", of: "east", class: "galaxy" },
  ShipDecommissioned: { ship: "ss" },
  ShipDestroyed: { ship: "ss", by: ["west"] },
  ShipFound: { ship: "ss" },
  ShipMissing: { ship: "ss", group: { count: 2, of: ["east"], region: "s1" }, suspected: ["west"] },
  ReportFiled: {
    report: "new",
    by: "east",
    claim: { type: "PersonDied", person: "q" },
    reliability: "low",
    about: "p",
  },
  ReportRetracted: { report: "memo", by: "east", reason: "planted", suspected: ["west"] },
  ReportPlanted: { by: "east", target: "west", claim: { type: "PersonDied", person: "q" }, report: "memo" },
  OperativesConsidered: { by: "east", against: "west" },
  OperativeInserted: { by: "east", into: "west", person: "p" },
  EventRetracted: { target: "e", reason: "wrong" },
  EventAmended: { target: "e", set: {}, reason: "wrong" },
};

const SUSPICION = "whoever is suspected need not have done it";
const SAID_OF = "much is said and asked of what is no more";

/** What answers for a field: a rule, or why it may be. By type and field; of one kind only, with the kind. */
const EXPECTED: Readonly<Record<string, string>> = {
  "FactionIdentified.faction": "one may learn of what is no more",
  "AllegianceChanged.subject ship out of service": "it may still change hands",
  "AllegianceChanged.from": "one leaves what is no more",
  "MemberJoined.body": "membership/never-left",
  "MemberJoined.body treaty": "treaty/member-outside-span",
  "MemberLeft.body": "membership/never-left",
  "MemberLeft.body treaty": "treaty/member-outside-span",
  "StandingStated.among": "one is measured against what was",
  "OfficeEstablished.eligibility.memberOf": "who once served it may still be elected",
  "OfficeVacated.holder": "one may have died in office; office/dead-hand asks how long ago",
  "LeaderReplaced.successor": "office/holder-not-alive",
  "LeaderReplaced.predecessor": "one may have died in office; office/dead-hand asks how long ago",
  "DomoReplaced.successor": "office/holder-not-alive",
  "DomoReplaced.predecessor": "one may have died in office; office/dead-hand asks how long ago",
  "PersonBorn.mother": "lifespan/parent-order",
  "PersonBorn.father": "lifespan/parent-order",
  "PersonDied.by": "causality/agent-not-alive",
  "PersonRestored.person": "it is restored because it ended",
  "MarriageEnded.persons": "a marriage may be declared void after a death",
  "StatementMade.about": SAID_OF,
  "MotiveHeld.regarding": "the dead are avenged",
  "TraitAscribed.subject": SAID_OF,
  "QuestionOpened.about": SAID_OF,
  "EntityRenamed.entity": "posthumous names, and wrecks that are called otherwise",
  "Noted.about": "honours, finds and anniversaries",
  "TreatyRatified.terms.cede.from": "what it left is shared out",
  "TreatyRatified.terms.peace": "peace is made after the war",
  "SystemCharted.holder": "territory/owner-not-existing",
  "SystemCharted.controller": "territory/owner-not-existing",
  "TerritoryTransferred.to": "territory/owner-not-existing",
  "TerritoryTransferred.from": "what it left passes on",
  "ControlChanged.to": "territory/owner-not-existing",
  "ControlChanged.from": "what it left passes on",
  "ClaimAsserted.against": "what it left is claimed",
  "BelligerentJoined.conflict": "membership/never-left",
  "BelligerentLeft.conflict": "membership/never-left",
  "BattleFought.conflict": "membership/never-left",
  "SabotageCommitted.suspected": SUSPICION,
  "AssetsAssigned.ships": "ship/active-after-loss",
  "AssetsAssigned.ships ship out of service": "it may be put to another use",
  "ShipDecommissioned.ship ship out of service": "lifespan/twice-ended",
  "ShipDestroyed.ship ship out of service": "what is out of service may still be destroyed",
  "ShipDestroyed.by": "causality/agent-not-alive",
  "ShipFound.ship": "it is found because it was lost",
  "ShipMissing.ship": "ship/impossible-transition",
  "ShipMissing.suspected": SUSPICION,
  "ReportFiled.about": SAID_OF,
  "ReportRetracted.suspected": SUSPICION,
};

interface Gone {
  /** Of which kind; as it is called if absent. */
  readonly kind?: string;
  readonly declared?: string;
  readonly began?: object;
  readonly ended: object;
}

/** What ended ten years before it is named again. */
const GONE: Readonly<Record<string, Gone>> = {
  person: { declared: "{ kind: person }", ended: { type: "PersonDied", person: "gone" } },
  faction: { declared: "{ kind: faction, standing: major }", ended: { type: "FactionDissolved", faction: "gone" } },
  formation: { declared: "{ kind: formation, of: east }", ended: { type: "FormationDisbanded", formation: "gone" } },
  ship: { declared: "{ kind: ship, of: east }", ended: { type: "ShipDestroyed", ship: "gone" } },
  "ship out of service": {
    kind: "ship",
    declared: "{ kind: ship, of: east }",
    ended: { type: "ShipDecommissioned", ship: "gone" },
  },
  treaty: {
    began: { type: "TreatyRatified", treaty: "gone", parties: ["east", "west"] },
    ended: { type: "TreatyAbrogated", treaty: "gone", by: "east" },
  },
  conflict: {
    began: { type: "ConflictBegun", conflict: "gone", sides: ["east", "west"] },
    ended: { type: "ConflictEnded", conflict: "gone" },
  },
  talks: {
    began: { type: "TalksOpened", talks: "gone", parties: ["east", "west"] },
    ended: { type: "TalksHalted", talks: "gone", by: "east" },
  },
};

const ENTITIES = `
  east: { kind: faction, standing: major }
  west: { kind: faction, standing: major }
  north: { kind: faction, standing: major }
  league: { kind: faction, standing: organisation }
  p: { kind: person }
  q: { kind: person }
  fleet: { kind: formation, of: east }
  galaxy: { kind: class }
  ss: { kind: ship, of: east }
  seat: { kind: office, of: east }
  domo: { kind: office, of: east }
  folk: { kind: species }
  reach: { kind: region }
  s1: { kind: system }
  war: { kind: conflict }
  pact: { kind: treaty }
  chat: { kind: talks }
  memo: { kind: report }
  riddle: { kind: question }`;

interface Form {
  readonly type: string;
  readonly field: string;
  readonly kind: string;
  readonly role: string;
  readonly data: object;
}

const fieldOf = (path: readonly (string | number)[]): string =>
  path.filter((step) => typeof step === "string").join(".");

const withAt = (value: unknown, [step, ...rest]: readonly (string | number)[], id: string): unknown => {
  if (step === undefined) return id;
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? withAt(item, rest, id) : item));
  return { ...(value as object), [step]: withAt(Reflect.get(value as object, step), rest, id) };
};

const namesOnly = ({ targets }: Pick<Reference, "targets">): boolean => !targets.includes("event");

/** Every field of a type that names somebody or something, with each kind of thing that may have ended. */
function formsOf({ type, references }: EventDefinition): Form[] {
  const data = SAMPLES[type] ?? {};
  const seen = new Set<string>();
  return references(data).flatMap(({ role, targets, path }) => {
    const field = fieldOf(path);
    if (seen.has(field) || !namesOnly({ targets }) || ["declares", "creates", "begins"].includes(role)) return [];
    seen.add(field);
    const fits = (kind: string): boolean => targets.length === 0 || targets.some((one) => one === kind);
    const gone = Object.entries(GONE).flatMap(([name, { kind = name }]) => (fits(kind) ? [name] : []));
    return gone.map((kind) => ({ type, field, kind, role, data: withAt(data, path, "gone") as object }));
  });
}

const forms = [...catalogue.definitions.values()].flatMap(formsOf);

/** Whoever takes part has to be there, and nothing ends twice; of all else, the list says what is expected. */
function expectedOf({ type, field, kind, role }: Form): string | undefined {
  const listed = EXPECTED[`${type}.${field} ${kind}`] ?? EXPECTED[`${type}.${field}`];
  if (listed !== undefined) return listed;
  if (role === "ends") return "lifespan/twice-ended";
  if (role !== "acts" && role !== "undergoes") return undefined;
  return kind === "ship" ? "ship/active-after-loss" : "lifespan/acts-after-end";
}

async function rulesAbout({ type, kind, data }: Form): Promise<readonly string[]> {
  const { declared, began, ended } = GONE[kind] ?? { ended: {} };
  const events = [
    ...(began === undefined ? [] : [{ ...began, id: "begins", at: 2290 }]),
    { ...ended, id: "ends", at: 2300 },
    { ...data, type, id: "named", at: 2310 },
  ];
  const text = `entities:${ENTITIES}${declared === undefined ? "" : `\n  gone: ${declared}`}
events:
${events.map((event) => `  - ${JSON.stringify(event)}`).join("\n")}
`;
  const { findings } = await checkText(text);
  const invalid = findings.find(({ rule }) => rule === "identity/invalid-event");
  if (invalid !== undefined) throw new Error(invalid.message);
  return findings.filter(({ entities }) => entities.includes("gone")).map(({ rule }) => rule);
}

describe("what ended ten years before it is named", () => {
  test("is looked for in every field of every type", () => {
    for (const { type, schema, references } of catalogue.definitions.values()) {
      const inSample = references(SAMPLES[type])
        .filter(namesOnly)
        .map(({ path }) => fieldOf(path));
      const inSchema = referencePaths(schema)
        .filter(({ field }) => namesOnly(field))
        .map(({ steps }) => fieldOf(steps.map((step) => (step.kind === "field" ? step.name : 0))));
      expect(new Set(inSample), type).toEqual(new Set(inSchema));
    }
  });

  test.each(forms.map((form) => [`${form.kind} as ${form.type}.${form.field}`, form] as const))(
    "%s",
    async (_, form) => {
      const expected = expectedOf(form);
      expect(await rulesAbout(form), expected).toEqual(
        expected !== undefined && /^\S+\/\S+$/.test(expected) ? [expected] : [],
      );
      expect(expected).toBeDefined();
    },
  );
});
