/** Everything people read, in French. `en.ts` has the same keys, which the compiler checks. */
import { anomalies } from './fr/anomalies.ts';
import { conversions } from './fr/conversions.ts';
import { dossiers } from './fr/dossiers.ts';
import { interlocuteurs } from './fr/interlocuteurs.ts';
import { layouts } from './fr/layouts.ts';
import { offers } from './fr/offers.ts';
import { partners } from './fr/partners.ts';
import { portfolio } from './fr/portfolio.ts';
import { seeing } from './fr/seeing.ts';

export const fr = {
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
    title: 'Bonjour, je suis Relais',
    line1:
      'Je crée vos dossiers, j’invite vos clients dans l’espace Microsoft 365 du cabinet et je leur ouvre les services.',
    line2: 'Je demande seulement ce qui manque, je surveille les réponses et je tiens chaque carte à jour.',
    line3: 'Écrivez-moi comme à un collègue : « activer Consultation pour Claire Martin claire@exemple.fr sur TEST1 ».',
    summary: 'Relais est à votre disposition',
  },
  help: {
    title: 'Ce que je sais faire',
    service: 'Ouvrir un service à un client',
    serviceHint:
      '« activer Consultation pour Claire Martin claire@exemple.fr sur TEST1 », « proposer un service », « offres »',
    invite: 'Inviter un client',
    inviteHint: '« inviter un client », ou tout en une phrase ; « invitations » : les dernières',
    dossiers: 'Dossiers',
    dossiersHint:
      '« créer un dossier », « importer des dossiers », « portefeuille », « dossier TEST1 », « sortie du client TEST1 »',
    people: 'Interlocuteurs',
    peopleHint: '« ajouter un interlocuteur », « interlocuteurs de TEST1 », « modifier l’interlocuteur Claire Martin »',
    files: 'Faire un FEC à partir d’un TRA',
    filesHint: '« convertir un TRA », ou déposez le TRA dans notre conversation privée',
    where: 'Savoir où l’on en est',
    whereHint: '« où en est Claire Martin », « où en est TEST1 » ; « reprendre » : vos saisies en cours',
    language: 'Changer de langue',
    languageHint: '« english » ou « français »',
    channelHint: 'Dans un canal ou une discussion de groupe, commencez par me mentionner : @Relais.',
    summary: 'Ce que Relais sait faire',
  },
  buttons: {
    invite: 'Inviter un client',
    help: 'Aide',
    send: 'Envoyer l’invitation',
    cancel: 'Annuler',
    resend: 'Renvoyer',
    retry: 'Réessayer',
    inviteAgain: 'Inviter à nouveau',
    correct: 'Corriger l’adresse',
    remove: 'Retirer l’accès',
    confirmRemove: 'Oui, retirer l’accès',
    keep: 'Non, garder l’accès',
    sendToNew: 'Inviter à cette adresse',
    back: 'Retour',
    see: 'Voir l’invitation',
  },
  unknown: {
    title: 'Je n’ai pas compris cette demande',
    nearest: 'Vouliez-vous plutôt :',
    summary: 'Je n’ai pas compris cette demande',
  },
  form: {
    title: 'Inviter un client',
    intro: 'La personne recevra un e-mail du cabinet avec un lien d’acceptation.',
    dossier: 'Dossier (code ou nom)',
    dossierPlaceholder: 'TEST1 ou Boulangerie Martin',
    dossierChoice: 'Dossiers correspondants',
    moreDossiers: 'D’autres dossiers correspondent : précisez le code ou le nom.',
    nom: 'Nom',
    prenom: 'Prénom',
    email: 'Adresse e-mail',
    emailPlaceholder: 'prenom.nom@entreprise.fr',
    qualite: 'Qualité',
    mobile: 'Téléphone mobile (facultatif)',
    message: 'Message personnel (facultatif)',
    messagePlaceholder: 'Quelques mots repris dans l’e-mail',
    team: 'Équipe Teams à rejoindre',
    noTeam: 'Aucune équipe',
    faulty: 'Rien n’a été envoyé. Corrigez les champs signalés ; votre saisie est conservée.',
    cancelled: 'Invitation abandonnée : rien n’a été envoyé.',
    summary: 'Inviter un client',
    faults: {
      required: 'Champ obligatoire.',
      'too-long': 'Texte trop long : raccourcissez-le.',
      characters: 'Les caractères < et > ne sont pas admis ici.',
      'email-invalid': 'Cette adresse n’est pas valable. Exemple : prenom.nom@entreprise.fr.',
      'qualite-invalid': 'Choisissez l’une des deux qualités.',
      'mobile-invalid': 'Ce numéro n’est pas valable. Exemple : 06 12 34 56 78 ou +33 6 12 34 56 78.',
      'dossier-none': 'Aucun dossier ne correspond à « {{dossier}} ». Vérifiez le code ou le nom.',
      'dossier-several': 'Plusieurs dossiers correspondent à « {{dossier}} » : choisissez le bon ci-dessous.',
      'team-unknown': 'Je ne suis plus présent dans cette équipe : choisissez-en une autre.',
      'email-unchanged': 'C’est l’adresse actuelle. Pour la même adresse, utilisez « Renvoyer ».',
      'email-taken': 'Cette adresse est déjà celle d’un autre interlocuteur.',
    },
  },
  qualite: {
    'direction-tpe': 'Direction TPE : accès à la partie GS de la GED',
    'administratif-tpe': 'Administratif TPE : sans accès à la partie GS de la GED',
  },
  qualiteShort: { 'direction-tpe': 'Direction TPE', 'administratif-tpe': 'Administratif TPE' },
  status: {
    'not-invited': 'Non invité',
    inviting: 'Invitation en cours d’envoi',
    pending: 'Invitation envoyée, en attente d’acceptation',
    accepted: 'Opérationnel',
    refused: 'Invitation refusée par Microsoft 365',
    removed: 'Accès retiré',
  },
  invitation: {
    title: 'Invitation de {{person}}',
    teamsStatus: 'Statut Teams : {{status}}',
    dossier: 'Dossier',
    email: 'E-mail',
    qualite: 'Qualité',
    mobile: 'Mobile',
    requestedBy: 'Demandée par',
    sentAt: 'Envoyée le',
    requestedAt: 'Demandée le',
    acceptedAt: 'Acceptée le',
    removedAt: 'Accès retiré le',
    team: 'Équipe',
    teamState: {
      waiting: '{{team}} (dès l’invitation envoyée)',
      'to-join': '{{team}} (ajout en cours)',
      joined: '{{team}}',
      failed: '{{team}} (ajout refusé, à faire à la main)',
    },
    pendingNote: 'L’interlocuteur doit ouvrir l’e-mail et accepter. Cette carte se mettra à jour d’elle-même.',
    invitingNote: 'La demande est enregistrée. Cette carte se mettra à jour d’elle-même.',
    acceptedNote: 'L’interlocuteur peut se connecter avec son compte Microsoft.',
    recognisedNote:
      'Cette adresse était déjà invitée dans l’espace Microsoft 365 du cabinet : elle a été reconnue, sans doublon.',
    delayedNote: 'Microsoft 365 ne répond pas pour l’instant. Prochain essai vers {{time}} ; vous n’avez rien à faire.',
    already: {
      invited: '',
      'already-under-way':
        'Une invitation était déjà en cours pour cette adresse : aucune seconde invitation n’a été créée. Sa fiche existante est conservée.',
      'already-pending':
        'Cette personne était déjà invitée : aucun second e-mail n’est parti. Sa fiche existante est conservée.',
      'already-accepted': 'Cette personne est déjà invitée et a accepté. Sa fiche existante est conservée.',
    },
    withdrawal: {
      'to-do': 'La suppression de l’ancien invité est en cours dans Microsoft 365.',
      refused:
        'L’ancien invité n’a pas pu être supprimé : demandez à l’administrateur informatique du cabinet de le retirer dans Microsoft Entra.',
    },
    clientLeft: 'Le dossier a été clôturé : tous les accès de ce client ont pris fin.',
    goneFromTenant: 'L’invité a été supprimé dans Microsoft Entra, en dehors de Relais.',
    staleClick: 'La situation avait changé : voici l’état actuel.',
    summary: '{{person}} : {{status}}',
  },
  correct: {
    title: 'Corriger l’adresse de {{person}}',
    intro: 'Une nouvelle invitation partira à la nouvelle adresse. L’ancienne invitation sera retirée.',
    introKnown:
      'Une nouvelle invitation partira à la nouvelle adresse. L’ancien invité existait avant Relais : il sera conservé.',
    current: 'Adresse actuelle : {{email}}',
    email: 'Nouvelle adresse e-mail',
  },
  remove: {
    title: 'Retirer l’accès de {{person}} ?',
    intro: 'L’invité sera supprimé de l’espace Microsoft 365 du cabinet et ne pourra plus se connecter.',
    known: 'Cette personne était invitée avant Relais : vérifiez qu’elle n’utilise pas cet accès pour autre chose.',
    kept: 'La fiche de l’interlocuteur et ses dossiers sont conservés. L’administrateur informatique du cabinet peut rétablir l’invité pendant 30 jours.',
  },
  list: {
    title: 'Invitations',
    waiting_zero: 'Aucune invitation en attente.',
    waiting_one: 'Une invitation en attente.',
    waiting_other: '{{count}} invitations en attente.',
    none: 'Aucune invitation pour le moment. Écrivez « inviter un client » pour commencer.',
    more: 'Seules les plus récentes sont affichées.',
    line: '{{person}} · {{dossier}}',
    summary: 'Invitations du cabinet',
  },
  reminder: {
    title: '{{person}} n’a pas encore accepté',
    text_one: 'L’invitation pour le dossier {{dossier}} est en attente depuis un jour.',
    text_other: 'L’invitation pour le dossier {{dossier}} est en attente depuis {{count}} jours.',
    advice: 'Vérifiez l’adresse avec l’interlocuteur, puis renvoyez l’invitation si besoin.',
    summary: 'Invitation de {{person}} toujours en attente',
  },
  language: { set: 'Entendu, je vous réponds en français.' },
  refusal: {
    'wrong-tenant':
      'Je réponds seulement aux membres du cabinet auquel j’appartiens. Je ne peux donc pas traiter votre demande.',
    'guest-refused':
      'Cette commande est réservée aux collaborateurs du cabinet. Pour toute demande, écrivez à votre interlocuteur au cabinet.',
    'not-staff':
      'Je ne vous trouve pas parmi les collaborateurs du cabinet. Demandez à un administrateur du cabinet de vérifier vos droits.',
  },
  errors: {
    'invalid-input': 'Cette demande est incomplète. Rouvrez la carte et recommencez.',
    'stale-card': 'La situation vient de changer. Rouvrez la carte pour voir l’état actuel.',
    'dossier-left':
      'Ce client ne fait plus partie du cabinet : aucun service ni accès ne peut être ouvert. Rouvrez d’abord le dossier.',
    'offer-not-present':
      'Ce service n’est pas présent dans la gestion des applications du cabinet. Demandez à un administrateur de l’ajouter : « offres ».',
    'interlocuteur-inactive':
      'Cet interlocuteur est désactivé. Réactivez-le avant de l’inviter ou de lui proposer un service.',
    'interlocuteur-removed':
      'Cet interlocuteur a été supprimé. Ajoutez-le à nouveau avec son adresse e-mail avant de lui proposer un service.',
    'last-dossier':
      'C’est le dernier dossier de cette personne : le délier supprime aussi son accès à l’espace Microsoft 365. Demandez-le à qui l’a invitée, au responsable du dossier ou à un administrateur.',
    'interlocuteur-not-linked': 'Cet interlocuteur n’est lié à aucun dossier. Liez-le à un dossier avant de l’inviter.',
    'draft-closed':
      'Cette saisie est terminée, abandonnée ou expirée. Écrivez « reprendre » pour voir vos saisies en cours.',
    'not-found': 'Cet élément n’existe plus ou n’appartient pas à votre cabinet.',
    'not-allowed':
      'Vous n’avez pas le droit de faire cela. Adressez-vous au maître du dossier, au chef de mission ou à un administrateur.',
    'not-staff': 'Cette commande est réservée aux collaborateurs du cabinet.',
    'guest-refused': 'Cette commande est réservée aux collaborateurs du cabinet.',
    'wrong-tenant': 'Je réponds seulement aux membres du cabinet auquel j’appartiens.',
    'speaker-unknown': 'Je ne peux pas vérifier votre identité pour le moment. Réessayez dans une minute.',
    'file-empty': 'Ce fichier est vide : vérifiez-le, puis déposez-le à nouveau.',
    'file-too-large': 'Ce fichier est trop volumineux : partagez-le en plusieurs fichiers, puis déposez-les un par un.',
    'file-too-wide': 'Ce fichier a trop de colonnes : gardez seulement celles des dossiers.',
    'file-unreadable':
      'Ce fichier n’est pas un tableau lisible. Enregistrez-le au format Excel (.xlsx) ou CSV, puis déposez-le à nouveau.',
    'file-encrypted': 'Ce fichier est protégé par un mot de passe : retirez la protection, puis déposez-le à nouveau.',
    'file-old-excel': 'Ce fichier est dans un ancien format d’Excel : enregistrez-le au format .xlsx, puis déposez-le.',
    'file-gone': 'Ce fichier n’est plus conservé : déposez-le à nouveau.',
    'columns-missing': 'Il manque des colonnes nécessaires : ajoutez leurs titres en première ligne du tableau.',
    'upload-cut': 'L’envoi du fichier a été interrompu et rien n’a été gardé : recommencez.',
    'download-refused':
      'Je ne prends que les fichiers déposés dans cette conversation, que Teams garde dans SharePoint. Écrivez « importer des dossiers » pour utiliser la page de dépôt.',
    'download-failed':
      'Je n’ai pas pu récupérer ce fichier auprès de Teams. Déposez-le à nouveau, ou écrivez « importer des dossiers ».',
    'import-interrupted':
      'L’import s’est arrêté sur un incident. Les dossiers déjà créés le restent : déposez à nouveau le fichier pour créer les autres.',
    'upload-too-slow':
      'L’envoi était trop lent et a été interrompu : rien n’a été conservé. Renvoyez le fichier, compressé (gzip) si possible.',
    'digest-mismatch':
      'Les octets reçus ne correspondent pas à l’empreinte annoncée (Content-Digest) : rien n’a été conservé. Renvoyez le fichier.',
    'compression-unknown': 'Seule la compression gzip est admise (Content-Encoding: gzip).',
    'compression-broken': 'Le fichier compressé est abîmé ou incomplet : rien n’a été conservé. Renvoyez-le.',
    'compression-bomb':
      'Une fois décompressé, ce fichier serait démesuré par rapport à ce qui est envoyé : il est refusé. Envoyez-le sans compression.',
    'imports-busy': 'Trop de fichiers arrivent en ce moment : renvoyez celui-ci dans quelques secondes.',
    'import-known': 'Le cabinet a déjà reçu ce fichier pour ce dossier.',
    'entries-gone':
      'Les écritures de cet import ne sont plus là : il a été retiré ou rejeté, ou relu entre-temps. Consultez son état.',
    'import-decided': 'Cet import a déjà fait l’objet d’une décision : il ne peut plus être retiré.',
    'idempotency-busy':
      'Un envoi avec cette clé d’idempotence est en cours : attendez sa réponse, ou renvoyez-le dans une minute.',
    'idempotency-mismatch':
      'Cette clé d’idempotence a déjà servi pour un autre envoi (fichier ou dossier différent) : prenez-en une nouvelle.',
    'idempotency-invalid': 'La clé d’idempotence doit compter de 1 à 200 caractères visibles (Idempotency-Key).',
    'layout-incomplete': 'Il manque des colonnes indispensables à une écriture : {{columns}}.',
    'cursor-invalid': 'Ce curseur n’est pas valable : reprenez depuis la première page.',
    'report-unavailable': 'Ce fichier n’a pas pu être lu : il n’y a pas de rapport par ligne.',
    'import-not-ready': 'Cet import n’attend pas de confirmation : consultez son état.',
    'file-compressed': 'Ce fichier est compressé (gzip) : décompressez-le, puis déposez le fichier Excel ou CSV.',
    'link-unknown': 'Ce lien n’est pas valable. Demandez-en un nouveau à Relais, dans Teams.',
    'link-expired': 'Ce lien a expiré. Demandez-en un nouveau à Relais, dans Teams.',
    'personal-only': 'Écrivez-moi cela dans notre conversation privée : la réponse ne regarde que vous.',
    'tra-expected':
      'Ce fichier n’est pas un TRA : envoyez celui que Cegid exporte (Export Cegid, Comsx), tel quel ou en gzip.',
    'tra-blocked': 'Ce TRA comporte des anomalies bloquantes : corrigez-les, puis envoyez-le à nouveau.',
    'conversion-interrupted': 'La conversion s’est arrêtée sur un incident. Exportez à nouveau le FEC.',
    'request-invalid':
      'La demande n’a pas été prise en compte. Champ à corriger, « {{field}} » : {{reason}}. Renvoyez-la ensuite.',
    'partner-name-taken':
      'Une application partenaire porte déjà ce nom : choisissez-en un autre, ou modifiez celle qui existe.',
    'partner-dossiers-unknown':
      'Aucun dossier ne porte le code {{codes}}. Vérifiez-le dans le portefeuille, puis recommencez.',
    'partner-dossiers-left': 'Le client du dossier {{codes}} est sorti du cabinet : retirez-le de la liste.',
    'partner-revoked': 'Cette application partenaire est révoquée : créez-en une autre pour rétablir son accès.',
    'webhook-invalid': 'Cette adresse n’est pas valable. Exemple : api.partenaire.fr/relais.',
    'webhook-not-https': 'Cette adresse doit être en https, pour que les messages soient chiffrés.',
    'webhook-credentials':
      'Cette adresse contient un nom d’utilisateur ou un mot de passe : retirez-les, la signature suffit.',
    'webhook-private':
      'Cette adresse est celle d’un réseau privé : indiquez une adresse que le partenaire publie sur internet.',
    'graph-unavailable': 'Microsoft 365 ne répond pas pour le moment. Réessayez dans quelques minutes.',
    'graph-throttled': 'Microsoft 365 est très sollicité. Réessayez dans une minute.',
    'graph-not-found': 'Microsoft 365 ne connaît pas cet élément.',
    'graph-refused': 'Microsoft 365 a refusé cette opération. Prévenez l’administrateur informatique du cabinet.',
    'graph-permission-missing':
      'Il manque une autorisation à Relais dans Microsoft Entra. Prévenez l’administrateur informatique du cabinet, puis choisissez « Réessayer ».',
    'graph-conflict':
      'Microsoft 365 signale un conflit avec un élément existant. Prévenez l’administrateur informatique du cabinet.',
    'invitation-own-domain':
      'Cette adresse appartient au domaine du cabinet : on ne peut pas y envoyer d’invitation. Corrigez avec l’adresse de l’interlocuteur.',
    'invitation-is-member':
      'Cette adresse est déjà celle d’un compte interne du cabinet : on ne peut pas y envoyer d’invitation. Utilisez une autre adresse de l’interlocuteur.',
    'invitation-account-blocked':
      'Un compte désactivé porte déjà cette adresse. Demandez à l’administrateur informatique du cabinet de le réactiver, puis choisissez « Réessayer ».',
    'invitation-group-address':
      'Cette adresse est celle d’un groupe : il faut l’adresse nominative d’une personne. Corrigez l’adresse.',
    'invitation-domain-denied':
      'Le domaine de cette adresse n’est pas autorisé par les règles du cabinet. Demandez à l’administrateur de l’autoriser, ou corrigez l’adresse.',
    'invitation-cross-tenant':
      'Les règles entre organisations bloquent cette invitation. Les administrateurs des deux côtés doivent l’autoriser, puis choisissez « Réessayer ».',
    'invitation-contact-conflict':
      'Un contact de messagerie porte déjà cette adresse. Demandez à l’administrateur informatique du cabinet de le retirer, puis choisissez « Réessayer ».',
    'invitation-not-allowed':
      'L’espace Microsoft 365 du cabinet n’autorise pas les invitations. Demandez à l’administrateur de les autoriser, puis choisissez « Réessayer ».',
    'invitation-several-matches':
      'Plusieurs comptes de l’annuaire du cabinet portent cette adresse. Demandez à l’administrateur de n’en garder qu’un, puis choisissez « Réessayer ».',
    'invitation-refused':
      'Microsoft 365 refuse d’inviter cette adresse. Vérifiez-la avec l’interlocuteur, corrigez-la ou essayez une autre adresse.',
    unexpected:
      'Un incident m’a empêché de traiter votre demande. Rien n’a été perdu : réessayez. Référence : {{reference}}.',
  },
  mail: {
    subject: '{{firm}} vous invite à rejoindre son espace Microsoft 365',
    hello: 'Bonjour {{person}},',
    intro: '{{inviter}} ({{firm}}) vous invite à rejoindre l’espace Microsoft 365 du cabinet.',
    steps:
      'Pour accepter, cliquez sur le bouton ci-dessous et connectez-vous avec votre compte Microsoft, ou avec le code que Microsoft vous enverra par e-mail.',
    button: 'Accepter l’invitation',
    password:
      'Le cabinet ne vous demandera jamais votre mot de passe : saisissez-le uniquement sur la page de connexion de Microsoft.',
    messageFrom: 'Message de {{inviter}} :',
    legal:
      '{{firm}}, responsable du traitement, enregistre votre nom et votre adresse dans son annuaire Microsoft 365 pour la seule gestion de votre accès. Vous pouvez y accéder, les faire rectifier ou supprimer à tout moment en répondant à cet e-mail, et adresser une réclamation à la CNIL.',
    ignore: 'Si vous n’attendiez pas cette invitation, ignorez cet e-mail.',
    signature: '{{firm}}',
  },
};

/** The shape that every language fills. */
export type Words = typeof fr;
