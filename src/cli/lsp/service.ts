import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type {
  CodeAction,
  CompletionList,
  Diagnostic,
  DocumentSymbol,
  Hover,
  Location as Link,
  Position,
  Range,
  TextEdit,
} from "vscode-languageserver/node";
import { ValorisError } from "../../index.ts";
import { actionsIn } from "./actions.ts";
import { completionsAt } from "./completion.ts";
import type { Shown } from "./documents.ts";
import { cardAt } from "./cardAt.ts";
import { allIn, ofItself, configured, isWithin, looksLikeCanon, type ProjectFiles } from "./findProjects.ts";
import { definitionsAt, referencesAt, renameAt, symbolsOf } from "./navigation.ts";
import { offsetOf, pathOf, realPathOf, toPlace, uriOf } from "./places.ts";
import { openProject, type Project, type LastRead } from "./project.ts";
import { type ByUri, publishedChanges, diagnosticOfError, diagnosticsOf } from "./publish.ts";

export interface Checked {
  readonly updates: readonly { readonly uri: string; readonly diagnostics: Diagnostic[] }[];
  /** What has no place in a file, for the log. */
  readonly notes: readonly string[];
  /** Plugins that were not loaded, each with the folder of its configuration. */
  readonly withheld: readonly string[];
}

/** What an editor may ask. Everything is plain data: it is asked from another thread. */
export interface Service {
  start(folders: readonly string[]): void;
  /** Whether plugins may be loaded; they are not before it is said. */
  trust(isTrusted: boolean): void;
  /** Text that the editor shows; undefined: it shows it no more. At once, so that what is asked next is about it. */
  show(uri: string, text: string | undefined): void;
  /** Files came, changed or went on the disk. */
  touch(): void;
  check(): Promise<Checked>;
  hover(uri: string, at: Position): Promise<Hover | null>;
  definition(uri: string, at: Position): Promise<Link[]>;
  references(uri: string, at: Position, withDeclaration: boolean): Promise<Link[]>;
  /** Changes by file, or why there are none. */
  rename(
    uri: string,
    at: Position,
    name: string,
  ): Promise<{ readonly changes: Record<string, TextEdit[]> } | { readonly why: string }>;
  completion(uri: string, at: Position): Promise<CompletionList>;
  actions(uri: string, range: Range): Promise<CodeAction[]>;
  symbols(uri: string): Promise<DocumentSymbol[]>;
}

