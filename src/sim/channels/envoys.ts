import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { nerves, pacts } from "../world/features.ts";
import { isActing, isHeld } from "../world/simWorld.ts";
import { OURS } from "./defineChannel.ts";
import { defineAct, type Target } from "./deliberate.ts";

/** More treaties than this make no closer friends. */
const MOST_PACTS = 2;

export const envoys = defineAct({
  name: "envoys",
  event: "EnvoysSent",
  about: "A power sends envoys to another, or help.",
  parameters: {
    base: { value: -1.6, prior: [-2.4, -1], source: OURS, about: "utility of envoys at ease" },
    nerves: { value: 1.2, prior: [0.4, 2], source: OURS, about: "added at nervousness 100" },
    aid: { value: -1, prior: [-2, 0], source: OURS, about: "added for help instead of talk" },
    pact: { value: 0.4, prior: [0, 1], source: OURS, about: "for each treaty in force with the other" },
  },
  most: ({ base, nerves: perNerves, aid, pact }) =>
    base + Math.max(0, aid) + Math.max(0, perNerves) + Math.max(0, pact) * MOST_PACTS,
  targets(world, actor, { base, nerves: perNerves, aid, pact }) {
    const found: Target[] = [];
    for (const other of world.cast.powers) {
      if (other === actor || !isActing(world, other) || isHeld(world, "envoys", [actor, other])) continue;
      const ties = pact * Math.min(MOST_PACTS, pacts(world, actor, other).length);
      found.push({ key: `${other}/diplomatic`, utility: base + perNerves * nerves(world, actor) + ties });
      found.push({ key: `${other}/aid`, utility: base + aid + perNerves * nerves(world, other) + ties });
    }
    return found;
  },
  write(_world, actor, { mark = "" }) {
    const [to, kind] = mark.split("/");
    return [
      {
        type: "EnvoysSent",
        title: `${actor} sends ${kind === "aid" ? "help" : "envoys"} to ${to}`,
        data: { from: actor, to, kind },
      },
    ];
  },
  identify(event, { powerOf }) {
    const { type, data } = event as ResolvedEvent & KnownEvent;
    if (type !== "EnvoysSent") return undefined;
    const [from, to] = [powerOf(data.from), powerOf(data.to)];
    if (from === undefined || to === undefined || from === to) return undefined;
    return { actors: [from], mark: `${to}/${data.kind}`, targets: [to] };
  },
});
