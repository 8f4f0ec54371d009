import { describe } from "vitest";
import { memoryLog } from "../../src/log/memory.ts";
import { doorConformance } from "./door.ts";
import { eventLogConformance } from "./eventLog.ts";

describe("memoryLog", () => {
  eventLogConformance((now) => memoryLog({ now }));
  doorConformance(memoryLog);
});
