import { causality } from "./causality/causality.ts";
import { identity } from "./identity/identity.ts";
import { knowledge } from "./knowledge/knowledge.ts";
import { lifespan } from "./lifespan/lifespan.ts";
import { numbers } from "./numbers/numbers.ts";
import { office } from "./office/office.ts";
import { provenance } from "./provenance/provenance.ts";
import type { Rule } from "../kit/rule.ts";
import { ship } from "./ship/ship.ts";
import { territory } from "./territory/territory.ts";
import { treaty } from "./treaty/treaty.ts";
import { membership } from "./membership/membership.ts";
import { travel } from "./travel/travel.ts";

/** The rules that come with valoris, a folder a group. */
export const rules: readonly Rule[] = [
  ...identity,
  ...lifespan,
  ...office,
  ...ship,
  ...travel,
  ...territory,
  ...treaty,
  ...membership,
  ...causality,
  ...knowledge,
  ...numbers,
  ...provenance,
];
