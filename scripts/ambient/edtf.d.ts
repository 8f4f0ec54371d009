/** The test peer ships no types; this is what our tests ask of it. Instants are ms since 1970. */
declare module "edtf" {
  interface Extent {
    readonly min: number;
    readonly max: number;
  }
  export default function edtf(text: string): Extent;
}
