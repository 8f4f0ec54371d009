// Tests and benchmarks compare with the package “edtf”, which has no types.
declare module "edtf" {
  export default function edtf(text: string): { readonly type: string; readonly min: number; readonly max: number };
}
