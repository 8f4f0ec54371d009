import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Document, isCollection, isScalar, type Node, visit } from "yaml";
import { isFields } from "../statements/draft.ts";
import { parseYaml } from "./yamlFile.ts";
import { jsonEdit } from "../ndjson/jsonEdit.ts";
import { applyEdits, type TextEdit } from "../statements/textEdit.ts";
import { yamlEdit } from "./yamlEdit.ts";

type Path = (string | number)[];

const word = fc.oneof(
  fc.constantFrom(
    "gor",
    "breen-confederacy",
    "2388-10-10",
    "58123.4",
    "true",
    "no",
    "~",
    "a: b",
    "a #b",
    "- x",
    "",
    "é",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const key = fc.constantFrom("id", "type", "about", "expect", "rule", "at", "x y", "1701");
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    word,
    fc.oneof(fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const event = fc.dictionary(key, value, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

function pathsIn(inner: unknown, path: Path = []): Path[] {
  const here = path.length === 0 ? [] : [path];
  if (Array.isArray(inner)) return [...here, ...inner.flatMap((item, index) => pathsIn(item, [...path, index]))];
  if (!isFields(inner)) return here;
  return [...here, ...Object.entries(inner).flatMap(([field, item]) => pathsIn(item, [...path, field]))];
}

const at = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, step) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, step) : undefined),
    root,
  );

/** What an edit is to leave, computed on the data. */
function changed(root: unknown, path: Path, text: string | undefined): unknown {
  const copy: unknown = structuredClone(root);
  let end = path.length;
  const parentOf = (length: number): unknown => at(copy, path.slice(0, length - 1));
  const isLastItem = (parent: unknown): boolean => Array.isArray(parent) && parent.length === 1;
  if (text === undefined) while (end > 1 && isLastItem(parentOf(end))) end--;
  const parent = parentOf(end);
  const step = path[end - 1];
  if (typeof parent !== "object" || parent === null || step === undefined) return copy;
  if (text !== undefined) Reflect.set(parent, step, text);
  else if (Array.isArray(parent)) parent.splice(Number(step), 1);
  else Reflect.deleteProperty(parent, step);
  return copy;
}

const QUOTINGS = ["QUOTE_SINGLE", "QUOTE_DOUBLE"] as const;

const edited = (text: string, changes: readonly Omit<TextEdit, "path">[]): string =>
  applyEdits(
    text,
    changes.map((change) => ({ path: "a.yaml", ...change })),
  );

const chosen = fc.record({
  events: fc.array(event, { minLength: 1, maxLength: 3 }),
  which: fc.nat(),
  to: fc.option(word),
});

