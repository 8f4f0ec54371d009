import { abrogate } from "./abrogate.ts";
import { alert } from "./alert.ts";
import { arm } from "./arm.ts";
import { assign } from "./assign.ts";
import { breach } from "./breach.ts";
import { claim } from "./claim.ts";
import type { Channel } from "./defineChannel.ts";
import { deliberate } from "./deliberate.ts";
import { envoys } from "./envoys.ts";
import { expose } from "./expose.ts";
import { halt } from "./halt.ts";
import { missing } from "./missing.ts";
import { plant } from "./plant.ts";
import { sabotage } from "./sabotage.ts";
import { standDown } from "./standDown.ts";
import { succession } from "./succession.ts";
import { talks } from "./talks.ts";
import { treaty } from "./treaty.ts";
import { withdraw } from "./withdraw.ts";

/** The classes of events that come with valoris: what powers decide, and what comes over them. */
export const channels: readonly Channel[] = [
  ...deliberate([breach, claim, arm, envoys, talks, halt, treaty, abrogate, withdraw]),
  alert,
  standDown,
  assign,
  succession,
  sabotage,
  missing,
  expose,
  plant,
];
