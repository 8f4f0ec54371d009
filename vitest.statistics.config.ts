import { defineConfig } from "vitest/config";

/** The longer battery: `npm run test:statistics`. */
export default defineConfig({
  test: { include: ["test/statistics/*.stats.ts"], testTimeout: 1_800_000 },
});
