/** A number of a JSON text by its own characters: no binary number ever stands for an amount. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
