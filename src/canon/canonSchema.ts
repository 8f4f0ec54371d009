export function canonJsonSchema(): object {
  return {};
}
