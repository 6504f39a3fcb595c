import english from './en.json' with { type: 'json' };
import template from './manifest.template.json' with { type: 'json' };

/**
 * The commands that Teams suggests, in the order of the template and by language. Whoever picks one sends its title in
 * the language of their Teams client, so the bot has to know every one of them.
 */
export const COMMAND_TITLES: { fr: string[]; en: string[] } = { fr: [], en: [] };

const translations: Record<string, string> = english;
for (const [botIndex, bot] of template.bots.entries()) {
  for (const [listIndex, list] of bot.commandLists.entries()) {
    for (const [index, { title }] of list.commands.entries()) {
      COMMAND_TITLES.fr.push(title);
      const translated = translations[`bots[${botIndex}].commandLists[${listIndex}].commands[${index}].title`];
      if (translated) COMMAND_TITLES.en.push(translated);
    }
  }
}
