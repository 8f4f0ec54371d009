import { pipeline } from "node:stream";
import {
  createConnection,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  ProposedFeatures,
  type ResponseMessage,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocuments,
  ShowMessageNotification,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { onOneLine } from "../../doors/view.ts";
import { checkedFraming } from "./framing.ts";
import { createHost } from "./host.ts";
import { uriOf } from "./places.ts";

/** ms without a keystroke before what is written is checked. */
const PAUSE = 100;

interface ServeOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly version: string;
  /** Nothing more comes in: the client is gone, after a shutdown or without; or what came is not the protocol, `lsp/framing`. */
  onEnd(how: { readonly isShutDown: boolean; readonly error?: Error }): void;
}

/** Speaks the protocol on these streams until the client is done; everything else happens in another thread. */
export function serve({ input, output, version, onEnd }: ServeOptions): void {
  let isShutDown = false;
  const framed = pipeline(input, checkedFraming(), (error) =>
    onEnd({ isShutDown, ...(error === null || error === undefined ? {} : { error }) }),
  );
  const reader = new StreamMessageReader(framed);
  const writer = new StreamMessageWriter(output);
  // What is framed as it should be, and is no JSON, is told to whoever sent it: which request it was, nobody knows.
  reader.onError(() => {
    const error = { code: ErrorCodes.ParseError, message: "This message is not JSON." };
    const answer: ResponseMessage = { jsonrpc: "2.0", id: null, error };
    void writer.write(answer);
  });
  const connection = createConnection(ProposedFeatures.all, reader, writer);
  const documents = new TextDocuments(TextDocument);
  let folders: readonly string[] = [];
  let canWatch = false;
  let timer: NodeJS.Timeout | undefined;
  /** Asked: somebody has answered, or settled it beforehand. */
  let trust: { readonly isGiven: boolean; readonly isAsked?: boolean; readonly isSaid?: boolean } = { isGiven: false };
  const log = {
    warn: (text: string): void => connection.console.warn(linesOf(text)),
    error: (text: string): void => connection.console.error(linesOf(text)),
  };

  const host = createHost({
    onRestart(why) {
      log.error(why);
      void guarded(undefined, tellAll);
    },
  });

  /** A new thread knows nothing; it checks again once something changes. */
  const tellAll = async (): Promise<void> => {
    await host.ask("start", folders);
    await host.ask("trust", trust.isGiven);
    for (const { uri } of documents.all()) await host.ask("show", uri, documents.get(uri)?.getText());
  };

  /** Whatever goes wrong is for the log; an editor gets an empty answer. */
  const guarded = async <Result>(instead: Result, attempt: () => Promise<Result>): Promise<Result> => {
    try {
      return await attempt();
    } catch (error) {
      log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return instead;
    }
  };

  const check = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      void guarded(undefined, async () => {
        const { updates, notes, withheld } = await host.ask("check");
        for (const update of updates) await connection.sendDiagnostics({ ...update });
        for (const note of notes) log.warn(note);
        if (withheld.length > 0) void guarded(undefined, () => askForTrust(withheld));
      });
    }, PAUSE);
  };

  const setTrust = async (isGiven: boolean | undefined): Promise<void> => {
    if (isGiven === undefined) return;
    trust = { isGiven, isAsked: true };
    await host.ask("trust", isGiven);
    check();
  };

  /** Once: plugins are programs, and opening a folder is no reason to run what is in it. */
  const askForTrust = async (withheld: readonly string[]): Promise<void> => {
    if (trust.isSaid) return;
    const { isAsked } = trust;
    trust = { ...trust, isSaid: true };
    const which = `Plugins are not loaded before they are trusted: ${withheld.map(onOneLine).join(", ")}.`;
    log.warn(
      `${which} Set the initialization option allowPlugins, or valoris.allowPlugins, where you trust the workspace.`,
    );
    if (isAsked) return;
    const load = { title: "Load them" };
    const asking = connection.window.showWarningMessage(`valoris: ${which}`, load, { title: "Not now" });
    // Not every editor can ask.
    const answer = await asking.catch(() => undefined);
    if (answer?.title === load.title) await setTrust(true);
  };

  connection.onInitialize((params): InitializeResult => {
    folders = foldersOf(params);
    const settled = allowsPlugins(params.initializationOptions);
    if (settled !== undefined) trust = { isGiven: settled, isAsked: true };
    canWatch = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    return { capabilities: CAPABILITIES, serverInfo: { name: "valoris", version } };
  });
  connection.onInitialized(() => {
    void guarded(undefined, async () => {
      await host.ask("start", folders);
      await host.ask("trust", trust.isGiven);
      check();
      if (canWatch)
        await connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: "**/*.{yaml,yml,ndjson,jsonl}" }],
        });
    });
  });
  // An editor whose workspace comes to be trusted says so with its settings.
  connection.onDidChangeConfiguration(({ settings }) => {
    void guarded(undefined, () => setTrust(allowsPlugins(settings)));
  });
  connection.onDidChangeWatchedFiles(() => {
    void guarded(undefined, () => host.ask("touch"));
    check();
  });
  documents.onDidChangeContent(({ document }) => {
    void guarded(undefined, () => host.ask("show", document.uri, document.getText()));
    check();
  });
  documents.onDidSave(() => {
    void guarded(undefined, () => host.ask("touch"));
    check();
  });
  documents.onDidClose(({ document: { uri } }) => {
    void guarded(undefined, () => host.ask("show", uri, undefined));
    check();
  });

  connection.onHover(({ textDocument: { uri }, position }) => guarded(null, () => host.ask("hover", uri, position)));
  connection.onDefinition(({ textDocument: { uri }, position }) =>
    guarded([], () => host.ask("definition", uri, position)),
  );
  connection.onReferences(({ textDocument: { uri }, position, context }) =>
    guarded([], () => host.ask("references", uri, position, context.includeDeclaration)),
  );
  connection.onRenameRequest(({ textDocument: { uri }, position, newName }) =>
    guarded(null, async () => {
      const answer = await host.ask("rename", uri, position, newName);
      if ("changes" in answer) return answer;
      // Shown, and nothing to answer.
      void connection.sendNotification(ShowMessageNotification.type, {
        type: 1,
        message: `valoris: ${onOneLine(answer.why)}`,
      });
      return null;
    }),
  );
  connection.onCompletion(({ textDocument: { uri }, position }) =>
    guarded({ isIncomplete: false, items: [] }, () => host.ask("completion", uri, position)),
  );
  connection.onCodeAction(({ textDocument: { uri }, range, context }) =>
    guarded([], async () => {
      const actions = await host.ask("actions", uri, range);
      return actions.map((action) => {
        const diagnostics = context.diagnostics.filter(({ data }) => sameFinding(data, action.data));
        return diagnostics.length === 0 ? action : { ...action, diagnostics };
      });
    }),
  );
  connection.onDocumentSymbol(({ textDocument: { uri } }) => guarded([], () => host.ask("symbols", uri)));
  connection.onShutdown(async () => {
    isShutDown = true;
    clearTimeout(timer);
    await host.close();
  });

  documents.listen(connection);
  connection.listen();
}

/** As it is, or below `valoris`; undefined where it is not said. */
function allowsPlugins(settings: unknown): boolean | undefined {
  if (typeof settings !== "object" || settings === null) return undefined;
  if ("valoris" in settings) return allowsPlugins(settings.valoris);
  return "allowPlugins" in settings && typeof settings.allowPlugins === "boolean" ? settings.allowPlugins : undefined;
}

/** What an editor's log shows: canon's words are in it. */
const linesOf = (text: string): string => text.split("\n").map(onOneLine).join("\n");

const CAPABILITIES: InitializeResult["capabilities"] = {
  positionEncoding: "utf-16",
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: true,
  documentSymbolProvider: true,
  codeActionProvider: { codeActionKinds: ["quickfix"] },
  completionProvider: { triggerCharacters: [" ", "[", "{", ",", "@", "-", '"'] },
};

function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): string[] {
  const root = rootUri ?? (typeof rootPath === "string" ? uriOf(rootPath) : undefined);
  return workspaceFolders?.map(({ uri }) => uri) ?? (root === undefined ? [] : [root]);
}

const sameFinding = (a: unknown, b: unknown): boolean => a !== undefined && JSON.stringify(a) === JSON.stringify(b);
