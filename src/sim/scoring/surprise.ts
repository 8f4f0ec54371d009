import type { EventId } from "../../events/envelope.ts";
import { log } from "../../idioms/exactMath.ts";
import { ValorisError } from "../../events/valorisError.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import type { Abducted } from "../engine/abduction.ts";
import { lnProbability } from "../engine/marks.ts";
import { YEAR } from "../randomness/atoms.ts";
import type { Scenario } from "../scenario.ts";
import { held } from "../../idioms/held.ts";

/** How plausible an event of canon is under the model, against one in which everything happens at constant rates. */
export interface SurprisingEvent {
  readonly event: EventId;
  readonly type: string;
  readonly title: string;
  /** ms, as placed. */
  readonly at: number;
  readonly source: string;
  /** ln of a likelihood ratio: that something happened just then, after so long a time of nothing. Below 0: less plausible. */
  readonly when: number;
  /** The same for what it was, given that something happened. */
  readonly what: number;
  /** A year; of its source, and its mean over the time looked at. */
  readonly rate: number;
  readonly meanRate: number;
  /** Over how much of its span it was averaged, ms: 0 for one that is dated to the instant. */
  readonly averagedOver: number;
}

export interface Surprise {
  /** The most surprising first. */
  readonly events: readonly SurprisingEvent[];
  /** Events that the model cannot bring about, and why. */
  readonly scripted: readonly { readonly event: EventId; readonly why: string }[];
  /** Of these, those of a type that the model knows: it says that they cannot have happened so. */
  readonly impossible: readonly { readonly event: EventId; readonly why: string }[];
  /** ln of the likelihood ratio of all of canon, model against constant rates: all `when` and `what`, and what came after the last. */
  readonly total: number;
  readonly afterLast: number;
  /** ms. */
  readonly from: number;
  readonly until: number;
}

/** So many instants of a vague date are looked at. */
const INSTANTS = 33;

/**
 * How surprising canon is to the model: of each event that it can bring about, *when* = ln(λ•/λ•ref) − ∫(λ• − λ•ref) since the event
 * before, and *what* = ln(pₖ/pₖ,ref), the decomposition of a marked point process's log-likelihood (Daley & Vere-Jones 2003, §7.3) held
 * against its own mean rates. Together with what follows the last event they sum to the log-likelihood ratio.
 *
 * @throws ValorisError `sim/too-little` where the model can bring about no event
 * @example
 * import { prepareScenario, surprise } from "valoris/sim";
 * import { readCanon } from "valoris/canon";
 *
 * const timeline = await readCanon("fixtures/cardassian-advance.yaml");
 * const { events } = surprise(prepareScenario({ timeline, from: "2387", until: "2388-12" }));
 * console.log(events.length > 0); // true
 */
export function surprise(scenario: Scenario): Surprise {
  const { plan, canon, reference, scripted } = scenario;
  const { from, observedUntil: until } = plan;
  const { sources } = canon.kernel;
  const drawn = plan.canon.events.flatMap((event) => {
    const abducted = reference.modelled.get(event.id);
    return abducted === undefined ? [] : [{ event, abducted }];
  });
  if (drawn.length === 0)
    throw new ValorisError("sim/too-little", "The model can bring about none of canon's events: nothing can be said.", {
      help: "Look at a time in which more happens (--from), or give the model channels for such events.",
      details: { scripted: scripted.length },
    });
  const years = (until - from) / YEAR;
  const means = sources.map((_, source) => reference.expected(source, from, until) / years);
  const meanOfAll = sum(means);
  const excess = (a: number, b: number): number =>
    sum(sources.map((_, source) => reference.expected(source, a, b))) - (meanOfAll * (b - a)) / YEAR;

  let before = from;
  let total = 0;
  const events = drawn.map(({ event, abducted }): SurprisingEvent => {
    const rates = averaged(event, before, (at) => sources.map((_, source) => reference.rateAt(source, at)));
    const [own, all, mean] = [held(rates.of[abducted.source]), sum(rates.of), held(means[abducted.source])];
    const when = log(all / meanOfAll) - excess(before, event.placed);
    const what = log(own / all) + lnOfMark(abducted) - log(mean / meanOfAll) - lnUniform(abducted);
    before = event.placed;
    total += when + what;
    return {
      event: event.id,
      type: event.type,
      title: event.title ?? event.id,
      at: event.placed,
      source: held(sources[abducted.source]?.key),
      when,
      what,
      rate: own,
      meanRate: mean,
      averagedOver: rates.over,
    };
  });
  const afterLast = -excess(before, until);
  return {
    events: events.sort((a, b) => a.when + a.what - (b.when + b.what)),
    scripted: scripted.map(({ event, why }) => ({ event: event.id, why })),
    impossible: scripted
      .filter(({ event }) => canon.kernel.identified(event) !== undefined)
      .map(({ event, why }) => ({ event: event.id, why })),
    total: total + afterLast,
    afterLast,
    from,
    until,
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const lnOfMark = ({ alternatives, mark }: Abducted): number =>
  mark === undefined ? 0 : lnProbability(alternatives, mark);

/** Under constant rates, all alternatives are alike. */
const lnUniform = ({ alternatives, mark }: Abducted): number => (mark === undefined ? 0 : -log(alternatives.length));

/**
 * The mean rates of all sources over what a vague date leaves open, back to the event before: the likelihood is averaged, not its
 * logarithm. What lies behind the place where it is drawn, is history in which it has happened already, and is left out.
 */
function averaged(
  { occurred, placed }: ResolvedEvent,
  before: number,
  ratesAt: (at: number) => number[],
): { readonly of: number[]; readonly over: number } {
  const start = Math.max(before + 1, occurred.earliest);
  if (!(start < placed)) return { of: ratesAt(placed), over: 0 };
  const found = Array.from({ length: INSTANTS }, (_, i) =>
    ratesAt(Math.floor(start + ((placed - start) * i) / (INSTANTS - 1))),
  );
  return {
    of: (found[0] ?? []).map((_, source) => sum(found.map((rates) => held(rates[source]))) / INSTANTS),
    over: placed - start,
  };
}
