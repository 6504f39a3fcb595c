const LONGEST = 200;

/** The last part of whatever path the name was, without what no name holds. */
export function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return (
    last
      .replace(/[<>\p{C}]/gu, '')
      .trim()
      .slice(0, LONGEST) || 'fichier'
  );
}
