/** The powers of a shape. */
export const faction = (i: number) => ({ id: `f-${i}`, type: "FactionFounded", faction: `p-${i}`, name: `Power ${i}`, standing: "major" });

/** Systems in a row, each with a lane to the one before. */
export const system = (i: number, holder?: string) => ({
  id: `c-${i}`,
  type: "SystemCharted",
  system: `s-${i}`,
  name: `System ${i}`,
  ...(holder === undefined ? {} : { holder }),
  ...(i === 0 ? {} : { lanes: [`s-${i - 1}`] }),
});
