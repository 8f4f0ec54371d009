import { readCanon } from "../../src/doors/canon.ts";
import { bindChronicle, resolve } from "../../src/index.ts";
import { type Plan, planWhatIf } from "../../src/doors/sim.ts";

const FIXTURE = new URL("../../fixtures/cardassian-advance.yaml", import.meta.url).pathname;

/** The what-if that the figures are of: the cardassian advance without the Treaty of Valoris, for the two years after it. */
export async function withoutTreaty(): Promise<Plan> {
  const canon = await readCanon(FIXTURE);
  const [first] = canon.recorded;
  if (first === undefined) throw new Error("the canon is empty");
  const retraction = {
    id: "without-treaty",
    type: "EventRetracted",
    version: 1,
    data: { target: "treaty-of-valoris-ratified", reason: "what if" },
    recorded: { ...first.recorded, sequence: canon.recorded.length + 1 },
  };
  const timeline = bindChronicle(resolve([...canon.recorded, retraction], { catalogue: canon.catalogue }));
  return planWhatIf({ timeline, canon, until: "2389" });
}
