import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Diagnostic } from "vscode-languageserver/node";
import { type ClientOptions, type LanguageClient, startLanguageClient } from "./support/languageClient.ts";
import { CLI } from "./support/inThisProcess.ts";

// `npm test` builds first: these speak the protocol to what is published.

const PEOPLE = `canon: test
documents:
  chronicle: { title: The ChronicleInMemory, rank: 1 }
entities:
  league: { kind: faction, name: River League, standing: major, forces: { hulls: 10 } }
  clans: { kind: faction, name: Hill Clans, standing: major, forces: { hulls: 5 } }
  ford: { kind: system, name: The Ford, holder: league, lanes: [riverside] }
  riverside: { kind: system, name: Riverside, holder: league }
  speaker: { kind: office, name: Speaker, of: league }
  ada: { kind: person, name: Ada, alias: ada-of-the-ford }
`;
const DEEDS = `events:
  - id: ada-speaks
    type: LeaderReplaced
    title: Ada becomes Speaker
    at: 2200
    office: speaker
    successor: ada
    manner: elected
  - id: clans-take-the-ford
    type: BorderBreached
    title: The clans take the ford
    at: { after: ada-speaks, atMost: P2Y }
    by: clans
    against: league
    systems: [ford]
    causes: [ada-speaks]
    source: { document: chronicle }
`;
/** Ada dies before she becomes Speaker. */
const DEATH = `events:
  - id: ada-dies
    type: PersonDied
    at: 2190
    person: ada
`;

const UNKNOWN = "identity/unknown-reference";
let folder = "";
let client: LanguageClient;
const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
const has =
  (code: string) =>
  (all: readonly Diagnostic[]): boolean =>
    all.some((one) => one.code === code);

const lacks =
  (code: string) =>
  (all: readonly Diagnostic[]): boolean =>
    !has(code)(all);
const only = (code: string, all: readonly Diagnostic[]): Diagnostic | undefined => all.find((one) => one.code === code);

async function start(files: Readonly<Record<string, string>>, options: ClientOptions = {}): Promise<void> {
  for (const [file, text] of Object.entries(files)) write(file, text);
  client = await startLanguageClient(folder, options);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "valoris-lsp-"));
});
afterEach(async () => {
  const { child, garbage, connection } = client;
  const isRunning = child.exitCode === null && child.signalCode === null;
  const code = isRunning ? await client.stop() : 0;
  connection.dispose();
  rmSync(folder, { recursive: true, force: true });
  if (code !== 0) throw new Error(`The server ended with ${code}.`);
  if (garbage.length > 0) throw new Error(`This was on stdout beside the protocol: ${garbage.join("\n")}`);
});

