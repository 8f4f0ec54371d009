import type { Command } from "commander";
import { type Canon, readCanon } from "../canon/canon.ts";
import { demoFinding } from "./check/demo.ts";
import { prettyBecause, prettyTenure } from "./explain.ts";
import { fixture } from "./fixtures.ts";
import { prettyWorld } from "./replay.ts";
import type { Terminal } from "./terminal.ts";

const DAY_AFTER = { occurred: "2388-10-11" };

/** The scenes of the demo: what they ask, as one would type it, and what comes out. */
export function addDemo(program: Command, terminal: Terminal): void {
  program
    .command("demo")
    .description("A tour of what valoris does, on the canon that ships with it.")
    .action(async () => {
      const canon = await readCanon(fixture("cardassian-advance.yaml"));
      const scenes: readonly [string, () => string | Promise<string>][] = [
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
      ];
      for (const [command, show] of scenes)
        terminal.out(`${terminal.paint("green", "$")} ${terminal.paint("bold", command)}\n${await show()}\n`);
    });
}

const whyNervous = (canon: Canon, terminal: Terminal): string =>
  prettyBecause(canon, canon.because("nervousness", "quadrant", DAY_AFTER), terminal, 9);
