import type { Command } from "commander";
import { lastValueFrom } from "rxjs";
import { type Canon, consequencesOf, loadCanon, readCanon, readCanonFiles, recordCanon } from "../doors/canon.ts";
import { beliefsOf, memoryLog, openLog } from "../index.ts";
import { type Edit, editTimeline, forkTimeline } from "../doors/timelines.ts";
import { planWhatIf, simulate } from "../doors/sim.ts";
import { prettyBeliefs } from "./beliefs.ts";
import { demoFinding } from "./check/demo.ts";
import { prettyBecause, prettyTenure } from "./explain.ts";
import { fixture } from "./fixtures.ts";
import { prettyWorld } from "./replay.ts";
import { briefEnsemble } from "./simulate/text.ts";
import type { Terminal } from "./terminal.ts";
import { prettyEdited } from "./timeline/edited.ts";

const DAY_AFTER = { occurred: "2388-10-11" };

/** The scenes of the demo: what they ask, as one would type it, and what comes out. */
export function addDemo(program: Command, terminal: Terminal): void {
  program
    .command("demo")
    .description("A tour of what valoris does, on the canon that ships with it.")
    .action(async () => {
      const canon = await readCanon(fixture("cardassian-advance.yaml"));
      const scenes: readonly [string, () => readonly string[] | Promise<readonly string[]>][] = [
        [
          "valoris replay cardassian-advance.yaml --at 2388-10-11",
          () => prettyWorld(canon, canon.worldAt(DAY_AFTER), terminal),
        ],
        [
          "valoris explain nervousness quadrant cardassian-advance.yaml --at 2388-10-11",
          () => whyNervous(canon, terminal),
        ],
        [
          "valoris explain territory dozaria cardassian-advance.yaml",
          () => prettyTenure(canon, "dozaria", canon.tenure("dozaria"), terminal),
        ],
        [
          "valoris check --demo --rule causality/impossible-dates",
          () => demoFinding("causality/impossible-dates", terminal),
        ],
        [`valoris timeline retract ${TREATY} --timeline ${BRANCH} --reason "${WHY}"`, () => withoutTreaty(terminal)],
        [`valoris simulate ${BRANCH} --until 2389 --runs ${RUNS} --seed 7`, () => whatChanges(terminal)],
        ...["2388-05-31", "2388-06-30"].map((day): [string, () => readonly string[]] => [
          `valoris replay cardassian-advance.yaml --as-known-to ${OBSERVER} --at ${day}`,
          () => whatTheyBelieved(canon, day, terminal),
        ]),
      ];
      for (const [command, show] of scenes)
        terminal.out([`${terminal.paint("green", "$")} ${terminal.paint("bold", command)}`, ...(await show()), ""]);
    });
}

const TREATY = "treaty-of-valoris-ratified";
const WHY = "What if it had failed?";
const BRANCH = "what-if/no-valoris";
/** Pairs of histories: as many as a second or two are enough for. */
const RUNS = 256;
const OBSERVER = "starfleet-intelligence";

/** On a log that is gone afterwards, what becomes impossible on a branch. */
async function withoutTreaty(terminal: Terminal): Promise<string[]> {
  const { log, edit, edited } = await branched();
  return prettyEdited({ edit, edited, consequences: await consequencesOf(log, edited), dryRun: false }, terminal);
}

async function branched() {
  const log = memoryLog({ now: () => Date.now() });
  await recordCanon(loadCanon(await readCanonFiles([fixture("cardassian-advance.yaml")])), log);
  await forkTimeline(log, BRANCH);
  const edit: Edit = { kind: "retract", event: TREATY, reason: WHY };
  return { log, edit, edited: await editTimeline(log, BRANCH, edit) };
}

/** Without the treaty, what changes and what does not: many histories of the branch beside as many of canon. */
async function whatChanges(terminal: Terminal): Promise<string[]> {
  const { log } = await branched();
  const [canon, timeline] = [await openLog(log, { timeline: "canon" }), await openLog(log, { timeline: BRANCH })];
  const plan = planWhatIf({ timeline, canon, until: "2389" });
  const ensemble = await lastValueFrom(simulate(plan, { runs: RUNS, seed: 7 }));
  return briefEnsemble({ ensemble, plan, timeline: BRANCH }, terminal, 4);
}

/** Of what they believed, the question on which they were deceived. */
function whatTheyBelieved(canon: Canon, day: string, terminal: Terminal): string[] {
  const beliefs = beliefsOf(canon, OBSERVER, { occurred: day });
  const [question] = beliefs.questions;
  return prettyBeliefs(
    canon,
    { ...beliefs, questions: question === undefined ? [] : [question], claims: [] },
    terminal,
  );
}

const whyNervous = (canon: Canon, terminal: Terminal): string[] =>
  prettyBecause(canon, canon.because("nervousness", "quadrant", DAY_AFTER), terminal, 9);