describe("findings", () => {
  test("appear for files that nobody opened, with every other place and its role", async () => {
    await start({ "people.yaml": PEOPLE, "deeds.yaml": DEEDS, "death.yaml": DEATH });
    const found = await client.diagnostics("deeds.yaml", has("office/holder-not-alive"));
    const finding = only("office/holder-not-alive", found);
    expect(finding).toMatchObject({ severity: 1, source: "valoris", message: expect.stringContaining("2190") });
    const page = finding?.codeDescription?.href ?? "";
    expect(readFileSync(new URL(page), "utf8")).toContain("# office/holder-not-alive");
    expect(finding?.range.start.line).toBe(DEEDS.split("\n").indexOf("    successor: ada"));
    const places = finding?.relatedInformation?.map(({ location: { uri, range }, message }) => [
      uri,
      range.start.line,
      message,
    ]);
    expect(places).toContainEqual([client.uri("death.yaml"), expect.any(Number), expect.stringMatching(/died|ended/)]);
  });

  test("count what is typed and not saved, and go when it is mended", async () => {
    await start({ "people.yaml": PEOPLE, "deeds.yaml": DEEDS });
    await client.open("deeds.yaml", DEEDS);
    await client.edit("deeds.yaml", "successor: ada", "successor: adda");
    const finding = only(UNKNOWN, await client.diagnostics("deeds.yaml", has(UNKNOWN)));
    expect(finding?.message).toContain("adda");
    await client.edit("deeds.yaml", "successor: adda", "successor: ada");
    await client.diagnostics("deeds.yaml", lacks(UNKNOWN));
  });

  test("move to another file with what they are about", async () => {
    await start({ "people.yaml": PEOPLE, "deeds.yaml": DEEDS, "more.yaml": "events: []\n" });
    await client.open("deeds.yaml", DEEDS.replace("successor: ada", "successor: adda"));
    await client.diagnostics("deeds.yaml", has(UNKNOWN));
    await client.open("more.yaml", DEEDS.replace("successor: ada", "successor: adda"));
    await client.edit("deeds.yaml", client.textOf("deeds.yaml"), "events: []\n");
    const finding = only(UNKNOWN, await client.diagnostics("more.yaml", has(UNKNOWN)));
    expect(finding?.range.start.line).toBe(DEEDS.split("\n").indexOf("    successor: ada"));
    expect(only(UNKNOWN, await client.diagnostics("deeds.yaml", lacks(UNKNOWN)))).toBeUndefined();
  });

  test("of other files stay while one cannot be read, and that one says where", async () => {
    await start({ "people.yaml": PEOPLE, "deeds.yaml": DEEDS, "death.yaml": DEATH });
    await client.diagnostics("deeds.yaml", has("office/holder-not-alive"));
    await client.open("death.yaml", DEATH);
    await client.edit("death.yaml", "at: 2190", "at: [2190");
    const [error] = await client.diagnostics("death.yaml", has("canon/yaml-syntax"));
    expect(error?.range.start).toEqual({ line: 3, character: 8 });
    // Others are still checked, against that file as it was when it could last be read.
    await client.open("deeds.yaml", DEEDS);
    await client.edit("deeds.yaml", "at: 2200", "at: 2180");
    await client.diagnostics("deeds.yaml", lacks("office/holder-not-alive"));
    await client.edit("death.yaml", "at: [2190", "at: 2170");
    await client.diagnostics("death.yaml", lacks("canon/yaml-syntax"));
    await client.diagnostics("deeds.yaml", has("office/holder-not-alive"));
  });

  test("follow what changes on the disk", async () => {
    await start({ "people.yaml": PEOPLE, "deeds.yaml": DEEDS });
    await client.open("deeds.yaml", DEEDS);
    expect(await client.hover("deeds.yaml", "successor: a|da")).toContain("Ada");
    write("death.yaml", DEATH);
    await client.diskChanged("death.yaml");
    await client.diagnostics("deeds.yaml", has("office/holder-not-alive"));
    rmSync(join(folder, "death.yaml"));
    await client.diskChanged("death.yaml");
    await client.diagnostics("deeds.yaml", lacks("office/holder-not-alive"));
  });

  test("come from the files that the configuration names; a file beside them is a canon of its own", async () => {
    mkdirSync(join(folder, "canon"));
    await start({
      "valoris.config.yaml": "canon: canon/\n",
      "canon/people.yaml": PEOPLE,
      "canon/deeds.yaml": DEEDS.replace("successor: ada", "successor: adda"),
      "sketch.yaml": DEATH,
      "docker-compose.yaml": "services:\n  web: {}\n",
    });
    await client.diagnostics("canon/deeds.yaml", has(UNKNOWN));
    await client.open("sketch.yaml", DEATH);
    await client.diagnostics("sketch.yaml", has(UNKNOWN));
    await client.open("docker-compose.yaml", "services:\n  web: {}\n");
    await expect(client.symbols("docker-compose.yaml")).resolves.toEqual([]);
  });

  test("say what is wrong with the configuration, where it is", async () => {
    await start({ "valoris.config.yaml": "canon: people.yaml\nlgo: x\n", "people.yaml": PEOPLE });
    const [error] = await client.diagnostics("valoris.config.yaml", has("config/invalid"));
    expect(error).toMatchObject({ range: { start: { line: 1 } }, message: expect.stringContaining("lgo") });
    write("valoris.config.yaml", "canon: people.yaml\n");
    await client.diskChanged("valoris.config.yaml");
    expect(await client.diagnostics("valoris.config.yaml", (all) => all.length === 0)).toEqual([]);
  });

  test("weigh what the configuration says, and no longer when it says so no more", async () => {
    const config = "canon: [people.yaml, deeds.yaml]\n";
    await start({
      "valoris.config.yaml": `${config}rules: { ${UNKNOWN}: warning }\n`,
      "people.yaml": PEOPLE,
      "deeds.yaml": DEEDS.replace("successor: ada", "successor: adda"),
    });
    expect(only(UNKNOWN, await client.diagnostics("deeds.yaml", has(UNKNOWN)))?.severity).toBe(2);
    write("valoris.config.yaml", config);
    await client.diskChanged("valoris.config.yaml");
    const isError = (all: readonly Diagnostic[]): boolean => only(UNKNOWN, all)?.severity === 1;
    expect(only(UNKNOWN, await client.diagnostics("deeds.yaml", isError))?.severity).toBe(1);
  });

  test("are there for NDJSON", async () => {
    const line = { id: "ada-dies", type: "PersonDied", at: 2190, person: "adda" };
    await start({ "people.yaml": PEOPLE, "log.ndjson": `${JSON.stringify(line)}\n` });
    const finding = only(UNKNOWN, await client.diagnostics("log.ndjson", has(UNKNOWN)));
    expect(finding?.range.start).toEqual({ line: 0, character: JSON.stringify(line).indexOf('"adda"') });
  });
});