describe("an edit of a field, in place,", () => {
  test("changes in YAML nothing but that field, and keeps every comment", () => {
    const styles = fc.infiniteStream(fc.nat(11));
    let made = 0;
    fc.assert(
      fc.property(chosen, styles, fc.boolean(), ({ events, which, to }, style, isWindows) => {
        const written = new Document({ events });
        let comments = 0;
        const dress = (node: Node): void => {
          const { value: choice } = style.next();
          if (isCollection(node) && choice === 0) node.flow = true;
          if (isScalar(node) && typeof node.value === "string" && choice < 3) node.type = QUOTINGS[choice] ?? "PLAIN";
          if (choice === 4) node.comment = ` c${comments++}`;
          if (choice === 5) node.commentBefore = ` c${comments++}`;
        };
        visit(written, {
          Scalar: (at, node) => (at === "key" ? undefined : dress(node)),
          Collection: (_, node) => dress(node),
        });
        const text = written
          .toString({ lineWidth: style.next().value < 6 ? 40 : 0 })
          .replaceAll("\n", isWindows ? "\r\n" : "\n");
        const before = parseYaml("a.yaml", text);
        const paths = pathsIn(at(before.value, ["events"])).filter((path) => path.length > 1);
        const path = paths[which % Math.max(1, paths.length)];
        if (path === undefined) return;
        const [index = 0, ...inner] = path;
        const list = before.child(before.root, "events")?.value;
        const changes = yamlEdit(text, before.child(list, index)?.value, inner, to ?? undefined);
        if (changes.length === 0) return;
        made++;
        const after = edited(text, changes);
        expect(parseYaml("a.yaml", after).value, after).toEqual(
          changed(before.value, ["events", ...path], to ?? undefined),
        );
        for (const comment of text.match(/# c\d+$/gm) ?? []) expect(after).toContain(comment.trim());
      }),
      { numRuns: 4000 },
    );
    expect(made).toBeGreaterThan(1500);
  }, 60_000);

  test("changes in a line of NDJSON nothing but that field", () => {
    fc.assert(
      fc.property(chosen, fc.constantFrom(0, 1), ({ events: [first], which, to }, indent) => {
        const text = JSON.stringify(first, undefined, indent);
        const before: unknown = JSON.parse(text);
        const paths = pathsIn(before);
        const path = paths[which % Math.max(1, paths.length)];
        if (path === undefined) return;
        const after = edited(text, jsonEdit(text, path, to ?? undefined, 100));
        expect(JSON.parse(after)).toEqual(changed(before, path, to ?? undefined));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("no edit is offered", () => {
  const edit = (text: string, path: Path, to?: string): string => {
    const file = parseYaml("a.yaml", text);
    return edited(text, yamlEdit(text, file.root, path, to));
  };

  test.each([
    ["behind an anchor, whose value stands elsewhere too", "a: &x { b: 1 }\nc: *x\n", ["a", "b"], "z"],
    ["behind an alias", "a: &x { b: 1 }\nc: *x\n", ["c", "b"], "z"],
    ["of a merged field", "a: &x { b: 1 }\nc: { <<: *x }\n", ["c", "b"], "z"],
    ["where a merged field would come through", "a: &x { b: 1 }\nc: { <<: *x, b: 2 }\n", ["c", "b"], undefined],
    ["that takes out an anchor", "a:\n  b: &x 1\n  c: *x\n", ["a", "b"], undefined],
    ["that takes out a comment", "a:\n  b:\n    # why\n    c: 1\n  d: 2\n", ["a", "b"], undefined],
    ["that would leave nothing of a mapping", "a:\n  b: 1\n", ["a", "b"], undefined],
    ["of what is not there", "a: 1\n", ["b"], "z"],
  ] as const)("%s", (_, text, path, to) => {
    expect(edit(text, [...path], to)).toBe(text);
  });

  test("but an alias may be written over", () => {
    expect(edit("a: &x 1\nb: *x # same\n", ["b"], "z")).toBe("a: &x 1\nb: z # same\n");
  });

  test.each([
    ["plain where it can be", "a: X\n", "x", "a: x\n"],
    ["in quotes where it would be a number", "a: X\n", "58123.4", 'a: "58123.4"\n'],
    ["in the quotes that were there", "a: 'X'\nb: 1\n", "it's", "a: 'it''s'\nb: 1\n"],
    ["in quotes where it would be more than text", "{ a: X, b: 1 }", "x, y", '{ a: "x, y", b: 1 }'],
  ])("a new value is written %s", (_, text, to, after) => {
    expect(edit(text, ["a"], to)).toBe(after);
  });

  test.each([
    ["a line of a list", "a:\n  - x # one\n  - y\n", ["a", 1], "a:\n  - x # one\n"],
    ["a line of a list, its comment stays", "a:\n  - x # one\n  - y\n", ["a", 0], "a:\n  # one\n  - y\n"],
    ["the last item with its list", "a:\n  b: 1\n  c: [x]\n", ["a", "c", 0], "a:\n  b: 1\n"],
    ["the first field of an item", "- a: 1\n  b: 2\n", [0, "a"], "- b: 2\n"],
    ["an item in brackets", "a: [x, y, z]\n", ["a", 1], "a: [x, z]\n"],
    ["the last item in brackets", "a: [x, y]\n", ["a", 1], "a: [x]\n"],
    ["an item on a line of its own", "a: [\n  x, # one\n  y,\n  z,\n]\n", ["a", 1], "a: [\n  x, # one\n  z,\n]\n"],
    ["an item with text over several lines", "a:\n  - |\n    x\n\n    y\n  - z\n", ["a", 0], "a:\n  - z\n"],
  ] as const)("%s is taken out whole", (_, text, path, after) => {
    expect(edit(text, [...path])).toBe(after);
  });
});
