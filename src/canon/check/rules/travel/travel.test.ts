import { expect, test } from "vitest";
import { checkText } from "../../../../../test/support/checkText.ts";

const canon = (...events: readonly string[]): string => `
entities:
  starfleet: { kind: faction, standing: organisation }
  stirling: { kind: ship, of: starfleet }
  bajor: { kind: system, position: [0, 0] }
  portas: { kind: system }
  dozaria: { kind: system, position: [9, 0] }
events:
${events.map((event) => `  - { ${event} }`).join("\n")}
`;
const seen = (id: string, at: string, place: string) =>
  `id: ${id}, type: EncounterOccurred, at: ${at}, parties: [stirling], place: ${place}`;
const unchecked = async (...events: readonly string[]) => {
  const { findings } = await checkText(canon(...events), { include: ["travel", "provenance/not-checked"] });
  return findings.filter(({ rule }) => rule === "provenance/not-checked").map(({ message }) => message);
};

test("where nothing says how far any way is, that is said once", async () => {
  const journey = [seen("a", "2388-10-10", "bajor"), seen("b", "2388-10-20", "portas")];
  expect(await unchecked(...journey, seen("c", "2388-10-30", "bajor"))).toEqual([
    expect.stringContaining("no chart says how far it is from bajor to portas"),
  ]);
  expect(await unchecked(...journey, seen("c", "2388-10-30", "bajor"), seen("d", "2388-11-30", "dozaria"))).toEqual([]);
});

test("where nobody goes anywhere, there is nothing to say", async () => {
  expect(await unchecked(seen("a", "2388-10-10", "portas"), seen("b", "2388-10-12", "portas"))).toEqual([]);
});
