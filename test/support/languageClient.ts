import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type CodeAction,
  CodeActionRequest,
  type CompletionItem,
  CompletionRequest,
  createProtocolConnection,
  DefinitionRequest,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentSymbolRequest,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type Location,
  LogMessageNotification,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ReferencesRequest,
  RenameRequest,
  ShowMessageRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
} from "vscode-languageserver/node";

const CLI = join(import.meta.dirname, "../../dist/cli/main.js");
/** ms; a limit against hanging. */
const PATIENCE = 30_000;

/** An editor without a screen, for tests. Files are named relative to its folder. */
export interface LanguageClient {
  readonly child: ChildProcess;
  readonly connection: ProtocolConnection;
  /** What was logged, and what came on stdout that is not the protocol. */
  readonly log: string[];
  readonly garbage: string[];
  open(file: string, text: string): Promise<void>;
  /** Puts text in place of the first occurrence of another, as typing does. */
  edit(file: string, old: string, text: string): Promise<void>;
  close(file: string): Promise<void>;
  diskChanged(file: string): Promise<void>;
  /** Waits until a file's diagnostics are as wanted. */
  diagnostics(file: string, wanted: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]>;
  textOf(file: string): string;
  uri(file: string): string;
  /** Markdown at the place marked by `|` in a part of the text. */
  hover(file: string, at: string): Promise<string>;
  definition(file: string, at: string): Promise<string[]>;
  references(file: string, at: string): Promise<string[]>;
  /** The lines that would change, as they would be; undefined where nothing may be renamed. */
  rename(file: string, at: string, name: string): Promise<string[] | undefined>;
  complete(file: string, at: string): Promise<CompletionItem[]>;
  actions(file: string, at: string): Promise<CodeAction[]>;
  symbols(file: string): Promise<string[]>;
  /** Applies an action's edit to the text that is open, and tells the server. */
  apply(action: CodeAction): Promise<void>;
  /** Says goodbye; the code that the server ends with. */
  stop(): Promise<number | null>;
}

export interface ClientOptions {
  readonly initializationOptions?: object;
  /** What is answered to a question of the server's; without it, this editor cannot ask. */
  readonly answer?: (question: string) => Promise<string>;
}

