import { describe, expect, test } from "vitest";
import { chronicleOf, type Flat } from "../../test/support/chronicles.ts";
import { entityNamed } from "./entityNames.ts";

const port = { id: "port", type: "SystemCharted", system: "port", name: "Oldhaven" };
const renamed = (id: string, at: number, name: string, entity = "port"): Flat => ({
  id,
  type: "EntityRenamed",
  at,
  entity,
  name,
});
const day = (year: number): number => Date.UTC(year, 5);

describe("what is renamed", () => {
  // As they happened, whatever the order in which they are written.
  const chronicle = chronicleOf([port, renamed("second", 2150, "Newhaven"), renamed("first", 2120, "Kingshaven")]);

  test("has the name that it bore at the time, and at the end the last", () => {
    expect([2100, 2130, 2160].map((year) => chronicle.nameOf("port", day(year)))).toEqual([
      "Oldhaven",
      "Kingshaven",
      "Newhaven",
    ]);
    expect(chronicle.nameOf("port")).toBe("Newhaven");
    expect(chronicle.nameOf("port", Number.NEGATIVE_INFINITY)).toBe("Oldhaven");
    expect(chronicle.namesOf("port").map(({ name }) => name)).toEqual(["Oldhaven", "Kingshaven", "Newhaven"]);
    expect(chronicle.namesOf("nowhere")).toEqual([]);
  });

  test("is found by each of its names, and not by one that two bore", () => {
    for (const name of ["oldhaven", "Kingshaven", "NEWHAVEN"]) expect(entityNamed(chronicle, name)).toBe("port");
    expect(entityNamed(chronicle, "Nohaven")).toBeUndefined();
    const other = { id: "other", type: "SystemCharted", system: "other", name: "Kingshaven" };
    expect(
      entityNamed(
        chronicleOf([...(chronicle.events.length > 0 ? [port] : []), other, renamed("first", 2120, "Kingshaven")]),
        "Kingshaven",
      ),
    ).toBeUndefined();
  });

  test("has its id for a name where nobody ever named it, until somebody does", () => {
    const unnamed = chronicleOf([
      { id: "rock", type: "SystemCharted", system: "rock" },
      renamed("named", 2150, "The Rock", "rock"),
    ]);
    expect(unnamed.nameOf("rock", day(2100))).toBe("rock");
    expect(unnamed.nameOf("rock")).toBe("The Rock");
    expect(unnamed.kindOf("rock")).toBe("system");
  });
});
