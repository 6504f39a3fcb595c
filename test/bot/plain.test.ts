import { expect } from 'chai';
import { plain, shorten } from '../../bot/cards/parts.ts';

describe('A text that people typed, on a card', () => {
  const PAIRS: Record<string, string> = {
    'Boulangerie Martin': 'Boulangerie Martin',
    'L’Atelier de Zoé (SARL)': 'L’Atelier de Zoé (SARL)',
    'jean_dupont@x.example': 'jean\\_dupont@x.example',
    '*gras* et _fin_': '\\*gras\\* et \\_fin\\_',
    '[Clic](https://evil.example)': '\\[Clic\\](https://evil.example)',
    'C:\\temp': 'C:\\\\temp',
    '\\*déjà\\*': '\\\\\\*déjà\\\\\\*',
    '`code`': '\\`code\\`',
    '- Tiret': '\\- Tiret',
    '+ Plus': '\\+ Plus',
    '> Citation': '\\> Citation',
    '# 1 Coiffure': '\\# 1 Coiffure',
    '2. Vie SARL': '2\\. Vie SARL',
    '3) Mousquetaires': '3\\) Mousquetaires',
    'Ligne\n- une\n2. deux': 'Ligne\n\\- une\n2\\. deux',
    '+33 6 12 34 56 78': '+33 6 12 34 56 78',
    '2.5 Design': '2.5 Design',
    'A-B': 'A-B',
    '': '',
  };
  for (const [typed, written] of Object.entries(PAIRS)) {
    it(`« ${typed.replaceAll('\n', '⏎')} » is written « ${written.replaceAll('\n', '⏎')} »`, () => {
      expect(plain(typed)).to.equal(written);
    });
  }

  it('is cut when a name has no end, and says that it was', () => {
    expect(shorten('x'.repeat(60))).to.equal('x'.repeat(60));
    expect(shorten('x'.repeat(61))).to.equal(`${'x'.repeat(59)}…`);
  });
});
