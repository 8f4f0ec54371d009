import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { columns, padEnd, type Terminal, terminalOf } from "./terminal.ts";

/** What tries to be more than text. */
const HOSTILE = [
  "\u001b[31mred",
  "\u001b]8;;https://example.org\u0007link\u001b]8;;\u0007",
  "\u001b]52;c;cm0gLXJm\u0007",
  "\u009b31mred",
  "gone\rback",
  "gone\b\b\b\bback",
  "\u0007",
  "\u202egnp.exe\u2066",
  "a\n::stop-commands::x",
  "::error::x",
  " \u00a0::add-mask::x",
  "##[error]x",
  "##vso[task.complete]x",
  "\ud800",
  "a\u2028b\u0085c",
];
const STEERING = /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const SGR = /\u001b\[(?:1|2|22|3[1-9]|94)m/g;

const content = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "binary" }),
  fc
    .array(fc.constantFrom(...HOSTILE, "::", "#", "[", "\n", " ", "x"), { maxLength: 5 })
    .map((parts) => parts.join("")),
);

describe("the terminal", () => {
  let written = { out: "", err: "" };
  const open = (isTTY = false): Terminal => {
    const to = (stream: "out" | "err") => ({
      isTTY,
      columns: 80,
      write: (text: string) => void (written[stream] += text),
      drained: () => Promise.resolve(),
    });
    return terminalOf(to("out"), to("err"));
  };
  beforeEach(() => {
    written = { out: "", err: "" };
    vi.stubEnv("NO_COLOR", "");
    vi.stubEnv("FORCE_COLOR", "1");
  });
  afterEach(() => vi.unstubAllEnvs());

  test("makes colours of what it painted, and of nothing that is in it", () => {
    const { out, paint } = open();
    out(`${paint("red", "a\u001b[32mb")} ${paint("bold", paint("dim", "c"))}`);
    expect(written.out).toBe("\u001b[31ma\ufffd[32mb\u001b[39m \u001b[1m\u001b[2mc\u001b[22m\u001b[22m\n");
  });

  test("writes a line for a line, whatever is in it, and nothing that steers", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(content, fc.boolean())), (lines) => {
        written = { out: "", err: "" };
        const { out, note, paint } = open();
        const texts = lines.map(([text, isPainted]) => (isPainted ? `${paint("cyan", text)}!` : text));
        out(texts);
        note(texts);
        for (const stream of [written.out, written.err]) {
          const shown = stream.split("\n");
          expect(shown).toHaveLength(lines.length + 1);
          for (const line of shown) {
            const plain = line.replaceAll(SGR, "");
            expect(plain).not.toMatch(STEERING);
            expect(plain).not.toMatch(/^\s*::|##[a-z]*\[/i);
          }
        }
      }),
    );
  });

  test("shows what is harmless as it is", () => {
    open().out(["Kal’s “Ark” – 50 % 👩‍🚀 é", "a :: b", "  # ## heading", "std::vector"]);
    expect(written.out).toBe("Kal’s “Ark” – 50 % 👩‍🚀 é\na :: b\n  # ## heading\nstd::vector\n");
  });

  test("knows how wide a text is shown", () => {
    const { out, paint } = open();
    const texts = [...HOSTILE, paint("red", "a\nb")];
    out(texts.map((text) => `${padEnd(text, 60)}|`));
    for (const line of written.out.trimEnd().split("\n")) {
      // Breaking a command up takes a column more.
      const width = [...line.replaceAll(SGR, "")].length - (/^\s*: :|# #/.test(line) ? 1 : 0);
      expect(width, JSON.stringify(line)).toBe(61);
    }
    expect(columns("a\nb")).toBe(3);
  });

  test("JSON says the same, and steers nothing either", () => {
    fc.assert(
      fc.property(content, content, (name, value) => {
        written = { out: "", err: "" };
        open().json({ [name]: [value] });
        expect(JSON.parse(written.out)).toEqual({ [name]: [value] });
        expect(written.out.slice(0, -1)).not.toMatch(STEERING);
        expect(written.out).not.toMatch(/##[a-z]*\[/i);
      }),
    );
  });

  test("a command for the runner is the one line that may begin as one", () => {
    const terminal = open();
    terminal.command("::error file=a.yaml::a\u001b[31m\n::stop-commands::x");
    expect(written.out).toBe("::error file=a.yaml::a\ufffd[31m ::stop-commands::x\n");
  });

  test("progress is shown where somebody looks, and takes the line's own place", () => {
    open().status("reading a\u001b[31m\nb");
    expect(written.err).toBe("");
    const terminal = open(true);
    terminal.status("reading a\u001b[31m\nb");
    terminal.status(undefined);
    expect(written.err).toBe("\r\u001b[2Kreading a\ufffd[31m b\r\u001b[2K");
  });
});
