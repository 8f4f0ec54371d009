import { formatLocation, type Location, ValorisError } from "../../../events/valorisError.ts";
import { isFields } from "../statements/draft.ts";
import type { SourceFile } from "./sourceFile.ts";
import type { YamlFile } from "../yaml/yamlFile.ts";
import { yamlSite } from "../yaml/yamlSite.ts";
import { getOrMake } from "../../../idioms/multimap.ts";

/** A file that was read; `key` tells whether two paths are the same file. */
export interface OpenedFile {
  readonly key: string;
  readonly path: string;
  readonly text: string;
  readonly yaml: YamlFile | undefined;
  /** What follows `text`, where one text cannot hold it all. */
  readonly rest?: readonly TextPart[];
}

/** A part of a file, and the number of its first line. */
export interface TextPart {
  readonly text: string;
  readonly firstLine: number;
}

/** A target of `extends:`, and where it stands. */
export interface ExtendsTarget {
  readonly target: string;
  readonly at: Location;
}

interface Visited extends OpenedFile {
  /** Keys of the files beneath, by its own `extends:`. */
  readonly over: Set<string>;
  /** The same, by those of the files beside it; one set for all of them. */
  readonly besides: ReadonlySet<string>[];
}

/** Canons that may lie over one another: each override is looked for in all that is beneath. */
const MOST_LAYERS = 256;

/**
 * All files that are asked for and what they extend, bases first. `open` gives the files that a target stands for (a folder: all
 * of its files).
 *
 * @throws ValorisError `canon/extends` for files that extend each other, with the chain
 */
export async function followExtends(
  asked: readonly OpenedFile[],
  open: (target: ExtendsTarget, from: string) => Promise<readonly OpenedFile[]>,
): Promise<SourceFile[]> {
  const visited = new Map<string, Visited>();
  const order: Visited[] = [];

  const visitSet = async (files: readonly OpenedFile[], chain: readonly Link[]): Promise<ReadonlySet<string>> => {
    const beneath = new Set<string>();
    for (const file of files) {
      const { over, besides } = await visit(file, chain);
      for (const keys of [over, ...besides]) for (const key of keys) beneath.add(key);
    }
    const members = new Set(files.map(({ key }) => key));
    // A folder is one canon: what one of its files is laid over, all are.
    const shared = new Set([...beneath].filter((key) => !members.has(key)));
    if (shared.size > 0) for (const { key } of files) visited.get(key)?.besides.push(shared);
    return new Set([...members, ...beneath]);
  };

  const visit = async (file: OpenedFile, chain: readonly Link[]): Promise<Visited> => {
    const known = visited.get(file.key);
    if (known !== undefined) return known;
    const own: Visited = { ...file, over: new Set(), besides: [] };
    for (const target of extendsTargets(file)) {
      const link = { file, at: target.at };
      if (chain.length >= MOST_LAYERS) throw tooManyLayers(target.at);
      const lower = await open(target, file.path);
      for (const { key, path } of lower) refuseCircle(key, path, [...chain, link]);
      for (const key of await visitSet(lower, [...chain, link])) own.over.add(key);
    }
    visited.set(file.key, own);
    order.push(own);
    return own;
  };

  await visitSet(asked, []);
  const askedKeys = new Set(asked.map(({ key }) => key));
  const pathsOf = new Map<ReadonlySet<string>, readonly string[]>();
  const asPaths = (keys: ReadonlySet<string>): readonly string[] =>
    getOrMake(pathsOf, keys, () => Array.from(keys, (key) => visited.get(key)?.path ?? key));
  return order.flatMap(({ key, path, text, yaml, over: own, besides: [shared, ...others], rest = [] }) => {
    // Where one set says it all, it is not copied for every file of a folder.
    const isAll = shared !== undefined && others.length === 0 && [...own].every((lower) => shared.has(lower));
    const over = isAll ? shared : new Set([...own, ...(shared ?? []), ...others.flatMap((keys) => [...keys])]);
    const file = {
      path,
      text,
      ...(askedKeys.has(key) ? {} : { base: true }),
      ...(over.size === 0 ? {} : { over: asPaths(over) }),
      ...(yaml === undefined ? {} : { yaml }),
    };
    return [file, ...rest.map((part) => ({ ...file, ...part }))];
  });
}

const tooManyLayers = (at: Location): ValorisError =>
  new ValorisError("canon/extends", `More than ${MOST_LAYERS} canons lie over one another here.`, {
    help: "Write what several of them say as one.",
    at,
  });

interface Link {
  readonly file: OpenedFile;
  readonly at: Location;
}

function refuseCircle(key: string, path: string, chain: readonly Link[]): void {
  const start = chain.findIndex(({ file }) => file.key === key);
  if (start < 0) return;
  const circle = chain.slice(start);
  const steps = circle.map(({ at }, index) => `${formatLocation(at)} extends ${circle[index + 1]?.file.path ?? path}`);
  const [first] = circle;
  throw new ValorisError("canon/extends", `These files extend each other: ${steps.join("; ")}.`, {
    help: "Remove one of these `extends:`.",
    details: { chain: circle.map(({ at }) => at) },
    ...(first === undefined ? {} : { at: first.at }),
  });
}

/** @throws ValorisError `canon/header` where `extends:` is no path and no list of paths */
function extendsTargets({ yaml }: OpenedFile): ExtendsTarget[] {
  if (yaml === undefined || !isFields(yaml.value)) return [];
  const { extends: value } = yaml.value;
  if (value === undefined || value === null) return [];
  const site = yamlSite(yaml, yaml.root);
  const targets = Array.isArray(value)
    ? value.map((target, index) => ({ target, at: site.place(["extends", index]) }))
    : [{ target: value, at: site.place(["extends"]) }];
  return targets.map(({ target, at }) => {
    if (typeof target === "string" && target !== "") return { target, at };
    throw new ValorisError("canon/header", "`extends:` is a path, or a list of paths.", {
      help: "Write extends: ../base",
      at,
    });
  });
}
