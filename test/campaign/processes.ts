import type { ChildProcess } from "node:child_process";
import { QUESTIONS, READERS, shown, VERIFY } from "./commands.ts";
import { type Expectations, isBeginning, printedRight, type View, viewOf } from "./expected.ts";
import type { Lane } from "./lane.ts";
import { AS_PROMISED, described, diedOrHung, type Ended, errorCode, type Judged, lost, type Trial } from "./outcome.ts";
import type { Part } from "./part.ts";
import { type Random, randomAt } from "./random.ts";
import { runFresh, startRunner, type Task } from "./runner.ts";

const LOG = ["--log", "log"];

/** Who is at work: one that writes and one that reads are kept, so that they do much; the third is a new process each time. */
const WORKERS: readonly Worker[] = [
  { who: "a writer", does: ["write"], commands: 15, isKept: true },
  { who: "a reader", does: ["read"], commands: 15, isKept: true },
  { who: "somebody", does: ["write", "read"], commands: 6, isKept: false },
];

interface Worker {
  readonly who: string;
  readonly does: readonly ("read" | "write")[];
  readonly commands: number;
  readonly isKept: boolean;
}

/** Nobody writes canon here, so what is printed of it is the same all the time; what is printed of these is not. */
const MOVING: ReadonlySet<string> = new Set([
  "what-if/a",
  "what-if/b",
  "what-if/m",
  "stats",
  "list",
  "graph",
  "verify",
]);

const OPENED_FOR_WRITING: ReadonlySet<string | undefined> = new Set(["tag", "rebase"]);

/** What somebody may be told who writes where others write: nothing was stored, and it can be tried again. */
const REFUSALS: ReadonlySet<string | undefined> = new Set(["log/conflict", "log/locked", "edit/conflict"]);

interface Doing {
  readonly args: readonly string[];
  /** Of what writes, what must be there once it is acknowledged: a command, and what it then prints. */
  readonly proof?: { readonly ask: readonly string[]; readonly says: string };
}

interface Did extends Doing {
  readonly who: string;
  readonly ended: Ended;
  readonly killed: boolean;
}

/** Three that write and read at once: nobody loses what was acknowledged, sees something in part, or stands in another's way for ever. */
export const processes: Part = {
  name: "processes",
  share: 1.5,
  async case({ sound, expectations, lane, random, number }) {
    const cwd = lane.copy(random.chance(0.5) ? sound.folder : sound.cached);
    const did = await Promise.all(
      WORKERS.map((worker, n) => work(worker, cwd, randomAt("worker", number, random.below(1e9), n), lane)),
    );
    const answers = new Map<string, string>();
    const asked = async (args: readonly string[]): Promise<string> => {
      const known = answers.get(shown(args));
      if (known !== undefined) return known;
      const { out } = await lane.runner.run({ cwd: lane.copy(cwd), args });
      answers.set(shown(args), out);
      return out;
    };
    const trials: Trial[] = [];
    for (const one of did.flat()) {
      const judged = await judge(one, { expectations, asked });
      trials.push({ ...judged, what: `${one.who} of three at once: ${shown(one.args)}` });
    }
    const seen = await viewOf(lane.runner, lane.copy(cwd));
    const lasting = "view" in seen ? holdsAll(expectations.before.view, seen.view) : lost(described(seen));
    return [...trials, { ...lasting, what: "the log after three at once" }];
  },
};

const holdsAll = (before: View, view: View): Judged =>
  Object.entries(before).every(([name, commits]) => isBeginning(commits, view[name] ?? []))
    ? AS_PROMISED
    : lost("commits of before are gone");

interface Asking {
  readonly expectations: Expectations;
  /** What a command prints at the end. */
  asked(args: readonly string[]): Promise<string>;
}

