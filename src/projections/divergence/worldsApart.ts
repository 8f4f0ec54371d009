import type { EntityId } from "../../events/envelope.ts";
import type { Answers, BuiltInWorld } from "../bindChronicle.ts";
import { QUADRANT } from "../nervousness/nervousness.ts";
import { rulersShown, type SystemView } from "../territory/territory.ts";
import { isSame, type Series } from "./series.ts";

/** A number that is another in each of two worlds; 0 where a world does not know whose it is. */
export interface NumberApart extends Series {
  readonly a: number;
  readonly b: number;
}

/** A system that two worlds do not agree on; undefined in a world that does not know it. */
export interface SystemApart {
  readonly system: EntityId;
  readonly a: SystemView | undefined;
  readonly b: SystemView | undefined;
}

/** Two worlds side by side, where they differ. */
export interface WorldsApart {
  /** Nervousness, shares of power and territory, family by family; in each, the quadrant and then what differs most. */
  readonly numbers: readonly NumberApart[];
  readonly systems: readonly SystemApart[];
}

/**
 * What differs between two histories at an instant (ms).
 *
 * @example
 * import { memoryLog, openLog } from "valoris";
 * import { editTimeline, forkTimeline, worldsApart } from "valoris/timelines";
 * import { loadCanon, readCanonFiles, syncCanon } from "valoris/canon";
 *
 * const log = memoryLog({ now: () => 0 });
 * await syncCanon(loadCanon(await readCanonFiles(["fixtures/cardassian-advance.yaml"])), log);
 * await forkTimeline(log, "what-if");
 * await editTimeline(log, "what-if", { kind: "retract", event: "dominion-grants-dozaria-and-portas-v", reason: "They keep them." });
 * const [canon, branch] = [await openLog(log), await openLog(log, { timeline: "what-if" })];
 * const { systems } = worldsApart(canon, branch, Date.UTC(2380, 0));
 * console.log(systems.map(({ system, a, b }) => `${system}: ${a?.controller}, ${b?.controller}`)[0]); // dozaria: breen-confederacy, cardassian-union
 */
export function worldsApart(a: Answers, b: Answers, at: number): WorldsApart {
  const [one, other] = [a, b].map((history) => history.worldAt({ occurred: { instant: at } }));
  if (one === undefined || other === undefined) return { numbers: [], systems: [] };
  return {
    numbers: numbersApart(one, other),
    systems: keysOf(one.territory.systems, other.territory.systems).flatMap((system): SystemApart[] => {
      const [x, y] = [one.territory.systems[system], other.territory.systems[system]];
      return rulersOf(x) === rulersOf(y) && x?.status === y?.status ? [] : [{ system, a: x, b: y }];
    }),
  };
}

const rulersOf = (system: SystemView | undefined): string | undefined =>
  system && JSON.stringify(rulersShown(system).toSorted());

const keysOf = (a: object, b: object): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])];

const FAMILIES = ["nervousness", "share", "territory"] as const;

function numbersApart(one: BuiltInWorld, other: BuiltInWorld): NumberApart[] {
  return FAMILIES.flatMap((metric) => {
    const [x, y] = [numbersOf(one, metric), numbersOf(other, metric)];
    return keysOf(x, y)
      .map((subject): NumberApart => ({ metric, subject, a: x[subject] ?? 0, b: y[subject] ?? 0 }))
      .filter(({ a, b }) => !isSame(a, b))
      .sort(
        (p, q) =>
          Number(q.subject === QUADRANT) - Number(p.subject === QUADRANT) || Math.abs(q.a - q.b) - Math.abs(p.a - p.b),
      );
  });
}

function numbersOf(
  { nervousness, power, territory }: BuiltInWorld,
  metric: Series["metric"],
): Readonly<Record<string, number>> {
  if (metric === "territory") return territory.index;
  if (metric === "nervousness") return { ...nervousness.observers, [QUADRANT]: nervousness.quadrant };
  return Object.fromEntries(Object.entries(power).map(([id, { share }]) => [id, share]));
}
