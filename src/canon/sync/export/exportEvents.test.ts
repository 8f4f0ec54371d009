import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { histories, parseEvents } from "../../../../test/support/chronicles.ts";
import { catalogue } from "../../../events/catalogue/catalogue.ts";
import type { ChronicleEvent } from "../../../events/envelope.ts";
import type { EventLog, RecordedEvent } from "../../../log/eventLog.ts";
import { memoryLog } from "../../../log/memory.ts";
import { readTimeline } from "../../../timelines/readTimeline.ts";
import { loadCanon } from "../../text/load/loadCanon.ts";
import { importCanon } from "../changes/importCanon.ts";
import { type ExportOptions, exportEvents } from "./exportEvents.ts";

const newLog = (now = 5000) => memoryLog({ now: () => now });
const withoutRecorded = ({ recorded: _recorded, ...event }: RecordedEvent): ChronicleEvent => event;

async function exported(log: EventLog, options: Partial<ExportOptions> = {}, timeline = "canon"): Promise<string> {
  let text = "";
  for await (const piece of exportEvents(log, timeline, { catalogue, format: "ndjson", ...options })) text += piece;
  return text;
}

async function imported(text: string, format: "ndjson" | "yaml", log = newLog(9000)): Promise<EventLog> {
  const loaded = loadCanon([{ path: `export.${format === "yaml" ? "yaml" : "ndjson"}`, text }]);
  expect(loaded.issues.filter(({ rule }) => rule !== "identity/unknown-type")).toEqual([]);
  await importCanon(loaded, log);
  return log;
}

/** Text of any characters but halves of surrogate pairs, which no file can hold. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom("a", " ", "\n", "\t", ":", "#", "-", "'", '"', "\\", "\r", "|", ">", "\u2028", "é"),
  }),
  fc.constantFrom(
    "null",
    "true",
    "2388",
    "1e3",
    "2388-10-10",
    "~",
    "- x",
    "a: b",
    "*x",
    "&x",
    "!x",
    "%x",
    "@x",
    "0x1f",
    ".nan",
    "::error::x",
    "a\n ::stop-commands::x",
    "a ###[group]x",
    "\u001b]52;c;eA==\u0007 \u009b31m \u202e \u2066 \u061c \u2028",
    `${"long ".repeat(20)}\n::error::x`,
  ),
);
const anyJson = fc
  .jsonValue({ maxDepth: 3, noUnicodeString: false })
  .map((value): unknown => JSON.parse(JSON.stringify(value)));
const strange = fc.record(
  {
    type: fc.constantFrom("WormholeCollapsed", "Noted"),
    title: anyText,
    text: anyText,
    tags: fc.array(
      anyText.filter((tag) => tag !== ""),
      { maxLength: 2 },
    ),
    at: fc.constantFrom<unknown>(2001, "2001~", { after: "e0", offset: "P3W" }, [{ after: 2001 }, { before: 2005 }]),
    invented: fc.constantFrom<unknown>(true, ["text"]),
    wormhole: anyJson,
    version: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ["type", "at"] },
);

/** Chronicles with strange text, types that nobody knows, ids of imports, and amendments of events and of amendments. */
const recordings = fc
  .tuple(
    histories,
    fc.array(fc.tuple(strange, anyText), { maxLength: 5 }),
    fc.array(fc.tuple(fc.nat(), anyText, fc.boolean()), { maxLength: 5 }),
  )
  .map(([history, others, amendments]) => {
    const events = parseEvents(history);
    for (const [i, [{ type, wormhole, version, ...rest }, id]] of others.entries()) {
      const own =
        type === "Noted"
          ? { about: "alpha" }
          : { ...(wormhole === undefined ? {} : { wormhole }), version: version ?? 1 };
      events.push(...parseEvents([{ ...rest, ...own, type, id: `${id}#${i}` }]));
    }
    for (const [i, [target, title, retracts]] of amendments.entries()) {
      const { id } = events[target % events.length] ?? { id: "e0" };
      events.push(
        ...parseEvents([
          retracts
            ? { id: `r${i}`, type: "EventRetracted", target: id, reason: "because" }
            : { id: `a${i}`, type: "EventAmended", target: id, reason: "because", set: { title, tags: null } },
        ]),
      );
    }
    return events;
  });
