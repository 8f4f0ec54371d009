/** The part of Emmett 0.38.5 that is compared with. Its packages are bench's own, and absent where only the rest is checked. */
import { type ResolvedEvent, nervousness } from "../../src/index.ts";
import { createFold, type Fold } from "../../src/projections/fold.ts";

/** A stream's message: an event that is resolved already, so that the peer need not do it. */
interface Message {
  readonly type: string;
  readonly data: object;
}

export interface EmmettStore {
  appendToStream(stream: string, messages: readonly Message[]): Promise<unknown>;
  aggregateStream<State>(
    stream: string,
    options: { initialState(): State; evolve(state: State, message: Message): State },
  ): Promise<{ readonly state: State }>;
}

export const STREAM = "canon";

/** Of what resolving finds, only what the folds read. */
export function messageOf({
  recorded: _recorded,
  occurred: _occurred,
  approximate: _approximate,
  ...data
}: ResolvedEvent): Message {
  return { type: data.type, data };
}

/** Reads a stream and folds it with the same projections as a replay. */
export async function readAndFold(store: EmmettStore): Promise<number> {
  let at = 0;
  const { state } = await store.aggregateStream<Fold>(STREAM, {
    initialState: () => createFold([nervousness]),
    evolve(fold, { data }) {
      const event = data as ResolvedEvent;
      // JSON has no −∞: what held since the beginning.
      fold.apply([event.placed === null ? { ...event, placed: Number.NEGATIVE_INFINITY } : event]);
      at = event.placed;
      return fold;
    },
  });
  state.view(nervousness.name, at);
  return state.count;
}
