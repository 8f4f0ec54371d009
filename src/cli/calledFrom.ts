import { realpathSync } from "node:fs";
import { delimiter, isAbsolute, join, relative, sep } from "node:path";

/**
 * The words by which this program is called again in a folder. `valoris`, if that is found on PATH; `npx valoris`, if npm brought
 * us, and would there too: in its cache, or in a project that the folder belongs to; and by our path anywhere else.
 */
export function calledFrom(
  folder: string,
  {
    env = process.env,
    script = process.argv[1] ?? "",
  }: { readonly env?: NodeJS.ProcessEnv; readonly script?: string } = {},
): string {
  const self = realPath(script) ?? script;
  if (env["npm_command"] === undefined) {
    if (isOnPath(self, env["PATH"])) return "valoris";
  } else {
    // npm has put folders of its own on the PATH of this process: what is found there, is not found afterwards.
    const project = env["npm_config_local_prefix"];
    if (self.includes(`${sep}_npx${sep}`)) return "npx valoris";
    if (project !== undefined && isWithin(self, project) && isWithin(folder, project)) return "npx valoris";
  }
  return `node ${shellWord(self)}`;
}

function isOnPath(self: string, path = ""): boolean {
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  if (process.platform !== "win32") return folders.some((folder) => realPath(join(folder, "valoris")) === self);
  return folders.some((folder) => realPath(join(folder, "valoris.cmd")) !== undefined);
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(realPath(folder) ?? folder, realPath(path) ?? path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** A path as one word of a command line. */
export function shellWord(path: string): string {
  const word = path.startsWith("-") ? `.${sep}${path}` : path;
  if (/^[\w./:\\@%+=,-]+$/.test(word)) return word;
  return process.platform === "win32" ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}
