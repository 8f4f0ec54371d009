import fc from "fast-check";

// On one's own machine every run tries other histories; in CI all runs try the same, so that what fails was changed.
if (process.env["CI"] !== undefined) fc.configureGlobal({ seed: 2388 });
