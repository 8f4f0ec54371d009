import { expect, test } from "vitest";
import { loadCanon } from "../src/canon/text/load/loadCanon.ts";
import { ENTITY_KINDS } from "../src/events/fields.ts";
import { entitiesMarkdown } from "../src/projections/entityDocs.ts";

test("every kind that stands under `entities:` has an example, and it is right", () => {
  const page = entitiesMarkdown();
  const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) => text ?? "");
  // Documents have a section of their own, and talks are opened by an event.
  expect(examples).toHaveLength(ENTITY_KINDS.length - 2);
  for (const text of examples) expect(loadCanon([{ path: "a.yaml", text }]).issues).toEqual([]);
});