describe("on a name", () => {
  beforeEach(async () => {
    await start({ "people.yaml": PEOPLE, "deeds.yaml": DEEDS });
    await client.open("deeds.yaml", DEEDS);
    await client.open("people.yaml", PEOPLE);
  });

  test("of an event: what happened, when, and what it changed", async () => {
    for (const at of ["id: clans-|take", "type: Border|Breached"]) {
      const card = await client.hover("deeds.yaml", at);
      expect(card).toContain("**The clans take the ford** `clans-take-the-ford`");
      expect(card).toContain("at most P2Y after ada-speaks");
      expect(card).toMatch(/Nervousness of the quadrant: \+\d/);
      expect(card).toContain("The Ford: from River League to Hill Clans (occupied");
      expect(card).toMatch(/Power of River League: −\d/);
    }
    expect(await client.hover("deeds.yaml", "after: ada-|speaks")).toContain("**Ada becomes Speaker**");
  });

  test("of an event of a what-if: what it changed there", async () => {
    const branch = `branch: { name: what-if/no-ford, of: canon }
retract: [{ event: clans-take-the-ford, reason: What if they had not? }]
events:
  - { id: clans-take-riverside, type: BorderBreached, at: 2205, by: clans, against: league, systems: [riverside] }
`;
    await client.open("branch.yaml", branch);
    write("branch.yaml", branch);
    await client.diskChanged("branch.yaml");
    const card = await client.hover("branch.yaml", "id: clans-take-|riverside");
    expect(card).toContain("Riverside: from River League to Hill Clans");
    expect(await client.definition("branch.yaml", "event: clans-|take")).toEqual(["deeds.yaml:9:9"]);
  });

  test("of an entity: what it is and who holds it", async () => {
    expect(await client.hover("deeds.yaml", "successor: a|da")).toMatch(
      /\*\*Ada\*\* `ada`, person[^]*ada-of-the-ford[^]*becomes Speaker/,
    );
    expect(await client.hover("deeds.yaml", "[fo|rd]")).toMatch(
      /held by River League[^]*held by Hill Clans, River League’s by law/,
    );
    expect(await client.hover("people.yaml", "  spea|ker:")).toContain("Ada");
  });

  test("of a rule that is expected: its page", async () => {
    await client.edit("deeds.yaml", "manner: elected", "expect: [{ rule: office/holder-not-alive, reason: r }]");
    expect(await client.hover("deeds.yaml", "office/holder|-not-alive")).toMatch(
      /# office\/holder-not-alive[^]*## Wrong/,
    );
  });

  test("leads to where it is declared, and to everywhere that it is named", async () => {
    expect(await client.definition("deeds.yaml", "successor: a|da")).toEqual(["people.yaml:10:3"]);
    expect(await client.definition("deeds.yaml", "after: ada-|speaks")).toEqual(["deeds.yaml:2:9"]);
    expect(await client.definition("deeds.yaml", "causes: [ada|")).toEqual(["deeds.yaml:2:9"]);
    expect(await client.definition("deeds.yaml", "document: chron|icle")).toEqual(["people.yaml:3:3"]);
    expect(await client.references("deeds.yaml", "id: ada-|speaks")).toEqual([
      "deeds.yaml:12:18",
      "deeds.yaml:16:14",
      "deeds.yaml:2:9",
    ]);
    expect(await client.references("people.yaml", "  a|da:")).toEqual(["deeds.yaml:7:16", "people.yaml:10:3"]);
  });

  test("leads there from a file that cannot be read at the moment, too", async () => {
    await client.edit("deeds.yaml", "manner: elected", "manner: [");
    await client.diagnostics("deeds.yaml", has("canon/yaml-syntax"));
    expect(await client.definition("deeds.yaml", "successor: a|da")).toEqual(["people.yaml:10:3"]);
    expect(await client.hover("deeds.yaml", "after: ada-|speaks")).toContain("**Ada becomes Speaker**");
  });

  test("stands in the outline", async () => {
    expect(await client.symbols("deeds.yaml")).toEqual(["ada-speaks", "clans-take-the-ford"]);
    expect(await client.symbols("people.yaml")).toEqual([
      "chronicle",
      "league",
      "clans",
      "ford",
      "riverside",
      "speaker",
      "ada",
    ]);
  });
});

