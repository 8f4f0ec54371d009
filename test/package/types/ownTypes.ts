/** Own events and own projections, in the words of a user whose compiler is as strict as it can be. */
import {
  catalogue,
  defineEvent,
  defineProjection,
  event,
  memoryLog,
  type PowerView,
  power,
  project,
  readChronicle,
  replay,
} from "valoris";
import { readCanon } from "valoris/canon";
import { lmdbLog } from "valoris/log/lmdb";
import { z } from "zod";

const WormholeCollapsed = defineEvent("WormholeCollapsed", {
  doc: "A wormhole collapses, and with it the way that it was.",
  schema: z.strictObject({ wormhole: z.string(), by: z.string().optional() }),
  tension: { mode: "COERCE", weight: -7, halfLife: 60, actors: ["by"], parties: ["by"] },
});
const type: "WormholeCollapsed" = WormholeCollapsed.type;

const collapses = defineProjection({
  name: "collapses",
  version: 1,
  initial: (): Record<string, number> => ({}),
  when: {
    WormholeCollapsed: (state, event, sink) => {
      const data = WormholeCollapsed.schema.parse(event.data);
      state[data.wormhole] = (state[data.wormhole] ?? 0) + 1;
      sink?.add({ subject: data.wormhole, event, value: 1 });
    },
  },
  view: (state) => ({ ...state }),
});

const own = catalogue.extend([WormholeCollapsed]);
const log = memoryLog({ catalogue: own });
const end = event(WormholeCollapsed, { id: "end", at: "2370~", wormhole: "barzan" });
const wormhole: string = end.data.wormhole;
const dies = event("PersonDied", { at: { after: "end", atMost: "P1M" }, person: wormhole });
await log.append("canon", [end, dies, { id: "plain", type: "Noted", at: "2370", data: { about: "barzan" } }]);
const chronicle = await readChronicle(log, "canon", { catalogue: own });
replay(chronicle)
  .pipe(project(collapses))
  .subscribe((view: Record<string, number>) => view["barzan"]?.toFixed());
replay(chronicle)
  .pipe(project(power))
  .subscribe((view: PowerView) => view["league"]?.share.toFixed());

const canon = await readCanon("canon.yaml", { catalogue: own, projections: [collapses] });
const [line] = canon.because("collapses", "barzan", { recorded: 1 }).contributions;
const value: number | undefined = line?.value;
const durable = lmdbLog("log", { readOnly: true });
console.log(value, (await durable.timeline("canon"))?.branch?.cut);

// @ts-expect-error A mode is text.
defineEvent("Wrong", { doc: "", schema: z.strictObject({}), tension: { mode: 1, weight: 0, parties: [] } });
// @ts-expect-error An event has data.
await log.append("canon", [{ id: "end", type, version: 1 }]);
// @ts-expect-error Nobody defined the type.
event("PersonDies", { at: "2370", person: "gor" });
// @ts-expect-error The field has another name.
event("PersonDied", { at: "2370", persn: "gor" });
// @ts-expect-error A person is text.
event("PersonDied", { at: "2370", person: 3 });
// @ts-expect-error A field of one's own that is not there.
event(WormholeCollapsed, { at: "2370", worm: "barzan" });
