import { closest } from "../../../events/closest.ts";
import { dateExpressionSchema, parseDateExpression } from "../../../events/dates/dateExpression.ts";
import type { TimelineName } from "../../../events/envelope.ts";
import { type Location, ValorisError } from "../../../events/valorisError.ts";
import { CANON, checkTimelineName } from "../../../log/timelineName.ts";
import { isFields } from "../statements/draft.ts";
import type { YamlFile } from "../yaml/yamlFile.ts";
import { yamlSite } from "../yaml/yamlSite.ts";

/** `branch:` of a file that holds a what-if. */
export interface BranchHeader {
  readonly name: TimelineName;
  readonly of: TimelineName;
  readonly cut?: string | number;
  readonly places: { readonly name: Location; readonly of: Location };
}

const KEYS = ["name", "of", "cut"];

/** @throws ValorisError `canon/branch` */
export function readBranchHeader(yaml: YamlFile, branch: unknown): BranchHeader | undefined {
  if (branch === undefined) return undefined;
  const site = yamlSite(yaml, yaml.root);
  const refuse = (message: string, path: readonly string[], help: string, part: "value" | "key" = "value"): never => {
    throw new ValorisError("canon/branch", message, { help, at: site.place(["branch", ...path], part) });
  };
  const form = "Write branch: { name: what-if/x, of: canon }.";
  if (!isFields(branch)) return refuse("`branch:` is a mapping.", [], form);
  for (const key of Object.keys(branch))
    if (!KEYS.includes(key))
      refuse(`\`branch:\` has no \`${key}\`; did you mean \`${closest(key, KEYS) ?? "cut"}\`?`, [key], form, "key");

  const nameAt = (key: "name" | "of"): TimelineName => {
    const name = branch[key];
    if (typeof name !== "string") return refuse(`\`branch:\` needs its \`${key}\`, as text.`, [key], form);
    try {
      return checkTimelineName(name);
    } catch (error) {
      if (!(error instanceof ValorisError)) throw error;
      return refuse(error.message, [key], error.help ?? form);
    }
  };
  const name = nameAt("name");
  if (name === CANON)
    refuse("A branch cannot be called `canon`: that is what it branches from.", ["name"], "Call it what-if/x.");
  const of = nameAt("of");

  const { cut } = branch;
  if (cut !== undefined && !isDate(cut))
    return refuse("`cut` is a date: after it, nothing of the parent is seen.", ["cut"], "Write it as 2388-10-11.");
  const places = { name: site.place(["branch", "name"]), of: site.place(["branch", "of"]) };
  return { name, of, places, ...(cut === undefined ? {} : { cut }) };
}

function isDate(cut: unknown): cut is string | number {
  if (typeof cut !== "string" && typeof cut !== "number") return false;
  try {
    return dateExpressionSchema.safeParse(cut).success && parseDateExpression(cut).length > 0;
  } catch (error) {
    if (error instanceof ValorisError) return false;
    throw error;
  }
}

/**
 * Branches with every parent before its children.
 *
 * @throws ValorisError `canon/branch` for a parent that nobody wrote, and for branches of each other.
 */
export function parentsFirst(branches: readonly BranchHeader[]): readonly BranchHeader[] {
  const byName = new Map(branches.map((branch) => [branch.name, branch]));
  const done = new Set<TimelineName>([CANON]);
  const ordered: BranchHeader[] = [];
  for (const branch of branches) {
    const chain = new Set<BranchHeader>();
    for (let next: BranchHeader | undefined = branch; next !== undefined && !done.has(next.name); ) {
      if (chain.has(next)) throw circular([...[...chain].slice([...chain].indexOf(next)), next]);
      chain.add(next);
      if (next.of !== CANON && !byName.has(next.of)) throw unknownParent(next, [CANON, ...byName.keys()]);
      next = byName.get(next.of);
    }
    for (const one of [...chain].reverse()) {
      done.add(one.name);
      ordered.push(one);
    }
  }
  return ordered;
}

function unknownParent({ name, of, places }: BranchHeader, known: readonly TimelineName[]): ValorisError {
  const suggestion = closest(
    of,
    known.filter((other) => other !== name),
  );
  return new ValorisError(
    "canon/branch",
    `${name} branches from ${of}, which no file holds${suggestion === undefined ? "" : `; did you mean \`${suggestion}\``}.`,
    {
      help: "`of:` names `canon`, or the branch of another file that is read with this one.",
      at: places.of,
    },
  );
}

function circular(chain: readonly BranchHeader[]): ValorisError {
  const [first] = chain;
  return new ValorisError(
    "canon/branch",
    `These branches branch from each other: ${chain.map(({ name }) => name).join(" → ")}.`,
    {
      help: "Let one of them branch from `canon`.",
      ...(first === undefined ? {} : { at: first.places.of }),
      details: { chain: chain.map(({ name, places }) => ({ name, at: places.of })) },
    },
  );
}
