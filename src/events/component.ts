/** What a faction's power is made of; in the order in which projections store it. */
export const COMPONENTS = ["hulls", "crews", "yards", "energy", "population", "worlds"] as const;
export type Component = (typeof COMPONENTS)[number];
