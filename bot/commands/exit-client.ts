import { foldText } from '../../models/fold-text.ts';
import { openDossier } from '../open-dossier.ts';
import type { Command } from './command.ts';

const LEAVING =
  /^(?:(?:faire )?(?:sortir|partir)|sortie|depart|fin de mission|cloturer|client exit|exit)(?: (?:du|de|d|le|la|l|of|the|pour|sur|client|cliente|dossier|file))* (.+)$/;

/** Lists exactly what would end for a client who goes; nothing ends before Oui. */
export const exitClientCommand: Command = {
  name: 'exit-client',
  titles: { fr: 'sortie du client', en: 'client exit' },
  synonyms: ['sortie d un client', 'faire sortir un client', 'depart d un client', 'sortie client'],
  matches: (text) => LEAVING.test(foldText(text)),
  async run(context, text) {
    const folded = foldText(text);
    const isTitle =
      /^(?:faire sortir|sortie|depart) (?:du |d un |un )?client$/.test(folded) || folded === 'client exit';
    return openDossier(context, isTitle ? '' : (LEAVING.exec(folded)?.[1] ?? ''), 'exit');
  },
};
