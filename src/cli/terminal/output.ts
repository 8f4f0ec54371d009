import { fstatSync, writeSync } from "node:fs";
import { isatty } from "node:tty";
import { ValorisError } from "../../index.ts";

/** Writes to one of the standard streams. */
export interface Output {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  /** @throws ValorisError `cli/output` where what takes it is a file or a device that is full */
  write(text: string): void;
  /** Resolves once what was written is with whoever reads it. */
  drained(): Promise<void>;
}

/**
 * @param onError what to do where a stream fails later than its write: a pipe whose reader is gone (`EPIPE`), for one
 */
export function outputTo(
  stream: NodeJS.WriteStream & { readonly fd: number },
  onError: (error: NodeJS.ErrnoException) => void,
): Output {
  stream.on("error", onError);
  const isFile = takesAll(stream.fd);
  return {
    isTTY: stream.isTTY,
    columns: stream.columns,
    // Node's own stream takes a file for written to when part of a text was.
    write: isFile ? (text) => writeAll(stream.fd, text) : (text) => void stream.write(text),
    drained: () =>
      isFile || !stream.writableNeedDrain
        ? Promise.resolve()
        : new Promise((done) => void stream.write("", () => done())),
  };
}

/** Files and devices, which take a text at once or not at all; a terminal is left to Node. */
function takesAll(fd: number): boolean {
  try {
    const status = fstatSync(fd);
    return status.isFile() || (status.isCharacterDevice() && !isatty(fd));
  } catch {
    return false;
  }
}

function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
  } catch (error) {
    throw outputError(error);
  }
}

export function outputError(error: unknown): ValorisError {
  const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : { code: "", message: "" };
  const why = code === "ENOSPC" || code === "EDQUOT" ? "there is no room left" : message;
  return new ValorisError("cli/output", `What is printed cannot be written: ${why}.`, {
    cause: error,
    help: "What was written so far is not whole. Make room, or write it elsewhere.",
  });
}
