import type { Channel, Parameter } from "../channels/defineChannel.ts";
import { DELIBERATION } from "../channels/deliberate.ts";

/** Parameters by channel, and those that channels share, as they are declared. */
export function declaredParameters(
  channels: readonly Channel[],
): ReadonlyMap<string, Readonly<Record<string, Parameter>>> {
  const groups = new Map<string, Readonly<Record<string, Parameter>>>([["deliberation", DELIBERATION]]);
  for (const { name, parameters } of channels) groups.set(name, parameters);
  return groups;
}
