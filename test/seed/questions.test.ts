import { describe, expect, test } from "vitest";
import { readCanon } from "../../src/doors/canon.ts";
import { bisect } from "../../src/doors/timelines.ts";

const readSeed = () => readCanon("fixtures/cardassian-advance.yaml");
const eventIn = async (text: string, options = {}): Promise<string | undefined> =>
  (await bisect(await readSeed(), text, options))?.event.id;

describe("bisect", () => {
  test.each([
    ["control(dozaria) = breen-confederacy", "dominion-grants-dozaria-and-portas-v"],
    ["status(dozaria) = occupied", "second-and-fifth-orders-breach"],
    ["in-force(treaty-of-valoris)", "treaty-of-valoris-ratified"],
    ["holder(domo) = gor", "gor-becomes-domo"],
    ["at-war(cardassian-union, breen-confederacy)", "cardassian-breen-conflict-begins"],
    ["hulls.breen-confederacy < 20", "breen-militia-halved"],
    ["share.breen-confederacy > 0.9", undefined],
  ])("finds the first event after which %s", async (text, event) => {
    expect(await eventIn(text)).toBe(event);
  });

  test("says what the numbers were before and after", async () => {
    const found = await bisect(await readSeed(), "hulls.breen-confederacy < 20");
    expect([found?.before, found?.parts]).toEqual([
      [{ text: "hulls.breen-confederacy", value: 30 }],
      [{ text: "hulls.breen-confederacy", value: 15 }],
    ]);
  });

  test("begins where it is told to, and says that it held before", async () => {
    const found = await bisect(await readSeed(), "in-force(treaty-of-valoris)", { from: "2388-10-10" });
    expect([found?.event.id, found?.heldBefore]).toEqual(["second-and-fifth-orders-breach", true]);
    expect(await eventIn("status(dozaria) = occupied", { until: "2388-10-09" })).toBeUndefined();
  });
});

describe("what cannot be asked is refused, with the place and what to do", () => {
  test.each([
    ["nervousness.quadrent > 60", "canon knows no faction “quadrent”", /.*/],
    ["nervousness.breen-confedracy > 60", "canon knows no faction", /Did you mean breen-confederacy\?/],
    ["nervousnes.quadrant > 60", "“nervousnes” is not a word of this language", /Did you mean nervousness\?/],
    ["control(dozria) = cardassian-union", "canon knows no system “dozria”", /Did you mean dozaria\?/],
    ["control(gor) = cardassian-union", "gor is a person, not a system", /Name a system/],
    ["nervousness.quadrant", "is a number: no event makes it true", /Compare it/],
    ["control(dozaria) > 3", "This is an id, and a number is needed", /Numbers are/],
    ["share.quadrant > 1", "The quadrant has no share", /Only/],
    ["at-war(gor)", "at-war takes faction and faction", /at-war: /],
    ["not 3", "This is a number, and true or false is needed", /Compare/],
  ])("%s", async (text, message, help) => {
    const error = await bisect(await readSeed(), text).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: expect.stringContaining(message), help: expect.stringMatching(help) });
  });
});
