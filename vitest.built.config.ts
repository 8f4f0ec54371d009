import { defineConfig } from "vitest/config";
import whole from "./vitest.config.ts";

/**
 * What runs the built package (each command in a process of its own, its command line in the tests' process, its language server), and
 * what holds logs on disk and bytes to their contracts. CI runs these a second time on the oldest Node that the package promises, which
 * takes no TypeScript: programs that tests start in it are not among them.
 */
export default defineConfig({
  ...whole,
  test: {
    ...whole.test,
    include: [
      "test/smoke.test.ts",
      "test/*[cC]li.test.ts",
      "test/lsp.test.ts",
      "test/conformance/*.test.ts",
      "test/golden/*.test.ts",
    ],
  },
});
