import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { day, times } from "../shape.ts";
import { breach, canonFile, faction, system, type Written } from "../shapeWorld.ts";
import { atMost, type Figure } from "../report.ts";
import { ratios } from "../statistics.ts";
import { newFolder } from "../workspace.ts";
import type { CommandLine } from "./commandLine.ts";

const EVENTS = 10_000;
const SYSTEMS_A_POWER = 5;

/** The same number of events among a thousand powers, beside thirty: alarms between neighbours, and systems that change hands. */
function among(powers: number): readonly Written[] {
  const systems = powers * SYSTEMS_A_POWER;
  const holder = (s: number): string => `p-${Math.floor(s / SYSTEMS_A_POWER)}`;
  return [
    ...times(powers, faction),
    ...times(systems, (s) => system(s, holder(s), s === 0 ? systems - 1 : s - 1)),
    ...times(EVENTS, (i): Written => {
      const [by, against] = [`p-${i % powers}`, `p-${(i + 1) % powers}`];
      const at = day(Math.floor(i / 10));
      return i % 5 === 0
        ? { id: `taken-${i}`, type: "ControlChanged", at, systems: [`s-${(7 * i) % systems}`], to: by }
        : breach(i, { at, by, against });
    }),
  ];
}

export async function measureWorldSize(line: CommandLine, rounds: number): Promise<Figure> {
  const folder = newFolder("world");
  const seconds = async (powers: number): Promise<number> => {
    const canon = join(folder, String(powers));
    mkdirSync(canon, { recursive: true });
    for (const [name, text] of Object.entries(canonFile(among(powers)))) writeFileSync(join(canon, name), text);
    const { seconds, code, errors } = await line.run(["replay", canon], folder, 600);
    if (code !== 0) throw new Error(`replay among ${powers} powers ended with ${code}: ${errors}`);
    return seconds;
  };
  await seconds(30);
  const [few, many]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    few.push(await seconds(30));
    many.push(await seconds(1000));
  }
  return atMost(`${EVENTS} events among 1000 powers and 5000 systems, beside 30 powers`, ratios(many, few), 12);
}