export async function startLanguageClient(
  folder: string,
  { initializationOptions, answer }: ClientOptions = {},
): Promise<LanguageClient> {
  const child = spawn(process.execPath, [CLI, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const log: string[] = [];
  const garbage: string[] = [];
  const texts = new Map<string, string>();
  const published = new Map<string, readonly Diagnostic[]>();
  const waiting = new Set<() => void>();
  let version = 0;

  connection.onError(([error]) => void garbage.push(error.message));
  connection.onNotification(LogMessageNotification.type, ({ message }) => void log.push(message));
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    published.set(uri, diagnostics);
    for (const look of waiting) look();
  });
  if (answer !== undefined)
    connection.onRequest(ShowMessageRequest.type, async ({ message, actions = [] }) => {
      const title = await answer(message);
      return actions.find((action) => action.title === title) ?? null;
    });
  connection.listen();

  const uri = (file: string): string => pathToFileURL(join(folder, file)).href;
  const name = (other: string): string => other.replace(`${pathToFileURL(folder).href}/`, "");
  const textOf = (file: string): string => texts.get(uri(file)) ?? "";
  const show = ({ uri: other, range: { start } }: Location): string =>
    `${name(other)}:${start.line + 1}:${start.character + 1}`;
  const place = (file: string, marked: string): { textDocument: { uri: string }; position: Position } => {
    const at = textOf(file).indexOf(marked.replace("|", ""));
    if (at < 0) throw new Error(`${file} has no “${marked}”:\n${textOf(file)}`);
    return {
      textDocument: { uri: uri(file) },
      position: positionIn(textOf(file), at + Math.max(0, marked.indexOf("|"))),
    };
  };

  await limited(
    "initialize",
    connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "canon" }],
      capabilities: {},
      ...(initializationOptions === undefined ? {} : { initializationOptions }),
    }),
  );
  await connection.sendNotification(InitializedNotification.type, {});

  const client: LanguageClient = {
    child,
    connection,
    log,
    garbage,
    textOf,
    uri,
    async open(file, text) {
      texts.set(uri(file), text);
      await connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri: uri(file), languageId: "yaml", version: ++version, text },
      });
    },
    async edit(file, old, text) {
      const before = textOf(file);
      const start = before.indexOf(old);
      if (start < 0) throw new Error(`${file} has no “${old}”.`);
      texts.set(uri(file), before.slice(0, start) + text + before.slice(start + old.length));
      await connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri: uri(file), version: ++version },
        contentChanges: [
          { range: { start: positionIn(before, start), end: positionIn(before, start + old.length) }, text },
        ],
      });
    },
    async close(file) {
      await connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: uri(file) } });
    },
    diskChanged: (file) =>
      connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: uri(file), type: 2 }] }),
    async diagnostics(file, wanted) {
      let look = (): void => undefined;
      const found = new Promise<readonly Diagnostic[]>((resolve) => {
        look = () => {
          const now = published.get(uri(file));
          if (now !== undefined && wanted(now)) resolve(now);
        };
      });
      waiting.add(look);
      look();
      try {
        return await limited(
          `diagnostics of ${file}`,
          found,
          () => `${JSON.stringify(published.get(uri(file)), undefined, 1)}\n${log.join("\n")}`,
        );
      } finally {
        waiting.delete(look);
      }
    },
    async hover(file, at) {
      const answer = await limited("hover", connection.sendRequest(HoverRequest.type, place(file, at)));
      const contents = answer?.contents;
      return typeof contents === "object" && "value" in contents ? contents.value : "";
    },
    async definition(file, at) {
      const answer = await limited("definition", connection.sendRequest(DefinitionRequest.type, place(file, at)));
      return [answer ?? []].flat().flatMap((link) => ("uri" in link ? show(link) : []));
    },
    async references(file, at) {
      const context = { includeDeclaration: true };
      const parameters = { ...place(file, at), context };
      const answer = await limited("references", connection.sendRequest(ReferencesRequest.type, parameters));
      return (answer ?? []).map(show).sort();
    },
    async rename(file, at, newName) {
      const parameters = { ...place(file, at), newName };
      const answer = await limited("rename", connection.sendRequest(RenameRequest.type, parameters));
      return (
        answer?.changes &&
        Object.entries(answer.changes).flatMap(([changed, edits]) =>
          edits.map(
            ({ range: { start }, newText }) => `${show({ uri: changed, range: { start, end: start } })} ${newText}`,
          ),
        )
      );
    },
    async complete(file, at) {
      const answer = await limited("completion", connection.sendRequest(CompletionRequest.type, place(file, at)));
      return answer === null ? [] : "items" in answer ? answer.items : answer;
    },
    async actions(file, at) {
      const { textDocument, position } = place(file, at);
      const answer = await limited(
        "actions",
        connection.sendRequest(CodeActionRequest.type, {
          textDocument,
          range: { start: position, end: position },
          context: { diagnostics: [...(published.get(uri(file)) ?? [])] },
        }),
      );
      return (answer ?? []).filter((action): action is CodeAction => "kind" in action);
    },
    async symbols(file) {
      const textDocument = { uri: uri(file) };
      const answer = await limited("symbols", connection.sendRequest(DocumentSymbolRequest.type, { textDocument }));
      return (answer ?? []).map((symbol) => symbol.name);
    },
    async apply({ edit }) {
      for (const [target, edits] of Object.entries(edit?.changes ?? {})) {
        const text = applied(texts.get(target) ?? "", edits);
        texts.set(target, text);
        await connection.sendNotification(DidChangeTextDocumentNotification.type, {
          textDocument: { uri: target, version: ++version },
          contentChanges: [{ text }],
        });
      }
    },
    async stop() {
      await limited("shutdown", connection.sendRequest(ShutdownRequest.type));
      await connection.sendNotification(ExitNotification.type);
      return limited("exit", ended);
    },
  };
  return client;
}

function applied(text: string, edits: readonly TextEdit[]): string {
  const offset = ({ line, character }: Position): number =>
    text
      .split("\n")
      .slice(0, line)
      .reduce((sum, { length }) => sum + length + 1, 0) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)),
      text,
    );
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

async function limited<Value>(what: string, answer: Promise<Value>, state = (): string => ""): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No ${what} within ${PATIENCE / 1000} s. ${state()}`)), PATIENCE);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
