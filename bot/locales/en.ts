import { anomalies } from './en/anomalies.ts';
import { conversions } from './en/conversions.ts';
import { dossiers } from './en/dossiers.ts';
import { interlocuteurs } from './en/interlocuteurs.ts';
import { layouts } from './en/layouts.ts';
import { offers } from './en/offers.ts';
import { partners } from './en/partners.ts';
import { portfolio } from './en/portfolio.ts';
import { seeing } from './en/seeing.ts';
import type { Words } from './fr.ts';

/** For those who asked for English, or whose firm did. The firm's own terms (Qualité, GED) stay as they are. */
export const en: Words = {
  ...anomalies,
  ...conversions,
  ...dossiers,
  ...interlocuteurs,
  ...layouts,
  ...offers,
  ...partners,
  ...portfolio,
  ...seeing,
  welcome: {
    title: 'Hello, I am Relais',
    line1: 'I create your files, invite your clients into the firm’s Microsoft 365 tenant and open services to them.',
    line2: 'I ask only what is missing, watch for the answers and keep each card up to date.',
    line3: 'Write to me as to a colleague: “activate Consultation for Claire Martin claire@example.com on TEST1”.',
    summary: 'Relais is at your service',
  },
  help: {
    title: 'What I can do',
    service: 'Open a service to a client',
    serviceHint: '“activate Consultation for Claire Martin claire@example.com on TEST1”, “offer a service”, “offers”',
    invite: 'Invite a client',
    inviteHint: '“invite a client”, or all in one sentence; “invitations”: the latest',
    dossiers: 'Files',
    dossiersHint: '“create a file”, “import files”, “portfolio”, “file TEST1”, “client exit TEST1”',
    people: 'Contacts',
    peopleHint: '“add a contact”, “contacts of TEST1”, “edit the contact Claire Martin”',
    files: 'Make a FEC of a TRA',
    filesHint: '“convert a TRA”, or drop the TRA in our private chat',
    where: 'Where things stand',
    whereHint: '“where is Claire Martin”, “where is TEST1”, “resume”: what you have begun',
    language: 'Change language',
    languageHint: '“english” or “français”',
    channelHint: 'In a channel or group chat, mention me first: @Relais.',
    summary: 'What Relais can do',
  },
  buttons: {
    invite: 'Invite a client',
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
    'dossier-left': 'This client has left the firm: no service or access can be opened. Reopen the file first.',
    'offer-not-present':
      'This service is not present in the firm’s application management. Ask an administrator to add it: “offers”.',
    'interlocuteur-inactive': 'This contact is inactive. Reactivate them before inviting them or offering a service.',
    'interlocuteur-removed':
      'This contact was removed. Add them again with their email address before offering a service.',
    'last-dossier':
      'This is their last file: unlinking it also removes their access to the tenant. Ask whoever invited them, whoever answers for the file, or an administrator.',
    'interlocuteur-not-linked': 'This contact is linked to no file. Link them to a file before inviting them.',
    'draft-closed': 'This entry is finished, dropped or has expired. Write “resume” to see what you have begun.',
    'not-found': 'This item no longer exists or does not belong to your firm.',
    'not-allowed':
      'You are not allowed to do this. Ask the owner of the dossier, the engagement manager or an administrator.',
    'not-staff': 'This command is for the firm’s staff.',
    'guest-refused': 'This command is for the firm’s staff.',
    'wrong-tenant': 'I only answer members of the firm I belong to.',
    'speaker-unknown': 'I cannot check who you are right now. Try again in a minute.',
    'file-empty': 'This file is empty: check it, then hand it in again.',
    'file-too-large': 'This file is too large: split it into several files, then hand them in one by one.',
    'file-too-wide': 'This file has too many columns: keep those of the client files only.',
    'file-unreadable':
      'This file is not a table that can be read. Save it as Excel (.xlsx) or CSV, then hand it in again.',
    'file-encrypted': 'This file is protected by a password: take the protection off, then hand it in again.',
    'file-old-excel': 'This file is in an old Excel format: save it as .xlsx, then hand it in.',
    'file-gone': 'This file is no longer kept: hand it in again.',
    'columns-missing': 'Columns that are needed are missing: add their headings on the first line of the table.',
    'upload-cut': 'The upload was cut and nothing was kept: start again.',
    'download-refused':
      'I only take files dropped in this chat, which Teams keeps in SharePoint. Type “import files” to use the deposit page.',
    'download-failed': 'I could not get this file from Teams. Drop it again, or type “import files”.',
    'import-interrupted':
      'The import stopped on an incident. The files created so far stay: hand the file in again to create the others.',
    'upload-too-slow':
      'The upload was too slow and was cut: nothing was kept. Send the file again, compressed (gzip) if you can.',
    'digest-mismatch':
      'The bytes received do not match the digest announced (Content-Digest): nothing was kept. Send the file again.',
    'compression-unknown': 'Only gzip compression is accepted (Content-Encoding: gzip).',
    'compression-broken': 'The compressed file is damaged or incomplete: nothing was kept. Send it again.',
    'compression-bomb':
      'Unpacked, this file would be out of all proportion to what is sent: it is refused. Send it without compression.',
    'imports-busy': 'Too many files are coming in at the moment: send this one again in a few seconds.',
    'import-known': 'The firm has received this file for this dossier already.',
    'entries-gone':
      'The entries of this import are no longer there: it was withdrawn, rejected, or read again meanwhile. Look at its status.',
    'import-decided': 'This import has been decided: it can no longer be withdrawn.',
    'idempotency-busy':
      'An upload with this idempotency key is under way: wait for its answer, or send it again in a minute.',
    'idempotency-mismatch':
      'This idempotency key was used for another upload (different file or dossier): take a new one.',
    'idempotency-invalid': 'The idempotency key must have 1 to 200 visible characters (Idempotency-Key).',
    'layout-incomplete': 'Columns that no entry can do without are missing: {{columns}}.',
    'cursor-invalid': 'This cursor is not valid: start again from the first page.',
    'report-unavailable': 'This file could not be read: there is no report by line.',
    'import-not-ready': 'This import is not waiting for a decision: look at its status.',
    'file-compressed': 'This file is compressed (gzip): unpack it, then hand in the Excel or CSV file.',
    'link-unknown': 'This link is not valid. Ask Relais for a new one, in Teams.',
    'link-expired': 'This link has expired. Ask Relais for a new one, in Teams.',
    'personal-only': 'Tell me this in our private chat: the answer is for you alone.',
    'tra-expected':
      'This file is not a TRA: send the one that Cegid exports (Export Cegid, Comsx), as it is or as gzip.',
    'tra-blocked': 'This TRA has blocking anomalies: correct them, then send it again.',
    'conversion-interrupted': 'The conversion stopped on an incident. Export the FEC again.',
    'request-invalid':
      'The request was not taken into account. Field to correct, “{{field}}”: {{reason}}. Then send it again.',
    'partner-name-taken': 'A partner application has this name already: choose another one, or modify that one.',
    'partner-dossiers-unknown': 'No file has the code {{codes}}. Check it in the portfolio, then start over.',
    'partner-dossiers-left': 'The client of file {{codes}} has left the firm: take it off the list.',
    'partner-revoked': 'This partner application is revoked: create another one to give access again.',
    'webhook-invalid': 'This address is not valid. For example: api.partner.com/relais.',
    'webhook-not-https': 'This address must be an https one, so that messages are encrypted.',
    'webhook-credentials': 'This address holds a user name or a password: take them out, the signature is enough.',
    'webhook-private': 'This address is one of a private network: give one that the partner publishes on the internet.',
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
