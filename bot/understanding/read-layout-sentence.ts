/** Takes a demand for the columns of partners' files apart: « colonnes à confirmer », « colonnes de Pulsar ». Pure. */
export type LayoutSentence = { isToConfirm: boolean /** As typed. */; partner?: string };

const ASKING =
  /^\s*(?:(?:je voudrais|peux-tu|pouvez-vous|can you|please)\s+)?(?:(?:voir|revoir|vérifier|verifier|montre[rz]?|affiche[rz]?|liste[rz]?|confirmer|see|show|list|check|confirm)\s+)?(?:(?:les|mes|des|the|my)\s+)?(?:correspondances?\s+(?:des|de)\s+)?(?:colonnes|columns)(?![\p{L}\d])/iu;
const TO_CONFIRM = /^\s*(?:qui restent\s+)?(?:à|a|to)\s+(?:confirmer|confirm|be\s+confirmed)(?![\p{L}\d])/iu;
const OF =
  /^\s*(?:(?:du|des?|of|from|for)\s+|d[’']\s*)(?:(?:le|la|les|the)\s+|l[’']\s*)?(?:(?:application\s+)?(?:partenaire|partner(?:\s+application)?)\s+)?/iu;
/** What the columns of a sentence may be of, and is no partner. */
const FILES =
  /^(?:(?:mes|nos|my|our)\s+)?(?:fichiers?|files?|partenaires?|partners?)(?:\s+(?:partenaires?|partners?))?$/iu;

/** @returns undefined for a sentence that asks for something else. */
export function readLayoutSentence(text: string): LayoutSentence | undefined {
  const asking = ASKING.exec(text);
  if (!asking) return undefined;
  let rest = text.slice(asking[0].length);
  const toConfirm = TO_CONFIRM.exec(rest);
  if (toConfirm) rest = rest.slice(toConfirm[0].length);
  const isToConfirm = Boolean(toConfirm);
  const of = OF.exec(rest);
  const name = trimmed(of ? rest.slice(of[0].length) : rest);
  if (!of) return name === '' ? { isToConfirm } : undefined;
  return { isToConfirm, ...(name && !FILES.test(name) && { partner: name }) };
}

function trimmed(text: string): string {
  return text.replace(/^[\s«"“:]+|[\s»"”.!?…]+$/g, '').replace(/\s+/g, ' ');
}
