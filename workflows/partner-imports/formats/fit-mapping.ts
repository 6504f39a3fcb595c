import type { CustomMapping } from './custom-mapping.ts';
import type { Layout } from './read-layout.ts';

/** A mapping that was agreed for a layout, for another file of it, in which what separates its cells and where they begin is seen anew. */
export function fitMapping(mapping: CustomMapping, { separator, encoding, headerRow }: Layout): CustomMapping {
  const { encoding: _, ...rest } = mapping;
  const isLegacy = encoding && encoding !== 'UTF-16' && encoding !== 'UTF-8';
  return { ...rest, separator: separator || mapping.separator, headerRow, ...(isLegacy ? { encoding } : {}) };
}