describe("completion", () => {
  beforeEach(async () => {
    await start({ "people.yaml": PEOPLE, "deeds.yaml": DEEDS });
    await client.open("deeds.yaml", DEEDS);
    await client.hover("deeds.yaml", "successor: a|da");
  });
  const labels = async (at: string): Promise<string[]> =>
    (await client.complete("deeds.yaml", at)).map(({ label }) => label);

  test("offers entities of the right kind, in text that is no YAML at the moment", async () => {
    await client.edit("deeds.yaml", "successor: ada", "successor: \n    text: 'unclosed");
    expect(await labels("successor: |")).toEqual(["ada"]);
    await client.edit("deeds.yaml", "systems: [ford]", "systems: [");
    expect(await labels("systems: [|")).toEqual(["ford", "riverside"]);
    expect(await labels("by: |clans")).toEqual(["league", "clans"]);
  });

  test("offers events in dates and causes, and documents by their present", async () => {
    await client.edit("deeds.yaml", "{ after: ada-speaks, atMost: P2Y }", "{ after: ");
    expect(await labels("{ after: |")).toEqual(expect.arrayContaining(["ada-speaks", "@chronicle"]));
    expect(await labels("{ after: |")).not.toContain("clans-take-the-ford");
    expect(await labels("causes: [|")).toEqual(["ada-speaks"]);
    const item = (await client.complete("deeds.yaml", "causes: [ada-|")).find(({ label }) => label === "ada-speaks");
    const { line } = {
      line: client
        .textOf("deeds.yaml")
        .split("\n")
        .findIndex((text) => text.includes("causes:")),
    };
    // The whole word is replaced, hyphens and all.
    expect(item?.textEdit).toEqual({
      newText: "ada-speaks",
      range: { start: { line, character: 13 }, end: { line, character: 23 } },
    });
  });

  test("offers types, the fields of a type that are not there yet, words of a field, and rules", async () => {
    expect(await labels("type: Border|Breached")).toEqual(["BorderBreached"]);
    await client.edit("deeds.yaml", "manner: elected", "coR");
    expect(await labels("    coR|")).toContain("coRuler");
    expect(await labels("    coR|")).not.toContain("successor");
    await client.edit("deeds.yaml", "    coR", "    manner: ");
    expect(await labels("    manner: |")).toContain("elected");
    await client.edit("deeds.yaml", "    manner: ", "    expect: [{ rule: ");
    expect(await labels("rule: |")).toContain("office/two-holders");
  });
});

