import { describe, expect, test } from "vitest";
import { snippetsOf } from "../scripts/snippets.ts";
import { type Door, unusedExports } from "../scripts/unusedExports.ts";

describe("what the package exports and no example uses", () => {
  /** Doors of a package: values, and a module as a namespace among them. */
  const doors = async (): Promise<Door[]> => [
    ["inn", { room: 1, lamp: 2, well: 3, pages: await import("../scripts/snippets.ts") }],
    ["inn/cellar", { lamp: 4 }],
  ];
  const snippets = (code: string) => snippetsOf("page.md", `\`\`\`ts\n${code}\n\`\`\`\n`);

  test("is named, a member of a namespace by both names", async () => {
    const code = `
      import { lamp, pages, room, well as spring, type Guest } from "inn";
      const guest: pages.snippetsOf = { lamp: room, of: house.lamp, pages: {} } satisfies typeof lamp; // lamp
      spring({ lamp() {} }, ({ lamp: light }) => light);`;
    expect(unusedExports(await doors(), snippets(code))).toEqual([
      "inn exports what no example uses: lamp, pages.snippetsOf",
      "inn/cellar exports what no example uses: lamp",
    ]);
  });

  test("is nothing where all of it is used", async () => {
    const code = `
      import { lamp, pages, room, well } from "inn";
      import { lamp as lantern } from "inn/cellar";
      console.log({ lamp, [room]: [lantern] }, pages.snippetsOf("", \`\${well}\`));`;
    expect(unusedExports(await doors(), snippets(code))).toEqual([]);
  });

  test("is all of it where there are no examples", async () => {
    expect(unusedExports(await doors(), [])).toEqual([
      "inn exports what no example uses: room, lamp, well, pages.snippetsOf",
      "inn/cellar exports what no example uses: lamp",
    ]);
  });
});
