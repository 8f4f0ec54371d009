import { QUESTIONS, READERS, shown, VERIFY } from "./commands.ts";
import { isBeginning, viewOf } from "./expected.ts";
import type { Lane } from "./lane.ts";
import { AS_PROMISED, described, diedOrHung, type Ended, errorCode, type Judged, lost, type Trial } from "./outcome.ts";
import type { Part } from "./part.ts";
import { type Random, randomAt } from "./random.ts";
import { type Runner, runFresh, startRunner, type Task } from "./runner.ts";

const PROCESSES = 3;
const COMMANDS_EACH = 10;
const LOG = ["--log", "log"];

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
    const isFresh = random.chance(0.4);
    const did = await Promise.all(
      Array.from({ length: PROCESSES }, (_, n) =>
        oneOf(cwd, `p${n}`, randomAt("process", number, random.below(1e9), n), isFresh ? undefined : runnerOf(lane, n)),
      ),
    );
    const seen = await viewOf(lane.runner, lane.copy(cwd));
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
      const judged = judge(one) ?? (await prove(one, asked));
      trials.push({ ...judged, what: `${one.who} of three at once: ${shown(one.args)}` });
    }
    const lasting =
      "view" in seen
        ? Object.entries(expectations.before.view).every(([name, commits]) =>
            isBeginning(commits, seen.view[name] ?? []),
          )
          ? AS_PROMISED
          : lost("commits of before are gone")
        : (diedOrHung(seen) ?? lost(`the log cannot be read: ${described(seen)}`));
    return [...trials, { ...lasting, what: "the log after three at once" }];
  },
};

const runners = new WeakMap<Lane, Runner[]>();

function runnerOf(lane: Lane, number: number): Runner {
  let own = runners.get(lane);
  if (own === undefined) {
    own = Array.from({ length: PROCESSES }, () => startRunner());
    runners.set(lane, own);
    for (const { stop } of own) lane.whenStopped(stop);
  }
  const runner = own[number];
  if (runner === undefined) throw new Error(`There is no runner ${number}.`);
  return runner;
}

async function oneOf(cwd: string, who: string, random: Random, runner: Runner | undefined): Promise<Did[]> {
  const did: Did[] = [];
  for (let n = 0; n < COMMANDS_EACH; n++) {
    const doing = choose(`${who}-${n}`, random);
    const task: Task = { cwd, args: doing.args };
    const killed = runner === undefined && random.chance(0.2);
    const after = random.below(600);
    const ended = await (runner === undefined
      ? runFresh(task, {
          onStart: (child) => {
            if (killed) setTimeout(() => child.kill("SIGKILL"), after);
          },
        })
      : runner.run(task));
    did.push({ ...doing, who, ended, killed: killed && ended.signal === "SIGKILL" });
  }
  return did;
}

/** Names and dates of its own, so that each edit changes something. */
function choose(name: string, random: Random): Doing {
  if (random.chance(0.45)) return { args: random.pick([...READERS, VERIFY, ...QUESTIONS.slice(0, 2)]) };
  const list = ["timeline", "list", "--archived", "--format", "json", "--limit", "1000", ...LOG];
  const exported = (timeline: string): readonly string[] => ["log", "export", "-t", timeline, ...LOG];
  const timeline = random.pick(["what-if/a", "what-if/b", "what-if/m"]);
  const date = `2387-0${1 + random.below(4)}-${10 + random.below(18)}`;
  const event = `{ id: ${name}, type: Noted, at: 2386, about: gor }`;
  return random.pick<Doing>([
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
    {
      args: ["simulate", "what-if/late", "--run", "1", "--into", `what-if/${name}`, "--until", "2388-11", ...LOG],
      proof: { ask: list, says: `"what-if/${name}"` },
    },
  ]);
}

/** What is wrong with how it ended, by itself. */
function judge({ args, ended, killed, proof }: Did): Judged | undefined {
  if (killed) return AS_PROMISED;
  const dead = diedOrHung(ended);
  if (dead !== undefined) return dead;
  if (ended.code === 2 && proof !== undefined && REFUSALS.has(errorCode(ended))) return AS_PROMISED;
  if (ended.code === 2) return lost(described(ended));
  if (shown(args) === shown(VERIFY) && ended.code !== 0) return lost(`verifying: ${ended.out.slice(0, 300)}`);
  return undefined;
}

async function prove(
  { ended, proof, killed }: Did,
  asked: (args: readonly string[]) => Promise<string>,
): Promise<Judged> {
  if (proof === undefined || ended.code === 2 || killed) return AS_PROMISED;
  return (await asked(proof.ask)).includes(proof.says) ? AS_PROMISED : lost("what it acknowledged is not there");
}
