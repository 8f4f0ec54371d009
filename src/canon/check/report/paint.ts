/** Colours by name, as a terminal or a page knows them. */
export type Colour = "bold" | "dim" | "red" | "yellow" | "cyan" | "blue";

/** Gives a text its colour; it must not change how many columns the text takes. */
export type Paint = (colour: Colour, text: string) => string;

export const plain: Paint = (_, text) => text;
