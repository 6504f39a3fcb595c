/** Labels of the plan comptable général by the first digits of the account, for files that name theirs by number alone. */
const LABELS = new Map(
  `101 Capital
104 Primes liées au capital
105 Écarts de réévaluation
106 Réserves
108 Compte de l’exploitant
11 Report à nouveau
110 Report à nouveau créditeur
119 Report à nouveau débiteur
12 Résultat de l’exercice
120 Résultat de l’exercice (bénéfice)
129 Résultat de l’exercice (perte)
13 Subventions d’investissement
14 Provisions réglementées
15 Provisions
16 Emprunts et dettes assimilées
164 Emprunts auprès des établissements de crédit
165 Dépôts et cautionnements reçus
168 Autres emprunts et dettes assimilées
17 Dettes rattachées à des participations
18 Comptes de liaison
20 Immobilisations incorporelles
205 Concessions, brevets, licences, logiciels
206 Droit au bail
207 Fonds commercial
21 Immobilisations corporelles
211 Terrains
213 Constructions
215 Installations techniques, matériel et outillage
218 Autres immobilisations corporelles
23 Immobilisations en cours
26 Participations
27 Autres immobilisations financières
275 Dépôts et cautionnements versés
28 Amortissements des immobilisations
29 Dépréciations des immobilisations
31 Matières premières
32 Autres approvisionnements
33 En-cours de production de biens
34 En-cours de production de services
35 Stocks de produits
37 Stocks de marchandises
39 Dépréciations des stocks
40 Fournisseurs et comptes rattachés
401 Fournisseurs
403 Fournisseurs, effets à payer
404 Fournisseurs d’immobilisations
408 Fournisseurs, factures non parvenues
409 Fournisseurs débiteurs
41 Clients et comptes rattachés
411 Clients
413 Clients, effets à recevoir
416 Clients douteux ou litigieux
418 Clients, produits non encore facturés
419 Clients créditeurs
42 Personnel et comptes rattachés
421 Personnel, rémunérations dues
425 Personnel, avances et acomptes
43 Sécurité sociale et autres organismes sociaux
431 Sécurité sociale
437 Autres organismes sociaux
44 État et autres collectivités publiques
444 État, impôts sur les bénéfices
445 État, taxes sur le chiffre d’affaires
447 Autres impôts, taxes et versements assimilés
45 Groupe et associés
455 Associés, comptes courants
46 Débiteurs et créditeurs divers
467 Autres comptes débiteurs ou créditeurs
47 Comptes transitoires ou d’attente
471 Compte d’attente
48 Comptes de régularisation
486 Charges constatées d’avance
487 Produits constatés d’avance
49 Dépréciations des comptes de tiers
50 Valeurs mobilières de placement
51 Banques et établissements financiers
511 Valeurs à l’encaissement
512 Banques
53 Caisse
54 Régies d’avances et accréditifs
58 Virements internes
59 Dépréciations des comptes financiers
60 Achats
601 Achats de matières premières
602 Achats d’autres approvisionnements
603 Variation des stocks
604 Achats d’études et de prestations de services
606 Achats non stockés de matières et fournitures
607 Achats de marchandises
609 Rabais, remises et ristournes obtenus sur achats
61 Services extérieurs
611 Sous-traitance générale
612 Redevances de crédit-bail
613 Locations
614 Charges locatives et de copropriété
615 Entretien et réparations
616 Primes d’assurance
617 Études et recherches
618 Divers services extérieurs
62 Autres services extérieurs
621 Personnel extérieur à l’entreprise
622 Rémunérations d’intermédiaires et honoraires
623 Publicité, publications, relations publiques
624 Transports
625 Déplacements, missions et réceptions
626 Frais postaux et de télécommunications
627 Services bancaires
628 Divers
63 Impôts, taxes et versements assimilés
64 Charges de personnel
641 Rémunérations du personnel
645 Cotisations sociales
65 Autres charges de gestion courante
66 Charges financières
661 Charges d’intérêts
67 Charges exceptionnelles
68 Dotations aux amortissements et provisions
69 Participation des salariés, impôts sur les bénéfices
695 Impôts sur les bénéfices
70 Ventes
701 Ventes de produits finis
704 Travaux
706 Prestations de services
707 Ventes de marchandises
708 Produits des activités annexes
709 Rabais, remises et ristournes accordés
71 Production stockée
72 Production immobilisée
74 Subventions
75 Autres produits de gestion courante
76 Produits financiers
77 Produits exceptionnels
78 Reprises sur amortissements et provisions
79 Transferts de charges`
    .split('\n')
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const),
);

/** What the plan comptable général calls an account, by its first three digits or two; the number itself for any other. */
export function accountLabel(number: string): string {
  return LABELS.get(number.slice(0, 3)) ?? LABELS.get(number.slice(0, 2)) ?? number;
}
