import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openWorkspace } from "./workspace.ts";

const GOR =
  "entities: { gor: { kind: person } }\nevents:\n  - { id: gor-dies, type: PersonDied, at: 2387, person: gor }\n";
const SPEECH = "events:\n  - { id: speech, type: StatementMade, at: 2388, speaker: gor, about: gor, stance: calm }\n";

let folder = "";
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const rulesOf = async (workspace: ReturnType<typeof openWorkspace>): Promise<string[]> =>
  (await workspace.check()).findings.map(({ rule }) => rule);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "valoris-workspace-"));
  write("gor.yaml", GOR);
  write("speech.yaml", SPEECH);
});
afterEach(() => rmSync(folder, { recursive: true }));

test("finds in each check what the files say by then", async () => {
  const workspace = openWorkspace(folder);
  expect(await rulesOf(workspace)).toEqual(["lifespan/acts-after-end"]);
  write("speech.yaml", SPEECH.replace("2388", "2386"));
  expect(await rulesOf(workspace)).toEqual([]);
  write("speech.yaml", SPEECH.replace("speaker: gor", "speaker: pran"));
  expect(await rulesOf(workspace)).toEqual(["identity/unknown-reference"]);
  rmSync(join(folder, "speech.yaml"));
  write("other.yaml", SPEECH);
  expect(await rulesOf(workspace)).toEqual(["lifespan/acts-after-end"]);
});

test("what an editor holds stands for what is on the disk", async () => {
  const workspace = openWorkspace(folder);
  workspace.overlay(join(folder, "speech.yaml"), SPEECH.replace("2388", "2386"));
  expect(await rulesOf(workspace)).toEqual([]);
  workspace.overlay(join(folder, "speech.yaml"), undefined);
  expect(await rulesOf(workspace)).toEqual(["lifespan/acts-after-end"]);
});

test("a file that cannot be read is an error, and no longer one when it is mended", async () => {
  const workspace = openWorkspace(folder);
  await workspace.check();
  write("speech.yaml", "events: [");
  await expect(workspace.check()).rejects.toMatchObject({ code: "canon/yaml-syntax" });
  write("speech.yaml", SPEECH);
  expect(await rulesOf(workspace)).toEqual(["lifespan/acts-after-end"]);
});
