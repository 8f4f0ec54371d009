import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts"],
    // Every core: one is kept free unless told, which on two is half.
    maxWorkers: "100%",
    // A limit against hanging, not a measurement: shared machines can be many times slower than one's own.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What was built runs as Node runs it.
    server: { deps: { external: [/\/dist\/cli\//] } },
  },
});
