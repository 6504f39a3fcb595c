import { expect } from 'chai';
import { invitationMail } from '../../bot/mails/invitation-mail.ts';
import { reminderMail } from '../../bot/mails/reminder-mail.ts';
import type { InvitationMailData } from '../../workflows/invitations/send-invitation.ts';
import { HOSTILE, viewOf } from './card-cases.ts';

const LINK = 'https://login.microsoftonline.com/redeem?rd=https%3a%2f%2finvitations&tenant=5a1c&user="x"';
const NASTY = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'><a href="https://evil.example">ici</a>';

const mailOf = (data: Partial<InvitationMailData> = {}) =>
  invitationMail({
    firmName: 'Cabinet Vauban Conseil',
    inviterName: 'Camille Roux',
    prenom: 'Claire',
    nom: 'Martin',
    redeemUrl: LINK,
    ...data,
  });

describe('The mail of an invitation', () => {
  it('is French, from the firm, to the person, and says what to do', () => {
    const { subject, html } = mailOf();
    expect(subject).to.equal('Cabinet Vauban Conseil vous invite à rejoindre son espace Microsoft 365');
    expect(html).to.match(/<html lang="fr">/);
    const read = textOf(html);
    expect(read).to.include('Bonjour Claire Martin,');
    expect(read).to.match(/Camille Roux.*Cabinet Vauban Conseil.* vous invite à rejoindre/);
    expect(read, 'the firm’s own name says what it is').not.to.match(/cabinet Cabinet/i);
    expect(read).to.include('cliquez sur le bouton');
    expect(read).to.include('ne vous demandera jamais votre mot de passe');
  });

  it('holds the link of the invitation once, whole, and no other', () => {
    const links = [...mailOf().html.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, link]) => unescapeHtml(link!));
    expect(links).to.deep.equal([LINK]);
    expect(mailOf().html).to.include('>Accepter l’invitation</a>');
  });

  it('tells the person their rights over their data', () => {
    const read = textOf(mailOf().html);
    expect(read)
      .to.include('Cabinet Vauban Conseil, responsable du traitement')
      .and.to.include('rectifier')
      .and.to.include('supprimer')
      .and.to.include('CNIL');
    expect(read).to.include('Si vous n’attendiez pas cette invitation, ignorez cet e-mail.');
  });

  it('carries the personal message with its lines, and no empty frame without one', () => {
    const read = mailOf({ personalMessage: 'Bonjour Claire,\nvoici votre accès.' }).html;
    expect(read).to.include('Message de Camille Roux :').and.to.include('Bonjour Claire,<br>voici votre accès.');
    expect(mailOf().html).not.to.include('Message de');
    expect(mailOf({ personalMessage: '' }).html).not.to.include('Message de');
  });

  for (const field of ['firmName', 'inviterName', 'prenom', 'nom', 'personalMessage'] as const) {
    it(`shows a hostile ${field} as text, whatever it holds`, () => {
      for (const nasty of [NASTY, HOSTILE, '&lt;b&gt;', '</title><script>', '$t(help.title)', '{{firm}}']) {
        const { html, subject } = mailOf({ [field]: nasty });
        const tags = new Set([...html.matchAll(/<\/?([a-z!]+)/g)].map(([, tag]) => tag));
        expect([...tags]).to.have.members([...tagsOf(field === 'personalMessage')]);
        expect(html).not.to.match(/<script|<img|onerror=(?!alert\(1\)&gt;)/);
        expect([...html.matchAll(/href="/g)]).to.have.length(1);
        expect(textOf(html)).to.include(nasty);
        if (field === 'firmName') expect(subject).to.include(nasty);
      }
    });
  }

  it('cannot be made to break out of the address of its button', () => {
    const { html } = mailOf({ redeemUrl: 'https://x.example/"><script>alert(1)</script>' });
    expect(html).not.to.include('<script>');
    expect(html).to.include('href="https://x.example/&quot;&gt;&lt;script&gt;');
  });

  it('does without a first name', () => {
    expect(textOf(mailOf({ prenom: undefined }).html)).to.include('Bonjour Martin,');
  });
});

describe('The mail of a reminder', () => {
  it('says in the language of the collaborateur who has not accepted, for which dossier, since when', () => {
    const { subject, html } = reminderMail({ locale: 'fr', invitation: viewOf(), days: 7 });
    expect(subject).to.equal('Invitation de Claire Martin toujours en attente');
    expect(html).to.match(/<html lang="fr">/);
    expect(textOf(html)).to.include(
      'L’invitation pour le dossier TEST1 · Boulangerie Martin est en attente depuis 7 jours.',
    );
    const english = reminderMail({ locale: 'en', invitation: viewOf(), days: 1 });
    expect(english.subject).to.equal('Invitation of Claire Martin still waiting');
    expect(english.html).to.match(/<html lang="en">/);
    expect(textOf(english.html)).to.include('has been waiting for one day');
  });

  it('shows hostile names as text, and holds no link', () => {
    const invitation = viewOf({
      person: { nom: NASTY, prenom: HOSTILE, email: 'x@x.example', qualite: 'direction-tpe' },
      dossier: { code: NASTY, raisonSociale: HOSTILE },
    });
    const { html } = reminderMail({ locale: 'fr', invitation, days: 7 });
    expect(html).not.to.match(/<script|<img|<a /);
    expect(textOf(html)).to.include(NASTY).and.to.include(HOSTILE);
  });
});

function tagsOf(hasMessage: boolean): Set<string> {
  const own = mailOf({ personalMessage: hasMessage ? 'x' : undefined }).html;
  return new Set([...own.matchAll(/<\/?([a-z!]+)/g)].map(([, tag]) => tag!));
}

/** What a mail reader shows. */
function textOf(html: string): string {
  return unescapeHtml(html.replaceAll(/<[^>]*>/g, ' '));
}

function unescapeHtml(text: string): string {
  const CHARACTERS: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  return text.replaceAll(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => CHARACTERS[name]!);
}
