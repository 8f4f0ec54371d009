import { Transform } from "node:stream";
import { ValorisError } from "../../index.ts";

/** Bytes. Headers are two lines; what is longer is something else, and would be searched for an end again and again. */
const LONGEST_HEADER = 4096;
/** Bytes. A canon that is open in an editor is sent whole. */
const LONGEST_MESSAGE = 256 * 1024 * 1024;

const END_OF_HEADER = "\r\n\r\n";
/** What a header may begin with: what cannot become one is refused without waiting for its end. */
const BEGUN = /^(?:[\w-]+:[^\r\n]*\r\n)*(?:[\w-]*|[\w-]+:[^\r\n]*\r?|\r)$/;
const NO_FIELD = "A line of a header is not `Name: value`";

/**
 * Lets through what is framed as the protocol says (`Content-Length: 12`, an empty line, 12 bytes), and fails with `lsp/framing` at the
 * first byte that is not: where the next message would begin, nobody can know from there on.
 */
export function checkedFraming(): Transform {
  let header = "";
  let bodyLeft = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (let at = 0; at < chunk.length; ) {
        if (bodyLeft > 0) {
          const taken = Math.min(bodyLeft, chunk.length - at);
          bodyLeft -= taken;
          at += taken;
          continue;
        }
        const before = header.length;
        header += chunk.toString("latin1", at, at + LONGEST_HEADER);
        // The end may have begun in the chunk before.
        const end = header.indexOf(END_OF_HEADER, Math.max(0, before - END_OF_HEADER.length));
        if (end < 0 && header.length >= LONGEST_HEADER) return done(broken("A header does not end"));
        if (end < 0 && !BEGUN.test(header)) return done(broken(NO_FIELD));
        if (end < 0) break;
        const length = lengthIn(header.slice(0, end));
        if (typeof length === "string") return done(broken(length));
        at += end + END_OF_HEADER.length - before;
        header = "";
        bodyLeft = length;
      }
      done(null, chunk);
    },
    flush: (done) => done(header === "" && bodyLeft === 0 ? null : broken("The input ends within a message")),
  });
}

/** How long the message is that follows a header, or what is wrong with that. */
function lengthIn(header: string): number | string {
  const fields = header.split("\r\n").map((line) => /^([\w-]+):(.*)$/.exec(line));
  if (fields.includes(null)) return NO_FIELD;
  const lengths = fields.flatMap((field) =>
    field?.[1]?.toLowerCase() === "content-length" ? [field[2]?.trim() ?? ""] : [],
  );
  const [length = ""] = lengths;
  if (lengths.length !== 1) return "A header has no Content-Length, or two";
  if (!/^\d+$/.test(length)) return "A Content-Length is not a number of bytes";
  return Number(length) <= LONGEST_MESSAGE ? Number(length) : `A message is longer than ${LONGEST_MESSAGE} bytes`;
}

const broken = (what: string): ValorisError =>
  new ValorisError("lsp/framing", `${what}: this is not the Language Server Protocol.`, {
    help: "An editor starts `valoris lsp`; there is nothing to type.",
  });
