import { describe, expect, test } from "vitest";
import { flatten } from "../../../events/createCatalogue.ts";
import { formatLocation, ValorisError } from "../../../events/valorisError.ts";
import { memoryLog } from "../../../log/memory.ts";
import { readChronicle } from "../../../timelines/readTimeline.ts";
import { loadCanon } from "../load/loadCanon.ts";
import { recordCanon } from "../../sync/record/recordCanon.ts";
import type { SourceFile } from "../files/sourceFile.ts";

const CANON: SourceFile = {
  path: "canon.yaml",
  text: "events:\n- { id: x, type: FactionDissolved, at: 2388, faction: f }\n- { id: y, type: Noted, at: 2389, about: f }\n",
};
const branch = (text: string, path = "what-if.yaml"): SourceFile => ({ path, text });
const load = (...files: SourceFile[]) => loadCanon([CANON, ...files]);
const refusal = (...files: SourceFile[]) => {
  try {
    load(...files);
  } catch (error) {
    if (error instanceof ValorisError)
      return {
        code: error.code,
        message: error.message,
        place: error.at && formatLocation(error.at),
        details: error.details,
      };
    throw error;
  }
  throw new Error("nothing was refused");
};

describe("a branch file", () => {
  const loaded = load(
    branch(`branch: { name: what-if/x, of: canon, cut: 2388-10-11 }
retract:
  - { event: x, reason: It never happened. }
amend:
  - { event: y, set: { about: g, title: null }, reason: Another faction. }
  - { event: y, set: { at: 2390 }, reason: Later. }
entities:
  g: { kind: faction, standing: minor }
events:
  - { id: z, type: Noted, at: 2390, about: g }
`),
  );

  test("is a timeline of its own, with its parent and cut as written", () => {
    expect(loaded.timelines.map(({ name, branch }) => ({ name, branch }))).toEqual([
      { name: "canon", branch: undefined },
      { name: "what-if/x", branch: { of: "canon", cut: "2388-10-11" } },
    ]);
    expect(loaded.issues).toEqual([]);
  });

  test("takes back and changes events by events, after what it adds", () => {
    expect(loaded.timelines[1]?.events.map(({ event }) => flatten(event))).toEqual([
      { id: "declare-g", type: "FactionFounded", faction: "g", standing: "minor" },
      { id: "z", type: "Noted", at: 2390, about: "g" },
      { id: "retract-x", type: "EventRetracted", target: "x", reason: "It never happened." },
      {
        id: "amend-y",
        type: "EventAmended",
        target: "y",
        set: { about: "g", title: null },
        reason: "Another faction.",
      },
      { id: "amend-y-2", type: "EventAmended", target: "y", set: { at: 2390 }, reason: "Later." },
    ]);
  });

  test("knows where its amendments are written", () => {
    const at = (id: string, path?: (string | number)[]) => loaded.sources.locate(id, path);
    expect(at("retract-x")).toMatchObject({ path: "what-if.yaml", line: 3, column: 5 });
    expect(at("retract-x", ["target"])).toMatchObject({ line: 3, column: 14 });
    expect(at("amend-y", ["set", "about"])).toMatchObject({ line: 5, column: 31 });
    expect(at("amend-y-2", ["reason"])).toMatchObject({ line: 6, column: 44 });
  });

  test("may branch from another, whichever is read first", () => {
    const names = load(
      branch("branch: { name: c, of: b }", "1.yaml"),
      branch("branch: { name: b, of: canon }", "2.yaml"),
    ).timelines.map(({ name }) => name);
    expect(names).toEqual(["canon", "b", "c"]);
  });

  test("may use ids that a branch beside it uses too, but none of its parents'", () => {
    const z = "events: [{ id: z, type: Noted, at: 2390, about: f }]";
    const beside = load(
      branch(`branch: { name: a, of: canon }\n${z}`, "1.yaml"),
      branch(`branch: { name: b, of: canon }\n${z}`, "2.yaml"),
    );
    expect(beside.issues).toEqual([]);
    expect(beside.sources.locate("z", [], "a")?.path).toBe("1.yaml");
    expect(beside.sources.locate("z", [], "b")?.path).toBe("2.yaml");
    const below = load(
      branch(`branch: { name: a, of: canon }\n${z}`, "1.yaml"),
      branch(`branch: { name: b, of: a }\n${z}`, "2.yaml"),
    );
    expect(below.issues).toMatchObject([{ rule: "identity/duplicate-declaration" }]);
  });

  test.each([
    ["without a name", "branch: { of: canon }", "what-if.yaml:1:1", "needs its `name`"],
    ["without a parent", "branch: { name: a }", "what-if.yaml:1:1", "needs its `of`"],
    ["of nothing that was read", "branch: { name: a, of: canno }", "what-if.yaml:1:24", "did you mean `canon`"],
    [
      "with a name that is none",
      "branch: { name: What If, of: canon }",
      "what-if.yaml:1:17",
      "“What If” cannot name a timeline",
    ],
    ["called canon", "branch: { name: canon, of: canon }", "what-if.yaml:1:17", "cannot be called `canon`"],
    ["of itself", "branch: { name: a, of: a }", "what-if.yaml:1:24", "a → a"],
    [
      "with a cut that is no date",
      "branch: { name: a, of: canon, cut: tomorrow }",
      "what-if.yaml:1:36",
      "`cut` is a date",
    ],
    [
      "with a relative cut",
      "branch: { name: a, of: canon, cut: { after: x } }",
      "what-if.yaml:1:36",
      "`cut` is a date",
    ],
    [
      "with another key",
      "branch: { name: a, of: canon, cuts: 2388 }",
      "what-if.yaml:1:31",
      "no `cuts`; did you mean `cut`",
    ],
    ["that is only a name", "branch: a", "what-if.yaml:1:9", "`branch:` is a mapping"],
  ])("%s is refused there", (_what, text, place, words) => {
    const error = refusal(branch(text));
    expect(error).toMatchObject({ code: "canon/branch", place });
    expect(error.message).toContain(words);
  });

  test("of a branch of itself is refused with the whole circle", () => {
    const error = refusal(
      branch("branch: { name: a, of: b }", "1.yaml"),
      branch("branch: { name: b, of: c }", "2.yaml"),
      branch("branch: { name: c, of: a }", "3.yaml"),
    );
    expect(error.message).toContain("a → b → c → a");
    expect(error.details).toMatchObject({
      chain: [{ at: { path: "1.yaml" } }, { at: { path: "2.yaml" } }, { at: { path: "3.yaml" } }, {}],
    });
  });

  test("with the name of another is refused, unless it lies over it", () => {
    const first = branch(
      "branch: { name: a, of: canon }\nevents: [{ id: old, type: Noted, at: 2390, about: f }]",
      "1.yaml",
    );
    const second = branch(
      "branch: { name: a, of: canon }\nevents: [{ id: new, type: Noted, at: 2390, about: f }]",
      "2.yaml",
    );
    expect(refusal(first, second)).toMatchObject({ code: "canon/branch", place: "2.yaml:1:17" });
    expect(load({ ...first, base: true }, second).timelines[1]?.events.map(({ event }) => event.id)).toEqual(["new"]);
  });
});

