/** Where text in UTF-8 that begins at `from` and ends at `to` is cut to `most` bytes: never within a character. */
export function endWithin(memory: Uint8Array, from: number, to: number, most: number): number {
  if (to - from <= most) return to;
  let end = from + most;
  // Bytes 10xxxxxx go on with the character that began before them.
  while (end > from && ((memory[end] as number) & 0xc0) === 0x80) end -= 1;
  return end;
}
