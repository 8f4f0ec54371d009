import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formatLocation, ValorisError } from "../../../events/valorisError.ts";
import { readCanonFiles, type ReadFilesOptions } from "./files.ts";
import { LIMITS } from "../input/limits.ts";
import { loadCanon } from "../load/loadCanon.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "valoris-"));
});
afterEach(async () => {
  await rm(cwd, { recursive: true, force: true });
});

async function write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, path)), { recursive: true });
    await writeFile(join(cwd, path), content);
  }
}
const read = (paths: string[], options: ReadFilesOptions = {}) => readCanonFiles(paths, { cwd, ...options });
const pathsOf = async (paths: string[]) =>
  (await read(paths)).map(({ path, base }) => (base === true ? `${path} (base)` : path));
async function refusal(paths: string[], options: ReadFilesOptions = {}) {
  try {
    await read(paths, options);
  } catch (error) {
    if (error instanceof ValorisError)
      return {
        code: error.code,
        message: error.message,
        help: error.help,
        place: error.at && formatLocation(error.at),
        details: error.details,
      };
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("files that are read", () => {
  test("are those that are named, as they are named, each once", async () => {
    await write({ "a.yaml": "", "b.ndjson": "" });
    expect(await pathsOf(["b.ndjson", "./a.yaml", "a.yaml"])).toEqual(["b.ndjson", "./a.yaml"]);
  });

  test("of a folder are all of its YAML and NDJSON, sorted by path", async () => {
    await write({
      "canon/b.yml": "",
      "canon/a/z.yaml": "",
      "canon/a.ndjson": "",
      "canon/c.jsonl": "",
      "canon/notes.md": "",
      "canon/x.json": "{",
    });
    expect(await pathsOf(["canon"])).toEqual(["canon/a.ndjson", "canon/a/z.yaml", "canon/b.yml", "canon/c.jsonl"]);
  });

  test("of a folder are no hidden ones, no packages and no settings", async () => {
    await write({ "a.yaml": "", ".valoris/b.yaml": "", "node_modules/x/c.yaml": "", "valoris.config.yaml": "" });
    expect(await pathsOf(["."])).toEqual(["a.yaml"]);
  });

  test("may be links to files; links to folders are not followed in circles", async () => {
    await write({ "canon/a.yaml": "", "other/b.yaml": "" });
    await symlink(join(cwd, "canon"), join(cwd, "canon/loop"));
    await symlink(join(cwd, "other/b.yaml"), join(cwd, "canon/b.yaml"));
    expect(await pathsOf(["canon"])).toEqual(["canon/a.yaml", "canon/b.yaml"]);
  });

  test("may be large enough for a progress bar", async () => {
    await write({ "a.yaml": "canon: a", "b.yaml": "canon: b" });
    const seen: string[] = [];
    await read(["."], { onProgress: ({ doing, done, total }) => seen.push(`${doing} ${done}/${total}`) });
    expect(seen).toEqual(["reading a.yaml 8/8", "reading b.yaml 16/16"]);
  });
});

describe("a file that lies over others", () => {
  test("comes after them", async () => {
    await write({ "base/b.yaml": "", "base/a.yaml": "", "own/canon.yaml": "extends: ../base" });
    expect(await pathsOf(["own"])).toEqual(["base/a.yaml (base)", "base/b.yaml (base)", "own/canon.yaml"]);
  });

  test("may lie over several, and those over others", async () => {
    await write({
      "a.yaml": "extends: [b.yaml, c.yaml]",
      "b.yaml": "extends: d.yaml",
      "c.yaml": "extends: d.yaml",
      "d.yaml": "",
    });
    expect(await pathsOf(["a.yaml"])).toEqual(["d.yaml (base)", "b.yaml (base)", "c.yaml (base)", "a.yaml"]);
  });

  test("overrides all that lies beneath it; a folder does so as a whole", async () => {
    const gor = (name: string) => `entities: { gor: { kind: person, name: ${name} } }`;
    await write({
      "own/1.yaml": "extends: ../base",
      "own/2.yaml": gor("Own"),
      "base/1.yaml": "extends: ../root.yaml",
      "base/2.yaml": gor("Base"),
      "root.yaml": gor("Root"),
    });
    const { issues, timelines } = loadCanon(await read(["own"]));
    expect(issues).toEqual([]);
    expect(timelines[0]?.events.map(({ event }) => event.data)).toMatchObject([{ name: "Own" }]);
    const base = loadCanon(await read(["base"]));
    expect(base.issues).toEqual([]);
    expect(base.timelines[0]?.events.map(({ event }) => event.data)).toMatchObject([{ name: "Base" }]);
  });

  test("as a branch works alone, and beside the file that it branches from", async () => {
    await write({
      "canon.yaml": "events: [{ id: x, type: Noted, at: 2388, about: y }]",
      "other.yaml": "events: [{ id: x, type: Noted, at: 2388, about: z }]",
      "what-if.yaml": "extends: canon.yaml\nbranch: { name: a, of: canon }\nretract: [{ event: x, reason: r }]",
    });
    const timelines = async (paths: string[]) =>
      loadCanon(await read(paths)).timelines.map(({ name, events }) => `${name} ${events.length}`);
    expect(await timelines(["what-if.yaml"])).toEqual(["canon 1", "a 1"]);
    expect(await timelines(["what-if.yaml", "canon.yaml"])).toEqual(["canon 1", "a 1"]);
    expect((await read(["what-if.yaml", "canon.yaml"])).map(({ base }) => base)).toEqual([undefined, undefined]);
    // That it extends one of them does not hide that two files of canon say different things.
    expect(loadCanon(await read(["what-if.yaml", "canon.yaml", "other.yaml"])).issues).toMatchObject([
      { rule: "identity/duplicate-declaration" },
    ]);
  });

  test("may name an absolute path", async () => {
    await write({ "base.yaml": "", "own.yaml": "" });
    await write({ "own.yaml": `extends: ${join(cwd, "base.yaml")}` });
    expect(await read(["own.yaml"])).toHaveLength(2);
  });

  test.each([
    ["itself", { "a.yaml": "canon: x\nextends: a.yaml" }, "a.yaml:2:10", "a.yaml:2:10 extends a.yaml"],
    ["its own folder", { "a.yaml": "extends: ." }, "a.yaml:1:10", "a.yaml:1:10 extends a.yaml"],
    [
      "what lies over it",
      {
        "a.yaml": "extends: [x.yaml, sub/b.yaml]",
        "x.yaml": "",
        "sub/b.yaml": "extends:\n  ../c.yaml",
        "c.yaml": "# c\nextends: a.yaml",
      },
      "a.yaml:1:19",
      "a.yaml:1:19 extends sub/b.yaml; sub/b.yaml:2:3 extends c.yaml; c.yaml:2:10 extends a.yaml",
    ],
  ])("may not lie over %s: the whole chain is named", async (_what, files, place, chain) => {
    await write(files);
    const error = await refusal(["a.yaml"]);
    expect(error).toMatchObject({ code: "canon/extends", place });
    expect(error.message).toContain(chain);
  });

  test.each([
    ["a file that does not exist", "extends: nowhere.yaml", "canon/no-file", "nowhere.yaml does not exist"],
    ["an empty folder", "extends: empty", "canon/no-file", "The folder empty holds no canon"],
    ["a number", "extends: 3", "canon/header", "`extends:` is a path"],
    ["nothing in a list", "extends: [ ~ ]", "canon/header", "`extends:` is a path"],
    ["a file of another kind", "extends: notes.md", "canon/file-type", "notes.md is no canon file"],
  ])("may not lie over %s", async (_what, text, code, words) => {
    await write({ "a.yaml": text, "empty/x.txt": "", "notes.md": "# Notes" });
    const error = await refusal(["a.yaml"]);
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
    expect(error.place).toMatch(code === "canon/file-type" ? /^notes.md:1/ : /^a.yaml:1:1/);
  });
});

describe("what cannot be read is one clear error", () => {
  test("a file that does not exist", async () => {
    expect(await refusal(["nowhere.yaml"])).toMatchObject({
      code: "canon/no-file",
      message: "nowhere.yaml does not exist.",
    });
  });

  test("a path through a file", async () => {
    await write({ "a.yaml": "" });
    expect((await refusal(["a.yaml/b.yaml"])).code).toBe("canon/no-file");
  });

  test("a folder without canon", async () => {
    await write({ "folder/notes.txt": "" });
    expect((await refusal(["folder"])).message).toContain("The folder folder holds no canon");
  });

  test("a file that may not be read", async (context) => {
    await write({ "a.yaml": "" });
    await chmod(join(cwd, "a.yaml"), 0);
    if (process.getuid?.() === 0) return context.skip();
    expect(await refusal(["a.yaml"])).toMatchObject({ code: "canon/unreadable", message: "a.yaml may not be read." });
  });

  test("a link in a folder that leads nowhere: it is named, not the folder", async () => {
    await mkdir(join(cwd, "canon"), { recursive: true });
    await symlink("nowhere.yaml", join(cwd, "canon/z.yaml"));
    await expect(readCanonFiles(["canon"], { cwd })).rejects.toMatchObject({
      code: "canon/no-file",
      message: expect.stringContaining(join("canon", "z.yaml")),
    });
  });

  test("a link to itself", async () => {
    await symlink(join(cwd, "a.yaml"), join(cwd, "a.yaml"));
    expect((await refusal(["a.yaml"])).code).toBe("canon/unreadable");
  });

  test("a file of another kind", async () => {
    await write({ "map.png": "" });
    expect((await refusal(["map.png"])).code).toBe("canon/file-type");
  });

  test("a file in Windows-1252, at its first such byte", async () => {
    await write({ "a.yaml": Uint8Array.from(Buffer.from("canon: x\n# Bajor – caf\xe9\n", "latin1")) });
    expect(await refusal(["a.yaml"])).toMatchObject({
      code: "canon/encoding",
      place: expect.stringMatching(/^a.yaml:2:/),
    });
  });

  test("a binary file", async () => {
    await write({ "a.ndjson": Uint8Array.of(123, 0, 1) });
    expect(await refusal(["a.ndjson"])).toMatchObject({ code: "canon/binary", place: "a.ndjson:1:2" });
  });

  test("a file with broken syntax, which is found while looking for what it extends", async () => {
    await write({ "a.yaml": "events: [" });
    expect(await refusal(["a.yaml"])).toMatchObject({ code: "canon/yaml-syntax", place: "a.yaml:1:9" });
  });

  test("a file that is too large, before it is read", async () => {
    await write({ "a.yaml": "x".repeat(100), "a.ndjson": "x".repeat(100) });
    const limits = { ...LIMITS, yamlBytes: 99, ndjsonBytes: 99 };
    expect(await refusal(["a.yaml"], { limits })).toMatchObject({ code: "canon/too-large", place: "a.yaml:1" });
    expect((await refusal(["a.ndjson"], { limits })).code).toBe("canon/too-large");
  });

  test("a stream without end", async (context) => {
    if (process.platform === "win32") return context.skip();
    const error = await refusal(["/dev/zero"], { limits: { ...LIMITS, yamlBytes: 10_000_000 } });
    expect(error.code).toBe("canon/too-large");
  });
});

test("files of a folder share what they are laid over, however many they are", async () => {
  await write({
    "base/1.yaml": "",
    "base/2.yaml": "",
    "own/1.yaml": "extends: ../base",
    "own/2.yaml": "",
    "own/3.yaml": "",
  });
  const own = (await read(["own"])).filter(({ base }) => base !== true);
  expect(own.map(({ over }) => over)).toEqual(own.map(() => ["base/1.yaml", "base/2.yaml"]));
  expect(new Set(own.map(({ over }) => over)).size).toBe(1);
});

test("more canons over one another than anybody needs are refused with how many there may be", async () => {
  const chain = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i}.yaml`, i === 0 ? "" : `extends: ${i - 1}.yaml`]));
  await write(chain(300));
  expect(await pathsOf(["256.yaml"])).toHaveLength(257);
  expect(await refusal(["257.yaml"])).toMatchObject({
    code: "canon/extends",
    message: "More than 256 canons lie over one another here.",
    place: "1.yaml:1:10",
  });
});
