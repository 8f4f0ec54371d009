import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import Draft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { checkText } from "../../../../test/support/checkText.ts";
import { rules } from "../rules/rules.ts";
import { sarifText } from "./sarif.ts";

// One of the schema's own patterns is none with the flag `u`.
const ajv = new Draft04.default({ strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const TEXT = `entities:
  gor: { kind: person, name: Gor }
  breen: { kind: species }
events:
  - { id: gor-dies, type: PersonDied, at: 2387, person: gor }
  - { id: gor-speaks, type: StatementMade, at: 2388, speaker: gor, about: Breen, stance: no }
`;

async function sarifOf(path = "canon.yaml") {
  const result = await checkText([{ path, text: TEXT }]);
  const log = JSON.parse([...sarifText(result, { version: "1.2.3", rules })].join(""));
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  return { result, run: log.runs[0] };
}

describe("SARIF", () => {
  test("is what the published schema says, and the schema refuses what is not", async () => {
    await sarifOf();
    expect(validate({ version: "2.1.0", runs: [{ tool: {} }] })).toBe(false);
  });

  test("describes every rule that ran, and results point at theirs", async () => {
    const { run, result } = await sarifOf();
    const { driver } = run.tool;
    expect(driver).toMatchObject({ name: "valoris", version: "1.2.3" });
    expect(driver.rules.map(({ id }: { id: string }) => id)).toEqual(result.rules.run);
    const { ruleId, ruleIndex } = run.results[0];
    expect(driver.rules[ruleIndex]).toMatchObject({
      id: ruleId,
      help: { markdown: expect.stringContaining("```yaml") },
    });
  });

  test("has every place with its role, in UTF-16 units, and the same fingerprint", async () => {
    const { run, result } = await sarifOf();
    expect(run.columnKind).toBe("utf16CodeUnits");
    const acts = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === "lifespan/acts-after-end");
    const place = (startLine: number, startColumn: number, endColumn: number) => ({
      artifactLocation: { uri: "canon.yaml" },
      region: { startLine, startColumn, endColumn },
    });
    expect(acts).toMatchObject({
      level: "error",
      locations: [{ physicalLocation: place(6, 63, 66), message: { text: "acts here (2388)" } }],
      relatedLocations: [{ id: 0, physicalLocation: place(5, 57, 60), message: { text: "died here (2387)" } }],
      properties: { confidence: "certain", events: ["gor-speaks", "gor-dies"], entities: ["gor"] },
    });
    const found = result.findings.find(({ rule }) => rule === "lifespan/acts-after-end");
    expect(acts.partialFingerprints).toEqual({ "valoris/v1": found?.fingerprint });
  });

  test("has fixes as replacements at offsets", async () => {
    const { run } = await sarifOf();
    const unknown = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === "identity/unknown-reference");
    expect(unknown.fixes).toEqual([
      {
        description: { text: "Write breen" },
        artifactChanges: [
          {
            artifactLocation: { uri: "canon.yaml" },
            replacements: [
              {
                deletedRegion: { charOffset: TEXT.indexOf("Breen"), charLength: 5 },
                insertedContent: { text: "breen" },
              },
            ],
          },
        ],
      },
    ]);
  });

  test.each([
    ["canon/a b#c.yaml", "canon/a%20b%23c.yaml"],
    ["/tmp/ä.yaml", "file:///tmp/%C3%A4.yaml"],
    ["C:\\canon\\a.yaml", "file:///C:/canon/a.yaml"],
  ])("%s is named %s", async (path, uri) => {
    const { run } = await sarifOf(path);
    expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });
});
