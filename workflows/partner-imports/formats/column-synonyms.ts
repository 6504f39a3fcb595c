import { foldText } from '../../../models/fold-text.ts';
import type { MappedColumn } from './custom-mapping.ts';

/** What a name may say beside a column of the FEC: kept as it is, or of no use. */
export type NamedColumn = MappedColumn | 'Date' | 'MontantSeul' | 'Extra' | 'Ignore';

const MAX_HEADER = 100;

/** Usual names in French and English, folded. `Date` and `MontantSeul` depend on the other columns. */
const NAMES: Record<NamedColumn, string[]> = {
  JournalCode: [
    'journal|code journal|code jnl|jnl|jal|jrnl|jl|cod jnl|cod journal|code du journal|journal code|journalcode|n journal',
    'num journal|journal id|book|journal comptable',
  ],
  JournalLib: [
    'libelle journal|lib journal|intitule journal|nom journal|journal lib|journallib|nom du journal|journal name|libelle du journal|intitule du journal',
  ],
  EcritureNum: [
    'n ecriture|no ecriture|num ecriture|numero ecriture|numero d ecriture|ecriturenum|ecriture num|n mouvement|n mvt',
    'num mvt|numero mouvement|n mouv|entry number|entry no|transaction|transaction id|n folio|id ecriture|n ordre|ecriture|n transaction',
  ],
  EcritureDate: [
    'date ecriture|date d ecriture|date comptable|date compta|date de comptabilisation|date mouvement|date mvt',
    'ecrituredate|ecriture date|date operation|date de l ecriture|posting date|entry date|accounting date|booking date|date cpta|date comptabilisation|jour|dt ecriture',
  ],
  Date: ['date|dates|dt'],
  CompteNum: [
    'compte|n compte|no compte|num compte|numero compte|numero de compte|compte general|cpt|cpte|compte comptable',
    'comptenum|compte num|n cpte|account|account number|account no|account code|gl account|code compte|numero de compte general',
    'n compte general|n de compte|cpt general|cpte general|compte gene|compte gen|cg|n cpt|cptgen|general account|g l account|ledger account',
  ],
  CompteLib: [
    'libelle compte|lib compte|intitule compte|intitule du compte|nom compte|nom du compte|comptelib|compte lib',
    'account name|account label|libelle du compte|intitule|libelle cpte|designation compte',
  ],
  CompAuxNum: [
    'tiers|code tiers|auxiliaire|compte auxiliaire|n auxiliaire|code auxiliaire|compauxnum|comp aux num|compte tiers',
    'n tiers|num tiers|aux|cpt aux|cpte aux|cpte auxiliaire|code client|code fournisseur|client|fournisseur|third party|subledger|n compte auxiliaire|n compte tiers|cptaux|compte aux|partner|code aux',
  ],
  CompAuxLib: [
    'nom tiers|libelle tiers|libelle auxiliaire|nom du tiers|compauxlib|comp aux lib|intitule tiers|raison sociale',
    'nom client|nom fournisseur|third party name|lib tiers|lib auxiliaire|intitule auxiliaire|libelle compte auxiliaire|nom auxiliaire|partner name',
  ],
  PieceRef: [
    'piece|n piece|no piece|num piece|numero piece|numero de piece|ref piece|reference piece|pieceref|piece ref|n de piece',
    'reference|ref|n facture|no facture|num facture|numero facture|numero de facture|document|document no|document number|n document|invoice|invoice number|voucher|facture|piece comptable|n justificatif|ref document|reference document|ref facture',
  ],
  PieceDate: [
    'date piece|date de piece|date facture|date de facture|piecedate|piece date|date document|document date|invoice date|date de la piece|date justificatif|date doc',
  ],
  EcritureLib: [
    'libelle|libelles|libelle ecriture|lib ecriture|designation|description|ecriturelib|ecriture lib|intitule ecriture',
    'libelle mouvement|libelle de l ecriture|libelle operation|libelle mvt|label|narration|memo|lib|details|commentaire|objet|libelle ligne',
  ],
  Debit: [
    'debit|debits|montant debit|debit eur|debit euro|debit euros|mt debit|mvt debit|mouvement debit|debit amount|mouvements debit|mnt debit|deb|db|debit en euros',
  ],
  Credit: [
    'credit|credits|montant credit|credit eur|credit euro|credit euros|mt credit|mvt credit|mouvement credit|credit amount|mouvements credit|mnt credit|cred|cr|credit en euros',
  ],
  Montant: [],
  MontantSeul: [
    'montant|montant eur|montant euro|amount|valeur|mt|mnt|montant ttc|montant en euros|somme|montant operation|montant mouvement|montant ecriture',
  ],
  MontantSigne: [
    'montant signe|solde signe|signed amount|net amount|montant net|montant algebrique|mouvement signe|montant +/-|debit - credit|debit-credit',
  ],
  Sens: [
    'sens|d/c|dc|d c|sens ecriture|sens d/c|debit/credit|debit credit|code sens|side|dr/cr|signe|d ou c|type montant|sens mouvement|sens de l ecriture',
  ],
  EcritureLet: [
    'lettrage|lettr|let|lettre|code lettrage|code lettre|ecriturelet|ecriture let|matching|lettrage code|pointage lettrage|letter|code let|ltr',
  ],
  DateLet: ['date lettrage|datelet|date let|date de lettrage|matching date|date lettr'],
  ValidDate: [
    'date validation|validdate|valid date|date de validation|date valid|date de cloture ecriture|validation date',
  ],
  Montantdevise: [
    'montant devise|montantdevise|montant en devise|currency amount|foreign amount|mt devise|montant dev|valeur devise|amount currency',
  ],
  Idevise: ['devise|idevise|code devise|currency|monnaie|iso devise|currency code|dev|id devise'],
  Extra: [
    'echeance|date echeance|date d echeance|due date|section|section analytique|analytique|axe|code analytique|centre de cout',
    'cost center|mode reglement|mode de reglement|mode de paiement|code tva|taux tva|tva|axe 1|axe 2|plan analytique|affaire|chantier|code affaire|etablissement|date valeur|quantite|vat code|reglement',
  ],
  Ignore: [
    'solde|solde progressif|solde cumule|cumul|balance|running balance|solde debiteur|solde crediteur|solde apres',
  ],
};

/** A name of a column without accents, case, units and punctuation: « N° de compte », « n°compte » and « Num_Compte (*) » are one. */
export function foldHeader(header: string): string {
  const bare = header
    .slice(0, MAX_HEADER)
    .replace(/\([^)]*\)|€/g, ' ')
    .replace(/n\s?[°º]\s*/gi, 'n ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return foldText(bare)
    .replace(/[_.]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:n|numero|num|no)(?: de| du| d)? (?=.)/, 'n ');
}

const COLUMN_OF = new Map<string, NamedColumn>(
  Object.entries(NAMES).flatMap(([column, lists]) =>
    lists.flatMap((list) => list.split('|').map((name) => [foldHeader(name), column as NamedColumn] as const)),
  ),
);

/** What a name says by itself; undefined when it says nothing that is known. */
export function columnNamed(header: string): NamedColumn | undefined {
  const folded = foldHeader(header);
  return COLUMN_OF.get(folded) ?? COLUMN_OF.get(folded.replaceAll('-', ' '));
}