describe("another id for", () => {
  beforeEach(async () => {
    await start({ "people.yaml": PEOPLE, "deeds.yaml": DEEDS });
    await client.open("deeds.yaml", DEEDS);
    await client.open("people.yaml", PEOPLE);
  });

  test("an entity or an event, wherever it is named", async () => {
    const named = await client.references("deeds.yaml", "against: le|ague");
    const renamed = await client.rename("deeds.yaml", "against: le|ague", "river-league");
    expect(renamed?.map((line) => line.replace(/ river-league$/, "")).sort()).toEqual(named);
    expect(named.length).toBeGreaterThan(3);
    expect(await client.rename("deeds.yaml", "causes: [ada|-speaks", "ada-is-speaker")).toHaveLength(3);
  });

  test("is refused where it is taken, or none", async () => {
    expect(await client.rename("deeds.yaml", "against: le|ague", "clans")).toBeUndefined();
    expect(await client.rename("deeds.yaml", "against: le|ague", "The League")).toBeUndefined();
    expect(await client.rename("deeds.yaml", "title: Ada be|comes", "anything")).toBeUndefined();
  });
});

test("the name of a field says what may stand behind it", async () => {
  await start({ "people.yaml": PEOPLE, "deeds.yaml": DEEDS });
  await client.open("deeds.yaml", DEEDS);
  expect(await client.hover("deeds.yaml", "    aga|inst: league")).toContain("**against** takes the id of a faction");
  expect(await client.hover("deeds.yaml", "    type: Leader|Replaced\n")).toContain("Ada becomes Speaker");
});

describe("quick fixes", () => {
  test("offer to declare what nothing declares, as what it may be there", async () => {
    const text = DEEDS.replace("successor: ada", "successor: bertha");
    await start({ "people.yaml": PEOPLE, "deeds.yaml": text });
    await client.open("deeds.yaml", text);
    await client.diagnostics("deeds.yaml", has(UNKNOWN));
    const actions = await client.actions("deeds.yaml", "successor: ber|tha");
    expect(actions.map(({ title }) => title)).toEqual([
      "Declare bertha as person",
      `Expect ${UNKNOWN} here, with a reason`,
    ]);
    const [edit] = Object.values(actions[0]?.edit?.changes ?? {}).flat();
    expect(edit?.newText).toBe("entities:\n  bertha: { kind: person }\n");
  });

  test("write the id that was meant", async () => {
    await start({ "people.yaml": PEOPLE, "deeds.yaml": DEEDS });
    await client.open("deeds.yaml", DEEDS);
    await client.edit("deeds.yaml", "against: league", "against: leage");
    await client.diagnostics("deeds.yaml", has(UNKNOWN));
    const [fix] = await client.actions("deeds.yaml", "against: le|age");
    expect(fix).toMatchObject({ title: expect.stringContaining("league"), kind: "quickfix", isPreferred: true });
    expect(fix?.diagnostics).toHaveLength(1);
    if (fix !== undefined) await client.apply(fix);
    expect(client.textOf("deeds.yaml")).toBe(DEEDS);
    await client.diagnostics("deeds.yaml", lacks(UNKNOWN));
  });

  test.each([
    ["a block of fields", DEEDS],
    [
      "fields in braces",
      "events:\n  - { id: ada-speaks, type: LeaderReplaced, at: 2200, office: speaker, successor: ada, manner: elected } # so\n",
    ],
    [
      "an expectation of something else",
      DEEDS.replace("successor: ada", "successor: ada\n    expect:\n      - { rule: office/vacancy, reason: r }"),
    ],
  ])("expect a finding: %s", async (_what, deeds) => {
    await start({ "people.yaml": PEOPLE, "deeds.yaml": deeds, "death.yaml": DEATH });
    await client.open("deeds.yaml", deeds);
    const rule = "office/holder-not-alive";
    await client.diagnostics("deeds.yaml", has(rule));
    const actions = await client.actions("deeds.yaml", "successor: a|da");
    const expecting = actions.find(({ title }) => title.includes(`Expect ${rule}`));
    expect(expecting?.title).toContain("reason");
    if (expecting !== undefined) await client.apply(expecting);
    expect(client.textOf("deeds.yaml")).toContain(`{ rule: ${rule}, reason: say here why it is meant }`);
    await client.diagnostics("deeds.yaml", (all) => !has(rule)(all) && !has("canon/yaml-syntax")(all));
  });
});

