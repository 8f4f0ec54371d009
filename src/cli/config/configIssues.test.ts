import { expect, test } from "vitest";
import { configIssues } from "./configIssues.ts";
import { configSchema } from "./configSchema.ts";

/** Words of the schema library. */
const FOREIGN = /Invalid (input|option|key|element)|\bexpected\b|\breceived\b|Too (small|big)|[Uu]nrecognized/;

test.each(Object.keys(configSchema.shape))("what does not fit in `%s` is told in our words", (field) => {
  const messages = [null, true, -7.5, "", [], [[1]], {}, { nearly: 1 }, { nearly: [{}] }].flatMap((value) => {
    const { error } = configSchema.safeParse({ [field]: value }, { reportInput: true });
    return error === undefined ? [] : configIssues(error.issues, configSchema, "The configuration");
  });
  expect(messages.length).toBeGreaterThan(0);
  for (const { message } of messages) expect(message).not.toMatch(FOREIGN);
});
