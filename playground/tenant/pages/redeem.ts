/** Where the invited person lands from the mail: read what is shared, accept, done. */
import type { Request, Response } from 'express';
import type { Invitation, TenantUser } from '../records.ts';
import { acceptInvitation, type Tenant } from '../tenant.ts';
import { html } from './html.ts';
import { type Page, sendPage } from './layout.ts';

type Found = { invitation: Invitation; guest: TenantUser };

/** GET /redeem/{token} */
export function showInvitation(tenant: Tenant, request: Request, response: Response): void {
  const found = findInvitation(tenant, request);
  const isOpen = 'guest' in found && found.guest.externalUserState !== 'Accepted';
  sendPage(response, { hasMenu: false, ...(isOpen ? consent(tenant, found) : closed(tenant, found)) });
}

/** POST /redeem/{token}: repeating it, by a double click or a reload, changes nothing. */
export function accept(tenant: Tenant, request: Request, response: Response): void {
  const found = findInvitation(tenant, request);
  if ('guest' in found && found.guest.externalUserState !== 'Accepted') {
    acceptInvitation(tenant, found.guest);
    sendPage(response, { hasMenu: false, ...done(tenant, found.invitation) });
  } else {
    sendPage(response, { hasMenu: false, ...closed(tenant, found) });
  }
}

type Refusal = { refusal: 'unknown' | 'deleted' | 'blocked' };

function findInvitation({ store, settings }: Tenant, request: Request): Found | Refusal {
  const invitation = store.invitations.get(String(request.params.token));
  if (!invitation) return { refusal: 'unknown' };
  const guest = store.users.get(invitation.userId);
  if (!guest) return { refusal: 'deleted' };
  // A domain blocked after the invitation stops those who have not accepted yet, and nobody else.
  const isDenied = settings.deniedDomains.includes(invitation.email.split('@')[1]?.toLowerCase() ?? '');
  if (!guest.accountEnabled || (isDenied && guest.externalUserState !== 'Accepted')) return { refusal: 'blocked' };
  return { invitation, guest };
}

function consent({ firmName }: Tenant, { invitation }: Found): Page {
  return {
    title: `Invitation de ${firmName}`,
    body: html`<h1>${firmName} vous invite à rejoindre son espace Microsoft Teams</h1>
<div class="sheet">
<p>Cette invitation est adressée à <strong>${invitation.email}</strong>.</p>
<p>En l’acceptant, vous rejoignez l’espace du cabinet dans Microsoft&nbsp;365 avec un compte invité. Vous y retrouverez vos échanges avec l’équipe qui
suit votre dossier.</p>
<p>Le cabinet pourra&nbsp;:</p>
<ul class="plain">
<li>voir votre nom, votre adresse électronique et votre photo de profil&nbsp;;</li>
<li>conserver la trace de votre activité dans son espace&nbsp;: connexions, messages et fichiers que vous y déposez.</li>
</ul>
<p>Il n’aura accès ni à votre boîte aux lettres, ni à vos autres fichiers. Vous pourrez quitter cet espace à tout moment.</p>
<form method="post"><button data-testid="accept">Accepter l’invitation</button></form>
</div>
${NOTICE}`,
  };
}

function done({ firmName }: Tenant, invitation: Invitation): Page {
  return {
    title: 'Invitation acceptée',
    body: html`<p class="firm">${firmName}</p>
<h1>Invitation acceptée</h1>
<div class="sheet" data-testid="accepted">
<p class="done"><strong>C’est fait.</strong> Votre accès à l’espace Microsoft Teams du cabinet est ouvert.</p>
<p>Vous pouvez fermer cette page&nbsp;: le cabinet en est informé.</p>
${onward(invitation)}
</div>
${NOTICE}`,
  };
}

function closed({ firmName }: Tenant, found: Found | Refusal): Page {
  if ('guest' in found) {
    return {
      title: 'Invitation déjà acceptée',
      body: html`<p class="firm">${firmName}</p>
<h1>Vous avez déjà accepté cette invitation</h1>
<div class="sheet"><p>Votre accès à l’espace Microsoft Teams du cabinet est ouvert&nbsp;: il ne vous reste rien à faire ici.</p>${onward(found.invitation)}</div>
${NOTICE}`,
    };
  }
  const { status, title, text } = REFUSALS[found.refusal];
  return {
    status,
    title,
    body: html`<p class="firm">${firmName}</p><h1>${title}</h1><div class="sheet"><p>${text}</p></div>${NOTICE}`,
  };
}

const REFUSALS: Record<Refusal['refusal'], { status: number; title: string; text: string }> = {
  unknown: {
    status: 404,
    title: 'Ce lien d’invitation n’est pas reconnu',
    text: 'Le lien est peut-être incomplet\u00a0: ouvrez-le depuis le courriel, sans le recopier. S’il ne fonctionne toujours pas, demandez au cabinet de vous renvoyer l’invitation.',
  },
  deleted: {
    status: 410,
    title: 'Cette invitation n’est plus valable',
    text: 'Le cabinet a retiré votre accès depuis l’envoi de ce courriel. Si vous pensez qu’il s’agit d’une erreur, demandez-lui une nouvelle invitation.',
  },
  blocked: {
    status: 403,
    title: 'Cette invitation ne peut pas être acceptée',
    text: 'Les règles de sécurité du cabinet n’autorisent pas ce compte ou ce domaine de messagerie. Indiquez-le à votre interlocuteur au cabinet.',
  },
};

function onward({ inviteRedirectUrl }: Invitation) {
  return html`<p><a class="button" href="${inviteRedirectUrl}">Continuer vers Microsoft Teams</a></p>`;
}

const NOTICE = html`<p class="soft notice">Tenant local&nbsp;: cette page tient lieu, sur cette machine, de la page d’acceptation de
Microsoft.</p>`;