describe("plugins, which are programs", () => {
  const files = (): Record<string, string> => ({
    "people.yaml": PEOPLE,
    "deeds.yaml": `${DEEDS}  - { id: gate, type: GateOpened, at: 2201, by: adda }\n`,
    "house.mjs": `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(join(folder, "ran"))}, "");\nexport default { name: "a" };\n`,
    "valoris.config.yaml": "canon: [people.yaml, deeds.yaml]\nplugins: ./house.mjs\nrules: { house/own: off }\n",
  });
  const hasRun = (): boolean => existsSync(join(folder, "ran"));
  const runs = (): Promise<boolean> => vi.waitUntil(hasRun, 20_000);
  const says = (): Promise<string> =>
    vi.waitUntil(() => client.log.find((text) => text.includes("./house.mjs")), 20_000);

  test("are not loaded before somebody was asked: canon is checked without them", async () => {
    const asked: string[] = [];
    let answer: (title: string) => void = () => {};
    const later = new Promise<string>((resolve) => (answer = resolve));
    await start(files(), { answer: (question) => (asked.push(question), later) });
    await client.open("people.yaml", PEOPLE);
    await client.diagnostics("deeds.yaml", has("identity/unknown-type"));
    await says();
    await client.edit("people.yaml", "name: Ada,", "name: Adda,");
    expect(await client.hover("people.yaml", "  a|da:")).toContain("Adda");
    expect([hasRun(), asked]).toEqual([false, [expect.stringContaining("./house.mjs")]]);
    // What is there without them is as it is: `house/own` may be theirs.
    writeFileSync(join(folder, "valoris.config.yaml"), "canon: [people.yaml, deeds.yaml]\nplugins: ./house.mjs\n");
    answer("Load them");
    await runs();
    expect(client.log).toHaveLength(1);
  });

  test.each([
    [
      "where it was not allowed, which nobody is asked about",
      { initializationOptions: { allowPlugins: false }, answer: () => Promise.resolve("Load them") },
    ],
    ["where the editor cannot ask", {}],
  ])("%s, stay out, and that is said once", async (_, options) => {
    await start(files(), options);
    await client.open("people.yaml", PEOPLE);
    await client.diagnostics("deeds.yaml", has("identity/unknown-type"));
    await says();
    await client.edit("people.yaml", "name: Ada,", "name: Adda,");
    expect(await client.hover("people.yaml", "  a|da:")).toContain("Adda");
    await client.diskChanged("deeds.yaml");
    expect(await client.hover("people.yaml", "  a|da:")).toContain("Adda");
    expect([hasRun(), client.log.length]).toEqual([false, 1]);
  });

  test.each([
    ["by the initialization option", { initializationOptions: { valoris: { allowPlugins: true } } }, undefined],
    ["by a setting that comes later", {}, { valoris: { allowPlugins: true } }],
  ])("are loaded where they are trusted %s", async (_, options, settings) => {
    const allowed = { ...files(), "valoris.config.yaml": "canon: [people.yaml, deeds.yaml]\nplugins: ./house.mjs\n" };
    await start(allowed, options);
    await client.diagnostics("deeds.yaml", has("identity/unknown-type"));
    if (settings !== undefined) {
      expect(hasRun()).toBe(false);
      await client.connection.sendNotification("workspace/didChangeConfiguration", { settings });
    }
    await runs();
    expect(client.log.length).toBe(settings === undefined ? 0 : 1);
  });
});