/** One after another, in processes that are its own. */
async function work({ who, does, commands, isKept }: Worker, cwd: string, random: Random, lane: Lane): Promise<Did[]> {
  const did: Did[] = [];
  const runner = isKept ? startRunner() : undefined;
  if (runner !== undefined) lane.whenStopped(runner.stop);
  for (let n = 0; n < commands; n++) {
    const name = `${who.replace(" ", "-")}-${n}`;
    const doing = random.pick(does) === "read" ? chooseReading(random) : chooseWriting(name, random, isKept);
    const task: Task = { cwd, args: doing.args };
    const after = random.chance(0.2) ? random.below(600) : undefined;
    const onStart = (child: ChildProcess): void => {
      if (after !== undefined) setTimeout(() => child.kill("SIGKILL"), after);
    };
    const ended = await (runner === undefined ? runFresh(task, { onStart }) : runner.run(task));
    const killed = runner === undefined && after !== undefined && ended.signal === "SIGKILL";
    did.push({ ...doing, who, ended, killed });
  }
  runner?.stop();
  return did;
}

/** Of what only reads; whoever may write as well opens the log otherwise. */
const READING: readonly (readonly string[])[] = [...READERS.filter((args) => !OPENED_FOR_WRITING.has(args[1])), VERIFY];

const chooseReading = (random: Random): Doing => ({ args: random.pick([...READING, ...QUESTIONS.slice(0, 2)]) });

/** Names and dates of its own, so that each edit changes something. */
function chooseWriting(name: string, random: Random, isKept: boolean): Doing {
  const list = ["timeline", "list", "--archived", "--format", "json", "--limit", "1000", ...LOG];
  const exported = (timeline: string): readonly string[] => ["log", "export", "-t", timeline, ...LOG];
  const timeline = random.pick(["what-if/a", "what-if/b", "what-if/m"]);
  const [month, day, hour, minute] = [
    1 + random.below(4),
    10 + random.below(18),
    10 + random.below(14),
    10 + random.below(50),
  ];
  const date = `2387-0${month}-${day}T${hour}:${minute}`;
  const event = `{ id: ${name}, type: Noted, at: 2386, about: gor }`;
  const simulated: Doing = {
    args: ["simulate", "what-if/late", "--run", "1", "--into", `what-if/${name}`, "--until", "2388-11", ...LOG],
    proof: { ask: list, says: `"what-if/${name}"` },
  };
  return random.pick<Doing>([
    // It leaves a log open that it read: a process that goes on cannot open it for writing then.
    ...(isKept ? [] : [simulated]),
    {
      args: ["timeline", "fork", `what-if/${name}`, "--of", timeline, ...LOG],
      proof: { ask: list, says: `"what-if/${name}"` },
    },
    { args: ["timeline", "tag", name, ...LOG], proof: { ask: ["timeline", "tag", ...LOG], says: name } },
    { args: ["timeline", "add", event, "-t", timeline, ...LOG], proof: { ask: exported(timeline), says: `"${name}"` } },
    {
      args: ["timeline", "move", "breen-crisis-ends", "--to", date, "--reason", name, "-t", timeline, ...LOG],
      proof: { ask: exported(timeline), says: `"${name}"` },
    },
  ]);
}

async function judge({ args, ended, killed, proof }: Did, { expectations, asked }: Asking): Promise<Judged> {
  if (killed) return AS_PROMISED;
  const dead = diedOrHung(ended);
  if (dead !== undefined) return dead;
  if (proof !== undefined) {
    if (ended.code === 2) return REFUSALS.has(errorCode(ended)) ? AS_PROMISED : lost(described(ended));
    return (await asked(proof.ask)).includes(proof.says) ? AS_PROMISED : lost("what it acknowledged is not there");
  }
  if (args === VERIFY && ended.code !== 0) return lost(`verifying: ${described(ended)} ${ended.out.slice(0, 300)}`);
  if (!args.some((arg) => MOVING.has(arg))) return printedRight(ended, (await expectations.of(args)).ended);
  return ended.code === 2 ? lost(described(ended)) : AS_PROMISED;
}