export function createService(): Service {
  const shown = new Map<string, Shown>();
  const projects = new Map<string, Project>();
  const listed = new Map<string, ProjectFiles>();
  const told = new Map<string, string>();
  let folders: readonly string[] = [];
  let isTrusted = false;
  let notes: string[] = [];
  /** What configurations cannot be read. */
  const refused: ByUri = new Map();
  let isStale = true;
  let checking: Promise<void> | undefined;

  const byRealPath = (path: string): Shown | undefined =>
    [...shown.values()].find((one) => one.path === path || one.realPath === path);
  const shownUri = (path: string): string => byRealPath(path)?.uri ?? uriOf(path);

  /** The projects that there are now: those of the folders, and of each file that is shown and in none of them. */
  const refresh = async (): Promise<void> => {
    const wanted = new Map<string, ProjectFiles>();
    const want = (files: ProjectFiles | undefined): void => {
      if (files !== undefined && files.paths.length > 0) wanted.set(files.key, files);
    };
    for (const folder of folders) want((await findConfigured(folder)) ?? (await listedIn(folder)));
    for (const { path } of shown.values()) want(await findConfigured(dirname(path)));
    await open(wanted);
    for (const one of shown.values()) {
      const inProject = [...wanted.keys()].some((key) => projects.get(key)?.has(one.path) === true);
      if (!inProject && looksLikeCanon(one.path, one.text)) want(ofItself(one.path));
    }
    await open(wanted);
    for (const key of projects.keys()) if (!wanted.has(key)) projects.delete(key);
  };

  /** Looking through a workspace takes time: only where files may have come or gone. */
  const listedIn = async (folder: string): Promise<ProjectFiles> => {
    const files = listed.get(folder) ?? (await allIn(folder));
    listed.set(folder, files);
    return files;
  };

  const findConfigured = async (folder: string): Promise<ProjectFiles | undefined> => {
    try {
      return await configured(folder, isTrusted);
    } catch (error) {
      if (!(error instanceof ValorisError)) throw error;
      // It says where it is from the folder that was asked about.
      if (error.at === undefined) notes.push(error.message);
      else refused.set(shownUri(resolve(folder, error.at.path)), [diagnosticOfError(error)]);
      return undefined;
    }
  };

  const fresh = new Set<string>();
  const open = async (wanted: ReadonlyMap<string, ProjectFiles>): Promise<void> => {
    for (const [key, files] of wanted) {
      const known = projects.get(key)?.files;
      const isSame = known?.settings === files.settings && String(known.paths) === String(files.paths);
      if (isSame && fresh.has(key)) continue;
      if (!isSame) {
        const project = openProject(files);
        for (const { realPath, text } of shown.values()) project.write(realPath, text);
        projects.set(key, project);
      }
      fresh.add(key);
      try {
        await projects.get(key)?.check();
      } catch (error) {
        // One canon that cannot be checked leaves the others be.
        notes.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
    }
  };

  /** Checks what changed, once for all who wait for it. */
  const current = async (): Promise<void> => {
    if (!isStale && checking === undefined) return;
    checking ??= recheck().finally(() => (checking = undefined));
    await checking;
    await current();
  };
  const recheck = async (): Promise<void> => {
    isStale = false;
    fresh.clear();
    refused.clear();
    await refresh();
  };

  /** The canon that a file is part of: a workspace's before that of the file alone. */
  const projectOf = (path: string): Project | undefined =>
    [...projects.values()].find((project) => project.has(path)) ??
    [...projects].find(([key]) => isWithin(path, key))?.[1];

  const reading = async (
    uri: string,
  ): Promise<{ one: Shown; read: LastRead | undefined; project: Project | undefined } | undefined> => {
    await current();
    const one = shown.get(uri);
    if (one === undefined) return undefined;
    const project = projectOf(one.path);
    return { one, read: project?.reading, project };
  };

  return {
    start(uris) {
      folders = uris.flatMap((uri) => pathOf(uri) ?? []);
    },
    trust(is) {
      if (is !== isTrusted) isStale = true;
      isTrusted = is;
    },
    show(uri, text) {
      const path = pathOf(uri);
      if (path === undefined) return;
      const realPath = realPathOf(path);
      if (shown.get(uri)?.text === text) return;
      if (text === undefined) shown.delete(uri);
      else shown.set(uri, { uri, path, realPath, text });
      for (const project of projects.values()) project.write(realPath, text);
      isStale = true;
    },
    touch() {
      listed.clear();
      isStale = true;
    },
    async check() {
      await current();
      const all: ByUri = new Map(refused);
      for (const project of projects.values()) {
        for (const [uri, diagnostics] of diagnosticsOf(project, shownUri)) {
          const known = all.get(uri) ?? [];
          const texts = new Set(known.map((diagnostic) => JSON.stringify(diagnostic)));
          all.set(uri, [...known, ...diagnostics.filter((diagnostic) => !texts.has(JSON.stringify(diagnostic)))]);
        }
        for (const { at, message } of project.broken) if (at === undefined) notes.push(message);
      }
      const said = [...new Set(notes)];
      notes = [];
      const withheld = [...projects.values()].flatMap(({ files }) =>
        files.withheld.map((plugin) => `${plugin} (${files.key})`),
      );
      return { updates: publishedChanges(told, all), notes: said, withheld };
    },
    async hover(uri, at) {
      const { one, read } = (await reading(uri)) ?? {};
      if (one === undefined) return null;
      const value = await cardAt(one, toPlace(at), read);
      return value === undefined ? null : { contents: { kind: "markdown", value } };
    },
    async definition(uri, at) {
      const { one, read } = (await reading(uri)) ?? {};
      return one === undefined || read === undefined ? [] : definitionsAt(one, toPlace(at), read, shownUri);
    },
    async references(uri, at, withDeclaration) {
      const { one, read } = (await reading(uri)) ?? {};
      return one === undefined || read === undefined
        ? []
        : referencesAt(one, toPlace(at), read, shownUri, withDeclaration);
    },
    async rename(uri, at, name) {
      const { one, read } = (await reading(uri)) ?? {};
      if (one === undefined || read === undefined) return { why: "This canon cannot be read at the moment." };
      const textAt = (other: string): string | undefined => {
        const path = pathOf(other);
        return path === undefined ? undefined : (byRealPath(path) ?? onDisk(path))?.text;
      };
      try {
        return { changes: renameAt(one, toPlace(at), read, name, textAt, shownUri) };
      } catch (error) {
        if (error instanceof ValorisError) return { why: error.message };
        throw error;
      }
    },
    async completion(uri, at) {
      // Not checked before: what was read last will do, and somebody is typing.
      const one = shown.get(uri);
      if (one === undefined) return { isIncomplete: false, items: [] };
      return completionsAt(one, offsetOf(one.text, at), projectOf(one.path)?.reading);
    },
    async actions(uri, range) {
      const { one, read, project } = (await reading(uri)) ?? {};
      if (one === undefined || read === undefined || project?.broken.some(({ at }) => at?.path === one.path)) return [];
      const textOf = (path: string): Shown | undefined => byRealPath(path) ?? onDisk(path);
      return actionsIn(one, range, read, textOf, shownUri);
    },
    async symbols(uri) {
      const one = shown.get(uri);
      if (one === undefined || !/\.ya?ml$/i.test(one.path)) return [];
      try {
        return symbolsOf(one, projectOf(one.path)?.reading);
      } catch (error) {
        if (error instanceof ValorisError) return [];
        throw error;
      }
    },
  };
}

function onDisk(path: string): Shown | undefined {
  try {
    return { uri: uriOf(path), path, realPath: path, text: readFileSync(path, "utf8") };
  } catch {
    return undefined;
  }
}