describe("what canon says", () => {
  test("is text in an editor: no link, no image, no HTML, and nothing that turns its direction", async () => {
    const title = String.raw`"[click](http://a.b) <img src=x> \u202e\u001b[31m\n# Heading"`;
    const deeds = DEEDS.replace("title: Ada becomes Speaker", `title: ${title}\n    text: ${title}`);
    await start({ "people.yaml": PEOPLE.replace("name: Ada,", `name: ${title},`), "deeds.yaml": deeds });
    await client.open("deeds.yaml", deeds);
    for (const at of ["id: ada-|speaks", "successor: a|da"]) {
      const card = await client.hover("deeds.yaml", at);
      expect(card).toContain("\\[click\\](http\\://a.b) \\<img");
      expect(card).not.toMatch(/(?<!\\)[[<]|^#|[\u001b\u202e]/m);
    }
    expect((await client.symbols("deeds.yaml")).join()).not.toMatch(/[\u001b\u202e\n]/);
  });
});

describe("the server", () => {
  test("survives whatever is typed", async () => {
    await start({ "people.yaml": PEOPLE, "deeds.yaml": DEEDS });
    await client.open("deeds.yaml", DEEDS);
    const bad = [
      "\u0000",
      "[".repeat(5000),
      "- - - ? : &x *x",
      "events: 3",
      "events:\n  - 3\n  -",
      "\t",
      "a: b: c",
      "\uFEFF",
      "%",
      "entities: [x]",
    ];
    for (const text of bad) {
      await client.edit("deeds.yaml", client.textOf("deeds.yaml"), text);
      for (const line of [0, 1, 99]) {
        const at = { textDocument: { uri: client.uri("deeds.yaml") }, position: { line, character: 2 } };
        await client.connection.sendRequest("textDocument/hover", at);
        await client.connection.sendRequest("textDocument/completion", at);
        await client.connection.sendRequest("textDocument/definition", at);
      }
    }
    await client.edit("deeds.yaml", client.textOf("deeds.yaml"), DEEDS);
    await client.diagnostics("deeds.yaml", lacks("canon/yaml-syntax"));
    expect(await client.definition("deeds.yaml", "successor: a|da")).toEqual(["people.yaml:10:3"]);
    expect(client.log).toEqual([]);
  });

  test("ends when the client goes away without a word", async () => {
    await start({ "people.yaml": PEOPLE });
    await client.open("people.yaml", PEOPLE);
    const ended = new Promise((resolve) => client.child.on("exit", resolve));
    client.child.stdin?.end();
    // Not in peace: nobody said goodbye.
    expect(await ended).toBe(1);
  });
});

test("what is no JSON is answered, and what is not framed ends the server, though its input stays open", async () => {
  const child = spawn(process.execPath, [CLI, "lsp", "--stdio"]);
  const ended = new Promise((resolve) => child.on("exit", resolve));
  let err = "";
  child.stderr.on("data", (data: Buffer) => (err += data.toString()));
  let out = "";
  // Header and body may come apart.
  const answer = new Promise<void>((resolve) => {
    child.stdout.on("data", (data: Buffer) => {
      out += data.toString();
      if (out.includes("}}")) resolve();
    });
  });
  child.stdin.write("Content-Length: 1\r\n\r\n{");
  await answer;
  expect(out).toContain('"id":null,"error":{"code":-32700');
  child.stdin.write("nonsense\n");
  expect([await ended, err]).toEqual([2, expect.stringContaining("lsp/framing")]);
});