const commits = fc.tuple(recordings, fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 10 }));

async function record(events: readonly ChronicleEvent[], sizes: readonly number[]): Promise<EventLog> {
  const log = newLog();
  for (let from = 0, n = 0; from < events.length; n++) {
    const size = sizes[n % sizes.length] ?? 1;
    await log.append("canon", events.slice(from, from + size), { recordedAt: 1000 * Math.floor(n / 2) });
    from += size;
  }
  return log;
}

describe.each(["ndjson", "yaml"] as const)("an export as %s, imported again", (format) => {
  test("keeps amendments that are right only one after the other, and one that was taken back", async () => {
    const amend = (id: string, set: object) => ({ id, type: "EventAmended", target: "a", set, reason: "because" });
    const events = parseEvents([
      { id: "a", type: "Noted", at: 2001, about: "x" },
      amend("to-death", { type: "PersonDied", about: null, person: "x" }),
      amend("in-battle", { manner: "battle" }),
      { id: "undo", type: "EventRetracted", target: "in-battle", reason: "because" },
      amend("back", { type: "Noted", about: "y", person: null }),
    ]);
    const log = await record(events, [2]);
    const again = await imported(await exported(log, { format }), format);
    expect((await readTimeline(again, "canon")).map(withoutRecorded)).toEqual(events);
  });

  test("steers nothing that shows it, and holds no command for a runner of CI", async () => {
    await fc.assert(
      fc.asyncProperty(commits, async ([events, sizes]) => {
        const text = await exported(await record(events, sizes), { format });
        for (const line of text.split("\n")) expect(line).not.toMatch(/^\s*::/);
        if (format === "yaml")
          expect(text).not.toMatch(
            /##[a-z]*\[|[^\P{Cc}\n]|[\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/iu,
          );
      }),
      { numRuns: 60 },
    );
  });

  test("gives the same events", async () => {
    await fc.assert(
      fc.asyncProperty(commits, async ([events, sizes]) => {
        const log = await record(events, sizes);
        const again = await imported(await exported(log, { format }), format);
        expect((await readTimeline(again, "canon")).map(withoutRecorded)).toEqual(
          (await readTimeline(log, "canon")).map(withoutRecorded),
        );
      }),
      { numRuns: 60 },
    );
  });

  test("gives the same commits as well, where it says how they were recorded", async () => {
    await fc.assert(
      fc.asyncProperty(commits, async ([events, sizes]) => {
        const log = await record(events, sizes);
        const again = await imported(await exported(log, { format, recorded: true }), format);
        expect(await readTimeline(again, "canon")).toEqual(await readTimeline(log, "canon"));
        expect(await again.headHash("canon")).toBe(await log.headHash("canon"));
      }),
      { numRuns: 40 },
    );
  });
});

test("what holds now is exported with amendments applied, a branch with what it inherits", async () => {
  const log = newLog();
  await log.append(
    "canon",
    parseEvents([
      { id: "a", type: "Noted", at: 2001, about: "x" },
      { id: "b", type: "Noted", at: 2002, about: "x" },
      { id: "amend-a", type: "EventAmended", target: "a", set: { about: "y" }, reason: "because" },
    ]),
  );
  await log.fork("what-if/x", "canon");
  await log.append("what-if/x", parseEvents([{ id: "no-b", type: "EventRetracted", target: "b", reason: "because" }]));
  expect(await exported(log, { amended: true }, "what-if/x")).toBe('{"id":"a","type":"Noted","at":2001,"about":"y"}\n');
  expect(await exported(log, {}, "what-if/x")).toBe(
    '{"id":"no-b","type":"EventRetracted","target":"b","reason":"because"}\n',
  );
});

test.each([
  ["a commit that is no text", { recordedAt: 0, commit: 5 }],
  ["no time", { timeline: "canon", sequence: 1, commit: "c" }],
  ["a field that it does not have", { recordedAt: 0, by: "me" }],
])("`recorded` with %s is refused", (_, recorded) => {
  const text = JSON.stringify({ id: "a", type: "Noted", at: 2001, about: "x", recorded });
  expect(loadCanon([{ path: "a.ndjson", text }]).issues).toMatchObject([{ rule: "identity/invalid-event" }]);
});
