/** px, to a tenth: less cannot be seen. */
export const px = (value: number): string => value.toFixed(1);
