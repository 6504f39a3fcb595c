/**
 * What is wrong with an accounting file and what to do about it, by the code of the anomaly. Each sentence is also read
 * alone, in a summary: {{text}}, {{detail}} and {{column}} bring their own blank and marks, or are nothing.
 */
export const anomalies = {
  anomalyPlace: {
    line: 'Ligne {{line}}',
    text: '« {{text}} »',
    detail: '({{text}})',
    both: '{{line}}, {{column}}',
    before: '{{place}} : ',
  },
  anomalies: {
    'format-unknown':
      'Ce fichier n’est ni un FEC, ni un TRA, ni un JSON Relais, ni un tableau lisible. À exporter à nouveau dans l’un de ces formats.',
    'lines-of-earlier-import':
      'Des lignes figurent déjà dans un import antérieur du dossier{{detail}}. À comparer avant de valider, pour ne pas les comptabiliser deux fois.',

    'name-form':
      'Le nom du fichier{{text}} ne suit pas la règle du FEC : SIREN, FEC, puis date de clôture AAAAMMJJ. À renommer, par exemple 123456782FEC20251231.txt.',
    'name-siren-invalid': 'Le SIREN du nom de fichier{{text}} n’est pas valable. À vérifier, puis renommer le fichier.',
    'name-siren-other':
      'Le SIREN du nom de fichier{{text}} n’est pas celui du dossier. Vérifier que le fichier est envoyé sur le bon dossier, sinon corriger son nom.',
    'name-date-invalid': 'La date de clôture du nom de fichier{{text}} n’existe pas. À écrire sous la forme AAAAMMJJ.',

    'encoding-mixed':
      'Plusieurs encodages sont mélangés dans le fichier : des accents peuvent être faux. À exporter à nouveau en UTF-8.',
    'encoding-unusual':
      'L’encodage du fichier{{detail}} n’est pas admis pour un FEC. Il a été lu ; préférer UTF-8 ou ISO 8859-15.',
    'character-lost':
      'Des caractères étaient déjà perdus dans le fichier reçu. À exporter à nouveau si un libellé est illisible.',
    'separator-unusual':
      'Le séparateur{{text}} n’est pas admis : un FEC sépare ses colonnes par une tabulation ou par |. À exporter à nouveau avec l’un des deux.',
    'line-end-doubled':
      'Les fins de ligne sont doublées. Le fichier a été lu ; le transférer en mode binaire évite ce défaut.',
    'line-too-long':
      'Une ligne est anormalement longue : le fichier semble abîmé ou n’est pas du texte. À exporter à nouveau.',
    'blank-line': 'Le fichier contient des lignes vides, que l’administration fiscale rejette. À supprimer.',
    'end-mark': 'Le fichier contient un ancien caractère de fin de fichier (0x1A). À retirer de l’export.',
    'nul-bytes': 'Le fichier contient des octets nuls, qui ont été ignorés. À exporter à nouveau en texte simple.',
    'control-character':
      'Un champ contient des caractères de contrôle{{text}}, remplacés par des espaces. Rien à faire, sauf si le texte est altéré.',

    'no-entries': 'Le fichier ne contient aucune écriture. Vérifier la période et les journaux choisis à l’export.',
    'header-unknown':
      'La première ligne{{text}} n’est pas un en-tête connu. Vérifier qu’il s’agit d’un fichier comptable complet, puis l’exporter à nouveau.',
    'header-missing':
      'La ligne de titres manque : le fichier commence par une écriture. Ajouter en première ligne les noms des 18 colonnes du FEC.',
    'header-repeated':
      'La ligne d’en-tête revient au milieu du fichier, sans doute à la suite d’un assemblage. Vérifier qu’aucune partie ne manque ou n’est en double.',
    'header-renamed':
      'Un titre de colonne{{text}} n’est pas écrit comme le veut la loi. Il a été reconnu ; reprendre le nom exact{{column}}.',
    'column-twice': 'Une colonne{{column}} est présente deux fois : rien ne dit laquelle prendre. N’en garder qu’une.',
    'mandatory-column-missing':
      'Une colonne indispensable{{column}} est absente : les écritures ne peuvent pas être lues. À ajouter à l’export.',
    'column-missing':
      'Une colonne du FEC{{column}} est absente. À ajouter à l’export, même vide, pour que le fichier soit conforme.',
    'columns-order':
      'Les colonnes ne sont pas dans l’ordre de la loi. Elles ont été lues par leur nom ; à remettre en ordre.',
    'extra-columns':
      'Le fichier a d’autres colonnes que celles de la loi{{detail}}. Elles sont conservées, rien à faire.',

    'row-short': 'Une ligne a moins de champs que l’en-tête{{text}}. À compléter, ou exporter à nouveau le fichier.',
    'row-long':
      'Une ligne a plus de champs que l’en-tête{{text}} : un texte contient sans doute le séparateur. À corriger dans l’écriture, puis exporter à nouveau.',
    'row-cut': 'Une ligne s’arrête après le montant{{text}}. Les champs manquants sont pris pour vides ; à compléter.',
    'row-trailing-separator': 'Une ligne finit par un séparateur que l’en-tête n’a pas. À retirer de l’export.',
    'row-separator':
      'Une ligne n’a pas le même séparateur que les autres{{text}}. À exporter à nouveau avec un seul séparateur.',
    'separator-in-field':
      'Un libellé contient le séparateur de colonnes{{text}}, remplacé par un espace. À retirer du libellé dans le logiciel d’origine.',
    'line-break-in-field':
      'Un champ contient un saut de ligne, remplacé par un espace. À retirer dans le logiciel d’origine.',
    'field-quoted':
      'Des champs sont entre guillemets{{text}}, ce que le FEC ne prévoit pas. Ils ont été retirés ; à exporter sans guillemets.',

    'mandatory-missing':
      'Un champ indispensable{{column}} est vide. À renseigner dans le logiciel d’origine, puis exporter à nouveau.',
    'data-missing': 'Un champ que l’administration fiscale attend{{column}} est vide. À renseigner avant un contrôle.',
    'pair-tiers': 'Le compte auxiliaire et son libellé ne sont pas renseignés ensemble. Compléter celui qui manque.',
    'pair-lettering':
      'Le lettrage et sa date ne sont pas renseignés ensemble. L’écriture est lue telle quelle ; à compléter si possible.',
    'pair-currency': 'Le montant en devise et la devise ne sont pas renseignés ensemble. Compléter celui qui manque.',

    'booking-date-invalid': 'La date comptable{{text}} est absente ou illisible. À écrire sous la forme AAAAMMJJ.',
    'booking-date-impossible': 'La date comptable{{text}} n’existe pas au calendrier. À corriger.',
    'date-invalid': 'Une date{{text}} est illisible. À écrire sous la forme AAAAMMJJ.',
    'date-impossible': 'Une date{{text}} n’existe pas au calendrier. À corriger.',
    'date-format':
      'Une date{{text}} n’est pas sous la forme attendue. Elle a été comprise ; préférer la forme normalisée.',
    'date-zero': 'Une date{{text}} ne contient que des zéros : elle est prise pour vide. La laisser vide.',
    'date-default':
      'Une date{{text}} est la valeur par défaut d’un logiciel, non une vraie date. À renseigner ou à laisser vide.',
    'date-year': 'L’année d’une date{{text}} est invraisemblable. À vérifier.',
    'date-out-of-period':
      'Une date comptable{{text}} est hors de l’exercice du fichier. Vérifier la date ou l’exercice exporté.',
    'period-too-long':
      'Les écritures couvrent plus de 24 mois{{detail}}, ce qui dépasse un exercice. Vérifier la période exportée.',
    'valid-before-entry':
      'La date de validation{{text}} précède la date comptable. À vérifier dans le logiciel d’origine.',
    provisional: 'Aucune écriture n’est validée : le fichier est provisoire. Rien à faire si c’est voulu.',
    'validity-mixed':
      'Une partie seulement des écritures est validée ; lignes sans date de validation{{detail}}. Vérifier que c’est voulu.',

    'amount-invalid':
      'Un montant{{text}} est illisible. À écrire en chiffres avec une virgule décimale, par exemple 1138,50.',
    'amount-decimals':
      'Un montant{{text}} a plus de deux décimales : il n’est pas arrondi d’office. À corriger dans le logiciel d’origine.',
    'amount-ambiguous':
      'Un montant{{text}} peut se lire de deux façons (milliers ou décimales). À écrire avec une virgule décimale et sans séparateur de milliers.',
    'amount-too-large': 'Un montant{{text}} est trop grand pour être exact. À vérifier.',
    'amount-format':
      'Un montant{{text}} n’est pas écrit comme le veut le FEC. Il a été compris ; préférer la virgule décimale, sans espace ni symbole.',
    'currency-amount-invalid':
      'Un montant en devise{{text}} est illisible. À corriger ; le montant en euros n’est pas touché.',
    'sens-invalid': 'Le sens d’un montant{{text}} est absent ou inconnu. À indiquer par D ou C.',
    'sens-mixed': 'Le sens des montants est écrit de deux façons (D/C et +1/-1). N’en garder qu’une.',
    'both-sides': 'Une ligne porte à la fois un débit et un crédit{{text}}. La partager en deux lignes.',
    'no-side': 'Une ligne n’a ni débit ni crédit. Rien à faire si c’est voulu, sinon la compléter ou la supprimer.',

    'account-class':
      'Un compte{{text}} ne commence pas par une classe du plan comptable (1 à 8). À corriger dans le logiciel d’origine.',
    'account-digits':
      'Un compte{{text}} ne commence pas par trois chiffres, comme le veut le plan comptable. À vérifier.',
    'code-too-long':
      'Un code{{text}} est trop long pour être celui d’un journal, d’un compte ou d’un tiers. Vérifier l’export et la correspondance des colonnes, puis envoyer à nouveau.',
    'entry-unbalanced':
      'Une écriture n’est pas équilibrée{{detail}} : son débit diffère de son crédit. À corriger dans le logiciel d’origine, puis exporter à nouveau.',
    'journal-unbalanced':
      'Un journal n’est pas équilibré{{detail}} : son débit diffère de son crédit. Vérifier que l’export est complet.',
    'file-unbalanced':
      'Le total des débits diffère du total des crédits{{detail}}. Le fichier est sans doute incomplet : à exporter à nouveau.',
    'totals-too-large':
      'Les totaux du fichier sont trop grands pour être exacts. Vérifier les montants, ou partager le fichier.',
    'entries-not-by-number':
      'Le numéro d’écriture ne suffit pas à équilibrer les écritures d’un journal{{detail}} : elles sont rapprochées par jour, par mois ou pour tout le journal. Vérifier la numérotation.',
    'entries-unchecked':
      'Le fichier a trop d’écritures pour contrôler l’équilibre de chacune. Le partager en plusieurs fichiers si ce contrôle est nécessaire.',
    'closing-entry':
      'Une écriture semble solder les comptes de charges et de produits{{text}}. Un FEC n’en contient pas : à exclure de l’export.',
    'number-gap':
      'Des numéros manquent dans la suite des écritures{{detail}}. Vérifier qu’aucune n’a été perdue, ou justifier le saut.',
    'numbers-scattered':
      'Les numéros d’écriture ne forment pas une suite continue{{detail}}. Vérifier la numérotation, ou la justifier.',
    'numbering-unchecked':
      'Les numéros d’écriture sont trop divers pour contrôler leur continuité. À vérifier autrement.',
    'line-twice':
      'Une ligne est identique à une autre{{detail}}. Rien à faire si les deux opérations ont bien eu lieu.',
    'lines-doubled':
      'Beaucoup de lignes sont en double{{detail}} : une partie du fichier semble reprise deux fois. À exporter à nouveau.',
    'duplicates-sampled':
      'Le fichier est si grand que les doublons n’y sont cherchés que sur une partie des lignes. Rien à faire.',
    'too-many-values':
      'Une colonne{{column}} a trop de valeurs différentes pour être celle attendue. Vérifier la correspondance des colonnes.',

    'version-unknown':
      'La version du fichier TRA{{text}} est inconnue. Il a été lu comme une version voisine ; vérifier le résultat.',
    'siret-invalid': 'Le SIRET du fichier{{text}} n’est pas valable. À corriger dans les paramètres de la société.',
    'siren-other':
      'Le SIRET du fichier{{text}} n’est pas celui du dossier. Vérifier que le fichier est envoyé sur le bon dossier.',
    'record-unknown': 'Un enregistrement{{text}} est inconnu et a été ignoré. Vérifier qu’il ne porte pas d’écritures.',
    'parameters-after-entries':
      'Des paramètres{{text}} viennent après les écritures, qui n’en tiennent pas compte. À placer au début du fichier.',
    'period-invalid': 'Les dates d’un exercice{{text}} ne sont pas valables. À corriger dans les paramètres.',
    'period-closed':
      'Le fichier déclare clos l’exercice{{detail}} alors que ses écritures ne sont pas toutes validées. À vérifier.',
    'books-currency':
      'La comptabilité est tenue dans une autre devise que l’euro{{text}}. Convertir les montants en euros.',
    'balance-without-entries':
      'Ce fichier est une balance, sans écritures. Exporter les journaux (type JRL) plutôt que la balance.',
    'balance-file':
      'Ce fichier est une balance : ses lignes sont des soldes, non des écritures. Préférer un export des journaux (type JRL).',

    'line-short': 'Une ligne est trop courte pour porter un montant{{detail}}. À compléter, ou exporter à nouveau.',
    'line-length':
      'Des lignes n’ont pas la longueur prévue de 222 caractères{{detail}}. Elles ont été lues ; rien à faire si le résultat est bon.',
    'line-kind-unknown':
      'Le type d’une ligne{{text}} est inconnu : elle n’a pas été lue. À corriger selon le format TRA.',
    'entry-type-unknown': 'Le type d’une écriture{{text}} est inconnu. À corriger : N pour une écriture normale.',
    'not-bookkeeping':
      'Des lignes de simulation, de situation ou de révision{{detail}} ne sont pas comptables et ont été écartées. Vérifier que c’est voulu.',
    'lines-beside-entries':
      'Des lignes analytiques, de pièces jointes ou techniques{{detail}} accompagnent les écritures. Elles ne comptent pas dans les totaux.',
    'piece-type-unknown': 'Un type de pièce{{text}} n’est pas prévu par le format. Il est conservé, rien à faire.',
    'due-date-invalid': 'Une date d’échéance{{text}} n’est pas valable et a été ignorée. À corriger si elle est utile.',
    'reference-blank': 'La référence de pièce est vide : le numéro d’écriture la remplace. À renseigner si possible.',
    'label-blank': 'Le libellé d’écriture est vide : la référence de pièce le remplace. À renseigner si possible.',
    'opening-not-first': 'Des à-nouveaux ne sont pas en tête du fichier. Ils ont été lus ; l’ordre peut être revu.',

    'amount-coding':
      'Le code du montant{{text}} n’est pas prévu : il est lu en monnaie de tenue. À corriger, par exemple E-- pour un montant en euros.',
    'currency-missing': 'Un montant est dit en devise{{text}} sans que la devise soit indiquée. À renseigner.',
    'currency-rate-missing':
      'Un montant en devise{{text}} n’a ni contre-valeur en euros ni cours. Ajouter l’un des deux, puis exporter à nouveau.',
    'amount-converted':
      'Un montant en devise a été converti en euros au cours du fichier{{detail}}. Vérifier la contre-valeur.',

    'journal-undeclared': 'Un journal{{text}} n’est pas déclaré au début du fichier. À ajouter, ou corriger le code.',
    'account-undeclared': 'Un compte{{text}} n’est pas déclaré au début du fichier. À ajouter, ou corriger le numéro.',
    'tiers-undeclared': 'Un tiers{{text}} n’est pas déclaré au début du fichier. À ajouter, ou corriger le code.',
    'journals-not-declared':
      'Le fichier ne déclare pas ses journaux{{detail}} : leur code tient lieu de libellé. Rien à faire.',
    'accounts-not-declared':
      'Le fichier ne déclare pas ses comptes{{detail}} : leur libellé est celui du plan comptable. Rien à faire.',
    'tiers-not-declared': 'Le fichier ne déclare pas ses tiers{{detail}} : leur code tient lieu de nom. Rien à faire.',
    'account-not-collective':
      'Une ligne de tiers est sur un compte qui n’est pas collectif{{text}}. Vérifier le compte ou sa nature.',
    'tiers-missing': 'Une ligne de tiers n’a pas de compte auxiliaire. À renseigner.',
    'tiers-unmarked':
      'Une ligne porte un compte auxiliaire{{text}} sans être marquée comme ligne de tiers (X) : il a été ignoré. À corriger.',

    'axis-missing': 'Une ligne analytique{{text}} n’indique pas son axe. À renseigner, de A1 à A5.',
    'section-missing': 'Une ligne analytique n’indique pas sa section. À renseigner.',
    'analytic-orphan': 'Une ligne analytique ne suit aucune ligne générale. À replacer sous la ligne qu’elle ventile.',
    'analytic-unbalanced':
      'La ventilation analytique diffère du montant ventilé{{detail}}. À corriger ; la comptabilité générale n’est pas touchée.',

    'numbers-mixed':
      'Certaines écritures ont un numéro et d’autres non{{text}}. Numéroter toutes les écritures, ou aucune.',
    'references-within-entry':
      'Une même écriture porte plusieurs références de pièce. Rien à faire si elle regroupe plusieurs pièces.',
    'validated-without-date':
      'Des lignes sont marquées validées sans date de validation{{detail}}. Elles sont lues comme provisoires ; ajouter la date.',
    'forced-date-early':
      'La date de validation demandée précède la dernière écriture{{detail}}. Choisir une date égale ou postérieure.',

    'siren-missing': 'Le SIREN manque : le FEC ne peut pas être nommé. À renseigner sur le dossier.',
    'siren-invalid': 'Le SIREN{{text}} n’est pas valable : le FEC ne peut pas être nommé. À corriger sur le dossier.',
    'closing-guessed': 'La date de clôture n’est pas indiquée : elle a été déduite des écritures{{text}}. À vérifier.',
    'closing-other':
      'La date de clôture demandée n’est pas celle qui a été retenue{{detail}}. Vérifier la date ou l’exercice.',
    'closing-early': 'La date de clôture précède la dernière écriture{{detail}}. Vérifier la date ou l’exercice.',
    'characters-replaced':
      'Des caractères{{detail}} n’existent pas dans l’encodage du FEC et ont été remplacés. Choisir UTF-8 pour les garder.',

    'column-completed':
      'Une colonne{{column}} absente ou vide a été complétée d’après le reste de la ligne{{detail}}. À vérifier.',
    'entry-number-made': 'Des écritures sans numéro en ont reçu un{{detail}}. Rien à faire.',

    'json-syntax':
      'Le document n’est pas du JSON valable{{text}}. À produire avec une bibliothèque JSON plutôt qu’à la main.',
    'json-truncated': 'Le document JSON s’arrête avant sa fin. À envoyer à nouveau en entier.',
    'json-trailing': 'Du texte suit la fin du document JSON{{text}}. N’envoyer qu’un document par fichier.',
    'json-too-deep': 'Le document JSON a trop de niveaux imbriqués{{text}}. À revoir d’après le schéma publié.',
    'json-value-too-large':
      'Une valeur du document JSON est trop grande{{text}}. Partager l’écriture, ou raccourcir ses textes.',
    'json-encoding': 'Le document JSON n’est pas en UTF-8{{detail}}. Il a été lu ; à produire en UTF-8.',
    'json-key-twice': 'Une clé{{text}} figure deux fois dans le même objet JSON. N’en garder qu’une.',
    'json-key-unknown':
      'Une clé{{text}} est inconnue du schéma publié et a été ignorée. Vérifier son orthographe, ou la retirer.',
    'json-declared-late':
      'Une déclaration{{column}} vient après les écritures, qui n’en tiennent pas compte. À placer avant la liste des écritures.',
    'json-declared-too-many':
      'Une liste de libellés{{column}} dépasse 200 000 éléments : la suite est ignorée. N’y garder que ce qui est utilisé.',
    'json-missing': 'Une valeur obligatoire{{column}} manque. À ajouter d’après le schéma publié.',
    'json-type': 'Une valeur{{text}} n’est pas du type attendu. À corriger d’après le schéma publié.',
    'json-value': 'Une valeur{{text}} n’est pas admise. À corriger d’après le schéma publié.',
    'json-amount':
      'Un montant{{text}} n’est pas valable. À écrire comme un texte à point décimal et deux décimales au plus, par exemple 1138.50.',
    'json-number-as-text':
      'Un nombre{{text}} est donné là où un texte est attendu. Il a été compris ; l’écrire entre guillemets évite de perdre des zéros.',
    'json-version-missing': 'Le document n’indique pas sa version. Ajouter la clé version d’après le schéma publié.',
    'json-version-unknown': 'La version du document{{text}} est inconnue. À produire d’après le schéma publié.',
    'json-siren-invalid': 'Le SIREN du document{{text}} n’est pas valable. À corriger.',
    'json-siren-other':
      'Le SIREN du document{{text}} n’est pas celui du dossier. Vérifier que le fichier est envoyé sur le bon dossier.',

    'file-empty': 'Le fichier est vide, ou n’a que des lignes vides et des feuilles masquées. À exporter à nouveau.',
    'file-unreadable':
      'Le fichier n’est pas un tableau lisible, ou il est abîmé. À enregistrer au format Excel (.xlsx) ou CSV, puis envoyer à nouveau.',
    'file-encrypted': 'Le fichier est protégé par un mot de passe. Retirer la protection, puis l’envoyer à nouveau.',
    'file-old-excel':
      'Le fichier est dans un ancien format d’Excel. À enregistrer au format .xlsx, puis envoyer à nouveau.',
    'file-too-large': 'Le tableau a trop de lignes, ou une cellule trop longue. Le partager en plusieurs fichiers.',
    'file-too-wide': 'Le tableau a trop de colonnes. Ne garder que celles des écritures.',

    'mapping-incomplete':
      'Rien n’indique quelle colonne du fichier contient une donnée indispensable{{column}}. À indiquer dans la correspondance des colonnes.',
    'mapping-to-confirm':
      'La correspondance des colonnes a été déduite du fichier. À confirmer par le cabinet avant toute validation.',
    'header-mismatch':
      'Les titres de colonnes du fichier ne sont pas ceux qui étaient prévus{{detail}}. Reprendre ces titres, ou revoir la correspondance.',
    'row-before-header':
      'Des lignes précèdent le tableau{{text}} et ont été passées. Rien à faire si ce sont des titres.',
    'blank-row-skipped': 'Des lignes vides ont été passées. Rien à faire.',
    'header-row-skipped': 'La ligne de titres revient dans le tableau{{text}} et a été passée. Rien à faire.',
    'total-row-skipped': 'Une ligne de total{{text}} a été passée. Vérifier que ce n’est pas une écriture.',
    'text-row-skipped':
      'Une ligne sans compte ni montant{{text}} a été passée. Vérifier que ce n’est pas une écriture.',
    'quote-unclosed': 'Un guillemet ouvert n’est jamais refermé : des lignes peuvent avoir été réunies. À corriger.',
    'date-other-order':
      'Une date{{text}} n’est pas écrite dans l’ordre prévu (jour, mois, année). À corriger, ou revoir la correspondance.',
    'amount-other-notation':
      'Un montant{{text}} n’est pas écrit avec le signe décimal prévu. À corriger, ou revoir la correspondance.',
    'sheet-amount-rounded':
      'Un montant calculé par le tableur{{text}} a été arrondi au centime. Rien à faire si l’écriture est équilibrée.',
    'journal-made': 'Des lignes sans journal en ont reçu un{{text}}. À préciser si possible.',
  },
};