describe("an amendment", () => {
  const issue = (text: string) => {
    const { issues, timelines } = load(branch(`branch: { name: a, of: canon }\n${text}`));
    expect(issues).toHaveLength(1);
    expect(timelines[1]?.events).toEqual([]);
    const at = issues[0]?.locations[0]?.location;
    return `${at && formatLocation(at)} ${issues[0]?.message}`;
  };

  test.each([
    [
      "sets a field that its target has not",
      "amend: [{ event: x, set: { facton: g }, reason: r }]",
      "what-if.yaml:2:28",
      "FactionDissolved has no field `facton`; did you mean `faction`",
    ],
    [
      "sets a value that does not fit",
      "amend: [{ event: x, set: { faction: 3 }, reason: r }]",
      "what-if.yaml:2:37",
      "x is not right",
    ],
    [
      "takes away what its target needs",
      "amend: [{ event: x, set: { faction: null }, reason: r }]",
      "what-if.yaml:2:37",
      "x is not right",
    ],
    ["sets an id", "amend: [{ event: x, set: { id: g }, reason: r }]", "what-if.yaml:2:32", "cannot be amended"],
    ["sets nothing", "amend: [{ event: x, reason: r }]", "what-if.yaml:2:9", "`set` is missing"],
    ["names no event", "retract: [{ reason: r }]", "what-if.yaml:2:11", "`event` is missing"],
    ["gives no reason", "retract: [{ event: x }]", "what-if.yaml:2:11", "`reason` is missing"],
    [
      "has another field",
      "retract: [{ event: x, raeson: r, reason: r }]",
      "what-if.yaml:2:23",
      "no field `raeson`; did you mean `reason`",
    ],
    [
      "has an id of its own",
      "retract: [{ event: x, id: r, reason: r }]",
      "what-if.yaml:2:23",
      "`id` has no place here",
    ],
    ["is no mapping", "retract: [x]", "what-if.yaml:2:11", "is a mapping"],
  ])("that %s is an issue there, and left out", (_what, text, place, words) => {
    expect(issue(text)).toContain(`${place} `);
    expect(issue(text)).toContain(words);
  });

  test("may be about an event that no file holds: whoever has the log knows", () => {
    expect(
      load(branch("branch: { name: a, of: canon }\namend: [{ event: elsewhere, set: { any: 1 }, reason: r }]")).issues,
    ).toEqual([]);
  });

  test("in a canon file is recorded after all canon, in whichever file it stands", () => {
    const loaded = loadCanon([{ path: "1.yaml", text: "retract: [{ event: x, reason: r }]" }, CANON]);
    expect(loaded.timelines[0]?.events.map(({ event }) => event.id)).toEqual(["x", "y", "retract-x"]);
  });
});

test("branches may be written in any order, each of the one before, and amend one event: ids are told apart as deep as that", async () => {
  const count = 2000;
  const name = (i: number): string => (i < 0 ? "canon" : `b-${i}`);
  const files = Array.from({ length: count }, (_, i) =>
    branch(
      `branch: { name: ${name(i)}, of: ${name(i - 1)} }\namend: [{ event: x, set: { title: t${i} }, reason: r }]`,
      `${i}.yaml`,
    ),
  );
  const loaded = load(...files.reverse());
  expect(loaded.issues).toEqual([]);
  expect(loaded.timelines.map(({ name }) => name)).toEqual(Array.from({ length: count + 1 }, (_, i) => name(i - 1)));
  expect(loaded.timelines.at(-1)?.events.map(({ event }) => event.id)).toEqual([`amend-x-${count}`]);

  const log = memoryLog({ now: () => 0 });
  await recordCanon(loaded, log);
  expect((await readChronicle(log, name(count - 1))).event("x")?.title).toBe(`t${count - 1}`);
});
