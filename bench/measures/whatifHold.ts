import { rates, type Remote, startContender, takeTurns } from "../contender.ts";
import type { ContenderName } from "../contenders.ts";
import { simpyVersion } from "../peers/simpy.ts";
import { atLeast, type Figure, info, show } from "../report.ts";
import { ratios, spreadOf } from "../statistics.ts";
import { note } from "../workspace.ts";

const OURS = ["hold, 1 a year", "hold, 50 a year"] as const;

/** a. The hold model (Vaucher & Duval 1975): 1000 entities, each again and again after an exponential time, so many events in all. */
export async function measureHold(events: number, rounds: number): Promise<Figure[]> {
  const setting = { folder: "", events };
  const pythons = (
    [
      ["hold, SimPy 3", simpyVersion("simpy")],
      ["hold, SimPy 2", simpyVersion("SimPy")],
    ] as const
  ).flatMap(([name, version]) => (version === undefined ? [] : [{ name, version }]));
  const names: readonly ContenderName[] = [
    ...OURS,
    ...pythons.map(({ name }) => name),
    "hold, simjs",
    "hold, bare heap",
  ];
  const contenders: Remote[] = [];
  for (const name of names) contenders.push(await startContender(name, setting));
  note(`hold: ${rounds} rounds`);
  await takeTurns(contenders, 1);
  const taken = await takeTurns(contenders, rounds);
  for (const { stop } of contenders) stop();

  const speed = (name: ContenderName): number[] => rates(taken.get(name)).map((rate) => rate / 1000);
  const against = names.filter((name) => name.startsWith("hold, S") || !name.endsWith("a year"));
  return [
    ...names.map((name) =>
      info(`${name}${versionOf(name, pythons)}, thousand events/s`, show(spreadOf(speed(name)), "k/s")),
    ),
    ...OURS.flatMap((own) =>
      against.map((other) => {
        const label = `${own} : ${other.replace("hold, ", "")}`;
        const ratio = ratios(speed(own), speed(other));
        return own === OURS[0] && other.includes("SimPy") ? atLeast(label, ratio, 1) : info(label, show(ratio, "×"));
      }),
    ),
    ...(pythons.length === 0 ? [info("SimPy", "not there: apt-get install python3-simpy python3-simpy3")] : []),
  ];
}

const versionOf = (name: string, pythons: readonly { readonly name: string; readonly version: string }[]): string => {
  const found = pythons.find((python) => python.name === name);
  return found === undefined ? "" : ` (${found.version})`;
};
