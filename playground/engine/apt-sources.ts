/**
 * Reads the package sources of a Debian or Ubuntu machine, to learn which mirror it trusts. Both formats are in use:
 * one line (`deb [options] uri suite components`) and deb822 (stanzas of `Key: value`).
 */

/** One archive: where it is, and the keyring it names for itself, if it names one. */
export type AptSource = { uri: string; suites: string[]; components: string[]; signedBy: string | undefined };

/** The sources that a file describes, by the format that its name tells. Disabled and source-code entries are left out. */
export function parseAptSources(fileName: string, content: string): AptSource[] {
  return fileName.endsWith('.sources') ? parseDeb822(content) : parseOneLine(content);
}

function parseOneLine(content: string): AptSource[] {
  return content.split('\n').flatMap((line) => {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)((?:\s+[^\s#]+)*)/.exec(line);
    if (!match) return [];
    const [, options = '', uri = '', suite = '', components = ''] = match;
    const signedBy = /(?:^|\s)signed-by=(\S+)/.exec(options)?.[1];
    return [{ uri, suites: [suite], components: words(components), signedBy }];
  });
}

function parseDeb822(content: string): AptSource[] {
  const withoutComments = content
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n');
  return withoutComments.split(/\n[ \t]*\n/).flatMap((stanza) => {
    const fields = readFields(stanza);
    if (
      !words(fields.get('types')).includes('deb') ||
      /^(no|false|0|off|without|disable)$/i.test(fields.get('enabled') ?? '')
    ) {
      return [];
    }
    return words(fields.get('uris')).map((uri) => ({
      uri,
      suites: words(fields.get('suites')),
      components: words(fields.get('components')),
      signedBy: fields.get('signed-by'),
    }));
  });
}

function readFields(stanza: string): Map<string, string> {
  const fields = new Map<string, string>();
  // A line that begins with a blank continues the one before it.
  for (const line of stanza.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return fields;
}

function words(text = ''): string[] {
  return text.split(/\s+/).filter(Boolean);
}
