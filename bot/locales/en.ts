import { dossiers } from './en/dossiers.ts';
import { interlocuteurs } from './en/interlocuteurs.ts';
import { offers } from './en/offers.ts';
import { portfolio } from './en/portfolio.ts';
import { seeing } from './en/seeing.ts';
import type { Words } from './fr.ts';

/** For those who asked for English, or whose firm did. The firm's own terms (Qualité, GED) stay as they are. */
export const en: Words = {
  ...dossiers,
  ...interlocuteurs,
  ...offers,
  ...portfolio,
  ...seeing,
  welcome: {
    title: 'Hello, I am Relais',
    line1: 'I invite your clients into the firm’s Microsoft 365 tenant and write the e-mail for you.',
    line2: 'I watch for their answer and keep the card up to date, until the status is Operational.',
    line3: 'Write to me as to a colleague: “invite Claire Martin claire@example.com to TEST1”.',
    summary: 'Relais is at your service',
  },
  help: {
    title: 'What I can do',
    invite: 'Invite a client',
    inviteHint: '“invite a client”, or all in one sentence: name, address and dossier',
    invitations: 'Follow invitations',
    invitationsHint: '“invitations”: the latest ones, with their status',
    language: 'Change language',
    languageHint: '“english” or “français”',
    channelHint: 'In a channel or group chat, mention me first: @Relais.',
    summary: 'What Relais can do',
  },
  buttons: {
    invite: 'Invite a client',
    invitations: 'Invitations',
    help: 'Help',
    send: 'Send the invitation',
    cancel: 'Cancel',
    resend: 'Send again',
    retry: 'Try again',
    inviteAgain: 'Invite again',
    correct: 'Correct the address',
    remove: 'Remove access',
    confirmRemove: 'Yes, remove access',
    keep: 'No, keep access',
    sendToNew: 'Invite this address',
    back: 'Back',
    see: 'See the invitation',
  },
  unknown: {
    title: 'I did not understand this request',
    nearest: 'Did you mean:',
    summary: 'I did not understand this request',
  },
  form: {
    title: 'Invite a client',
    intro: 'The person will receive an e-mail from the firm with a link to accept.',
    dossier: 'Dossier (code or name)',
    dossierPlaceholder: 'TEST1 or Boulangerie Martin',
    dossierChoice: 'Matching dossiers',
    moreDossiers: 'More dossiers match: give more of the code or name.',
    nom: 'Last name',
    prenom: 'First name',
    email: 'E-mail address',
    emailPlaceholder: 'first.last@company.com',
    qualite: 'Qualité',
    mobile: 'Mobile phone (optional)',
    message: 'Personal message (optional)',
    messagePlaceholder: 'A few words included in the e-mail',
    team: 'Team to join',
    noTeam: 'No team',
    faulty: 'Nothing was sent. Correct the fields below; what you typed is kept.',
    cancelled: 'Invitation dropped: nothing was sent.',
    summary: 'Invite a client',
    faults: {
      required: 'Required.',
      'too-long': 'Too long: please shorten it.',
      characters: 'The characters < and > are not allowed here.',
      'email-invalid': 'This address is not valid. Example: first.last@company.com.',
      'qualite-invalid': 'Choose one of the two.',
      'mobile-invalid': 'This number is not valid. Example: 06 12 34 56 78 or +373 60 123 456.',
      'dossier-none': 'No dossier matches “{{dossier}}”. Check the code or name.',
      'dossier-several': 'Several dossiers match “{{dossier}}”: choose the right one below.',
      'team-unknown': 'I am no longer in this team: choose another.',
      'email-unchanged': 'This is the current address. For the same address, use “Send again”.',
      'email-taken': 'This address already belongs to another person on record.',
    },
  },
  qualite: {
    'direction-tpe': 'Direction TPE: access to the GS part of the GED',
    'administratif-tpe': 'Administratif TPE: no access to the GS part of the GED',
  },
  qualiteShort: { 'direction-tpe': 'Direction TPE', 'administratif-tpe': 'Administratif TPE' },
  status: {
    'not-invited': 'Not invited',
    inviting: 'Invitation being sent',
    pending: 'Invitation sent, waiting for acceptance',
    accepted: 'Operational',
    refused: 'Invitation refused by Microsoft 365',
    removed: 'Access removed',
  },
  invitation: {
    title: 'Invitation of {{person}}',
    teamsStatus: 'Teams status: {{status}}',
    dossier: 'Dossier',
    email: 'E-mail',
    qualite: 'Qualité',
    mobile: 'Mobile',
    requestedBy: 'Invited by',
    sentAt: 'Sent on',
    requestedAt: 'Requested on',
    acceptedAt: 'Accepted on',
    removedAt: 'Removed on',
    team: 'Team',
    teamState: {
      waiting: '{{team}} (once the invitation is sent)',
      'to-join': '{{team}} (being added)',
      joined: '{{team}}',
      failed: '{{team}} (refused, to be done by hand)',
    },
    pendingNote: 'The client must open the e-mail and accept. This card will update itself.',
    invitingNote: 'The request is recorded. This card will update itself.',
    acceptedNote: 'The client can sign in with their Microsoft account.',
    recognisedNote: 'The tenant already knew this address: the guest was recognised, not duplicated.',
    delayedNote: 'Microsoft 365 is not answering for now. Next try around {{time}}; nothing for you to do.',
    already: {
      invited: '',
      'already-under-way':
        'An invitation was already under way for this address: it was not doubled. The existing record is kept.',
      'already-pending': 'This person was already invited: no second e-mail went out. The existing record is kept.',
      'already-accepted': 'This person is already a guest of the tenant and has accepted. The existing record is kept.',
    },
    withdrawal: {
      'to-do': 'The former guest is being deleted from Microsoft 365.',
      refused:
        'The former guest could not be deleted: ask the tenant’s administrator to remove them in Microsoft Entra.',
    },
    clientLeft: 'The client has left the firm: every access of theirs has ended.',
    goneFromTenant: 'The guest was deleted in Microsoft Entra, outside Relais.',
    staleClick: 'Things had changed: here is the current state.',
    summary: '{{person}}: {{status}}',
  },
  correct: {
    title: 'Correct the address of {{person}}',
    intro: 'A new invitation will go to the new address. The former one will be withdrawn.',
    introKnown: 'A new invitation will go to the new address. The former guest was there before Relais and will stay.',
    current: 'Current address: {{email}}',
    email: 'New e-mail address',
  },
  remove: {
    title: 'Remove the access of {{person}}?',
    intro: 'The guest will be deleted from the firm’s tenant and will no longer be able to sign in.',
    known: 'This person was a guest before Relais: make sure they do not use this access for something else.',
    kept: 'The person’s record and dossiers are kept. The tenant’s administrator can restore the guest for 30 days.',
  },
  list: {
    title: 'Invitations',
    waiting_zero: 'No invitation is waiting.',
    waiting_one: 'One invitation is waiting.',
    waiting_other: '{{count}} invitations are waiting.',
    none: 'No invitation yet. Write “invite a client” to begin.',
    more: 'Only the latest are shown.',
    line: '{{person}} · {{dossier}}',
    summary: 'The firm’s invitations',
  },
  reminder: {
    title: '{{person}} has not accepted yet',
    text_one: 'The invitation for dossier {{dossier}} has been waiting for one day.',
    text_other: 'The invitation for dossier {{dossier}} has been waiting for {{count}} days.',
    advice: 'Check the address with the client, then send the invitation again if needed.',
    summary: 'Invitation of {{person}} still waiting',
  },
  language: { set: 'Understood, I will answer in English.' },
  refusal: {
    'wrong-tenant': 'I only answer members of the firm I belong to, so I cannot handle your request.',
    'guest-refused': 'This command is for the firm’s staff. For any request, please write to your contact at the firm.',
    'not-staff': 'I cannot find you among the firm’s staff. Ask the Relais administrator to check your rights.',
  },
  errors: {
    'invalid-input': 'This request is incomplete. Open the card again and start over.',
    'stale-card': 'Things have just changed. Open the card again to see the current state.',
    'dossier-left': 'This client has left the firm: no service can be opened on the file.',
    'offer-not-present':
      'This service is not present in the firm’s application management. Ask an administrator to add it: “offers”.',
    'interlocuteur-inactive': 'This contact is inactive. Reactivate them before offering a service.',
    'draft-closed': 'This entry is finished, dropped or has expired. Write “resume” to see what you have begun.',
    'not-found': 'This item no longer exists or does not belong to your firm.',
    'not-allowed':
      'You are not allowed to do this. Ask the owner of the dossier, the engagement manager or an administrator.',
    'not-staff': 'This command is for the firm’s staff.',
    'guest-refused': 'This command is for the firm’s staff.',
    'wrong-tenant': 'I only answer members of the firm I belong to.',
    'speaker-unknown': 'I cannot check who you are right now. Try again in a minute.',
    'graph-unavailable': 'Microsoft 365 is not answering right now. Try again in a few minutes.',
    'graph-throttled': 'Microsoft 365 is very busy. Try again in a minute.',
    'graph-not-found': 'Microsoft 365 does not know this item.',
    'graph-refused': 'Microsoft 365 refused this operation. Tell the tenant’s administrator.',
    'graph-permission-missing':
      'Relais lacks a permission in Microsoft Entra. Tell the tenant’s administrator, then choose “Try again”.',
    'graph-conflict': 'Microsoft 365 reports a conflict with an existing item. Tell the tenant’s administrator.',
    'invitation-own-domain':
      'This address belongs to the firm’s own domain: it cannot be invited. Correct it with the client’s address.',
    'invitation-is-member':
      'This address already belongs to an internal account of the firm: it cannot be invited. Use another address of the client.',
    'invitation-account-blocked':
      'A disabled account already has this address. Ask the tenant’s administrator to enable it, then choose “Try again”.',
    'invitation-group-address':
      'This is the address of a group: a person must be invited at their own address. Correct the address.',
    'invitation-domain-denied':
      'The tenant’s rules do not allow the domain of this address. Ask the administrator to allow it, or correct the address.',
    'invitation-cross-tenant':
      'Cross-tenant rules block this invitation. Administrators on both sides must allow it, then choose “Try again”.',
    'invitation-contact-conflict':
      'A mail contact already has this address. Ask the tenant’s administrator to remove it, then choose “Try again”.',
    'invitation-not-allowed':
      'The firm’s tenant does not allow invitations. Ask the administrator to allow them, then choose “Try again”.',
    'invitation-several-matches':
      'Several accounts of the tenant have this address. Ask the administrator to keep only one, then choose “Try again”.',
    'invitation-refused':
      'Microsoft 365 refuses to invite this address. Check it with the client, correct it or try another.',
    unexpected:
      'An incident kept me from handling your request. Nothing was lost: try again. Reference: {{reference}}.',
  },
  mail: {
    subject: '{{firm}} invites you to its Microsoft 365 space',
    hello: 'Hello {{person}},',
    intro: '{{inviter}} ({{firm}}) invites you to join the firm’s Microsoft 365 space.',
    steps:
      'To accept, click the button below and sign in with your Microsoft account, or with the code that Microsoft will e-mail you.',
    button: 'Accept the invitation',
    password: 'The firm will never ask for your password: it is that of your Microsoft account.',
    messageFrom: 'Message from {{inviter}}:',
    legal:
      '{{firm}}, the data controller, keeps your name and address in its Microsoft 365 directory for the sole purpose of managing your access. You may ask to have them corrected or deleted at any time by answering this e-mail.',
    ignore: 'If you did not expect this invitation, ignore this e-mail.',
    signature: '{{firm}}',
  },
};
