import { describe } from "vitest";
import { memoryLog } from "../../src/log/memory.ts";
import { eventLogConformance } from "./eventLog.ts";

describe("memoryLog", () => {
  eventLogConformance((now) => memoryLog({ now }));
});
