import { cpSync, fsyncSync, closeSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { mountSmallDisk, type SmallDisk } from "../faults/smallDisk.ts";
import { ALL, CACHE_WRITERS, FILE_WRITERS, LOG_MAKERS, READERS, shown, VERIFY, WRITERS } from "./commands.ts";
import { filesIn, liesBetween, logOf, partOfFile, printedRight, sameView, viewOf } from "./expected.ts";
import type { Lane } from "./lane.ts";
import { mountLoopDisk } from "./loopDisk.ts";
import { AS_PROMISED, described, diedOrHung, type Ended, errorCode, type Judged, lost } from "./outcome.ts";
import type { Case, Part } from "./part.ts";
import type { Random } from "./random.ts";
import { runFresh } from "./runner.ts";

type Disk = Omit<SmallDisk, "remount">;

const WRITING: ReadonlySet<readonly string[]> = new Set([...WRITERS, ...LOG_MAKERS]);

export const fullMemoryDisk = fullDisk("full-tmpfs", 2, () => mountSmallDisk("12m"));
export const fullLoopDisk = fullDisk("full-ext4", 2, () => mountLoopDisk(12));

/** Where there is no room, a command says so, or does without a cache; the log is as it was, or has all of the commit. */
function fullDisk(name: string, share: number, mount: () => Disk | string): Part {
  const disks = new Map<Lane, Disk | string>();
  const diskOf = (lane: Lane): Disk | string => {
    let disk = disks.get(lane);
    if (disk === undefined) {
      disk = mount();
      disks.set(lane, disk);
      if (typeof disk !== "string") lane.whenStopped(disk.remove);
    }
    return disk;
  };
  return {
    name,
    share,
    async case(from) {
      const { sound, lane, random } = from;
      const disk = diskOf(lane);
      if (typeof disk === "string") return [{ verdict: "not tried", what: name, why: disk }];
      // Half of them write: of what reads, few need much room.
      const args = random.chance(0.5)
        ? random.pick([...WRITERS, ...CACHE_WRITERS, ...FILE_WRITERS, ...LOG_MAKERS])
        : random.pick(ALL);
      const cwd = join(disk.folder, "work");
      cpSync(random.chance(0.6) ? sound.folder : sound.cached, cwd, { recursive: true });
      const free = fill(disk.folder, random);
      try {
        const judged = await judge(from, args, cwd, await runFresh({ cwd, args }));
        return [{ ...judged, what: `${shown(args)}, ${free} bytes free` }];
      } finally {
        for (const used of ["work", "filler"]) rmSync(join(disk.folder, used), { recursive: true, force: true });
      }
    },
  };
}

const BLOCK = 4096;

/** Leaves none, some or much for a command. */
function fill(folder: string, random: Random): number {
  const room = (): number => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  const wanted = BLOCK * random.below(random.pick([1, 8, 40, 160, 1200]));
  const file = openSync(join(folder, "filler"), "w");
  const zeros = new Uint8Array(BLOCK);
  try {
    while (room() > wanted) {
      writeSync(file, zeros);
      // A disk that allocates late says late how much is left.
      if (room() <= wanted + 64 * BLOCK) fsyncSync(file);
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  } finally {
    closeSync(file);
  }
  return room();
}

async function judge(
  { expectations, lane }: Case,
  args: readonly string[],
  cwd: string,
  ended: Ended,
): Promise<Judged> {
  const dead = diedOrHung(ended);
  if (dead !== undefined) return dead;
  const expected = await expectations.of(args);
  const before = LOG_MAKERS.includes(args) ? { ...expectations.before, view: {} } : expectations.before;
  const done = printedRight(ended, expected.ended).verdict === "promised";
  if (!done && !isRefused(ended, args)) return lost(ended.code === 2 ? described(ended) : "it shows something else");

  const copy = lane.copy(cwd);
  const inPart = partOfFile(before.files, filesIn(copy), expected.files);
  if (inPart !== undefined) return lost(inPart);
  const seen = await viewOf(lane.runner, lane.copy(cwd), logOf(args));
  if ("view" in seen) {
    if (!liesBetween(before.view, seen.view, expected.view)) return lost("the log holds something in part");
    if (done && WRITING.has(args) && !sameView(seen.view, expected.view))
      return lost("what it acknowledged is not in the log");
  } else if (!LOG_MAKERS.includes(args) || done) return lost(`the log cannot be read: ${described(seen)}`);
  return done ? AS_PROMISED : goesOn(lane, args, copy);
}

/** A code says that there was no room: of the log, or of a file that a command was to write. */
function isRefused(ended: Ended, args: readonly string[]): boolean {
  const code = errorCode(ended);
  return ended.code === 2 && (code === "log/full" || (FILE_WRITERS.includes(args) && code !== undefined));
}

/** Where there is room, the same command does what it should have done. */
async function goesOn(lane: Lane, args: readonly string[], cwd: string): Promise<Judged> {
  const again = await lane.runner.run({ cwd, args });
  return (
    diedOrHung(again) ??
    (again.code === 2 && !FILE_WRITERS.includes(args) ? lost(`with room: ${described(again)}`) : AS_PROMISED)
  );
}

const PRINTING: readonly (readonly string[])[] = [...READERS, VERIFY, ["check", "--log", "log", "--format", "sarif"]];

/** Output that does not fit is an error: whoever reads half of it would take it for all. */
export const fullOutput: Part = {
  name: "full-output",
  share: 0.5,
  async case({ sound, expectations, lane, random }) {
    const args = random.pick(PRINTING);
    const what = `${shown(args)} > /dev/full`;
    if (process.platform !== "linux") return [{ verdict: "not tried", what, why: "only Linux has /dev/full" }];
    const expected = await expectations.of(args);
    const stdout = openSync("/dev/full", "w");
    try {
      const ended = await runFresh({ cwd: lane.copy(sound.folder), args }, { stdout });
      const isSaid = ended.code === 2 && ended.err.trim() !== "";
      const judged =
        isSaid || expected.ended.out === "" ? AS_PROMISED : lost(`nothing was printed: ${described(ended)}`);
      return [{ ...(diedOrHung(ended) ?? judged), what }];
    } finally {
      closeSync(stdout);
    }
  },
};
