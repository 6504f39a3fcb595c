/** See the French ones for what stands in for {{text}}, {{detail}} and {{column}}. */
export const anomalies = {
  anomalyPlace: {
    line: 'Line {{line}}',
    text: '“{{text}}”',
    detail: '({{text}})',
    both: '{{line}}, {{column}}',
    before: '{{place}}: ',
  },
  anomalies: {
    'format-unknown':
      'This file is no FEC, no TRA, no Relais JSON and no readable table. Export it again in one of these formats.',
    'lines-of-earlier-import':
      'Some lines are already in an earlier import of the client file{{detail}}. Compare them before approving, so that they are not booked twice.',

    'name-form':
      'The file name{{text}} does not follow the rule of the FEC: SIREN, FEC, then the closing date as YYYYMMDD. Rename it, for example 123456782FEC20251231.txt.',
    'name-siren-invalid': 'The SIREN in the file name{{text}} is not valid. Check it and rename the file.',
    'name-siren-other':
      'The SIREN in the file name{{text}} is not the client file’s. Check that the file is sent to the right client file, else correct its name.',
    'name-date-invalid': 'The closing date in the file name{{text}} does not exist. Write it as YYYYMMDD.',

    'encoding-mixed': 'Several encodings are mixed in the file: accents may be wrong. Export it again in UTF-8.',
    'encoding-unusual':
      'The encoding of the file{{detail}} is not allowed for a FEC. It was read; UTF-8 or ISO 8859-15 is better.',
    'character-lost':
      'Some characters were lost before the file was received. Export it again if a label is unreadable.',
    'separator-unusual':
      'The separator{{text}} is not allowed: a FEC separates its columns by a tab or by |. Export it again with one of these.',
    'line-end-doubled': 'Line ends are doubled. The file was read; transferring it in binary mode avoids this.',
    'line-too-long': 'A line is abnormally long: the file seems damaged or is no text. Export it again.',
    'blank-line': 'The file has blank lines, which the tax administration rejects. Remove them.',
    'end-mark': 'The file has an old end-of-file character (0x1A). Remove it from the export.',
    'nul-bytes': 'The file has NUL bytes, which were ignored. Export it again as plain text.',
    'control-character':
      'A field has control characters{{text}}, replaced by blanks. Nothing to do, unless the text is spoilt.',

    'no-entries': 'The file has no entry. Check the period and the journals chosen for the export.',
    'header-unknown':
      'The first line{{text}} is no header that is known. Check that this is a complete accounting file, then export it again.',
    'header-missing':
      'The header is missing: the file begins with an entry. Add the names of the 18 columns of the FEC as the first line.',
    'header-repeated':
      'The header comes again within the file, which was probably put together from several. Check that no part is missing or there twice.',
    'header-renamed':
      'A column title{{text}} is not written as the law has it. It was recognised; use the exact name{{column}}.',
    'column-twice': 'A column{{column}} is there twice: nothing says which one to take. Keep one only.',
    'mandatory-column-missing':
      'An indispensable column{{column}} is missing: entries cannot be read. Add it to the export.',
    'column-missing':
      'A column of the FEC{{column}} is missing. Add it to the export, even empty, for the file to be compliant.',
    'columns-order': 'The columns are not in the order of the law. They were read by their names; put them in order.',
    'extra-columns': 'The file has other columns than those of the law{{detail}}. They are kept, nothing to do.',

    'row-short': 'A line has fewer fields than the header{{text}}. Complete it, or export the file again.',
    'row-long':
      'A line has more fields than the header{{text}}: a text probably holds the separator. Correct the entry, then export the file again.',
    'row-cut': 'A line ends after the amount{{text}}. The missing fields are taken as empty; complete them.',
    'row-trailing-separator': 'A line ends with a separator that the header does not have. Remove it from the export.',
    'row-separator': 'A line has another separator than the rest{{text}}. Export the file again with one separator.',
    'separator-in-field':
      'A label holds the column separator{{text}}, replaced by a blank. Remove it in the software of origin.',
    'line-break-in-field': 'A field holds a line break, replaced by a blank. Remove it in the software of origin.',
    'field-quoted':
      'Some fields are between quotation marks{{text}}, which the FEC does not know. These were removed; export without them.',

    'mandatory-missing':
      'An indispensable field{{column}} is empty. Fill it in in the software of origin, then export again.',
    'data-missing': 'A field that the tax administration expects{{column}} is empty. Fill it in before an audit.',
    'pair-tiers': 'The third-party account and its label are not filled in together. Complete the one that is missing.',
    'pair-lettering':
      'The lettering and its date are not filled in together. The entry is read as it is; complete it if possible.',
    'pair-currency':
      'The amount in foreign currency and the currency are not filled in together. Complete the one that is missing.',

    'booking-date-invalid': 'The booking date{{text}} is missing or unreadable. Write it as YYYYMMDD.',
    'booking-date-impossible': 'The booking date{{text}} is not in the calendar. Correct it.',
    'date-invalid': 'A date{{text}} is unreadable. Write it as YYYYMMDD.',
    'date-impossible': 'A date{{text}} is not in the calendar. Correct it.',
    'date-format': 'A date{{text}} is not in the expected form. It was understood; the standard form is better.',
    'date-zero': 'A date{{text}} has zeros only: it is taken as empty. Leave it empty.',
    'date-default': 'A date{{text}} is the default value of a software and no real date. Fill it in or leave it empty.',
    'date-year': 'The year of a date{{text}} is unlikely. Check it.',
    'date-out-of-period':
      'A booking date{{text}} is outside the period of the file. Check the date or the period exported.',
    'period-too-long': 'The entries span over 24 months{{detail}}, more than a period. Check the period exported.',
    'valid-before-entry': 'The validation date{{text}} precedes the booking date. Check it in the software of origin.',
    provisional: 'No entry is validated: the file is provisional. Nothing to do if this is intended.',
    'validity-mixed':
      'Only a part of the entries is validated; lines without a validation date{{detail}}. Check that this is intended.',

    'amount-invalid': 'An amount{{text}} is unreadable. Write it in digits with a decimal comma, for example 1138,50.',
    'amount-decimals':
      'An amount{{text}} has more than two decimals: it is not rounded of our own accord. Correct it in the software of origin.',
    'amount-ambiguous':
      'An amount{{text}} can be read in two ways (thousands or decimals). Write it with a decimal comma and no thousands separator.',
    'amount-too-large': 'An amount{{text}} is too large to be exact. Check it.',
    'amount-format':
      'An amount{{text}} is not written as the FEC has it. It was understood; a decimal comma, no blank and no symbol is better.',
    'currency-amount-invalid':
      'An amount in foreign currency{{text}} is unreadable. Correct it; the amount in euros is not affected.',
    'sens-invalid': 'The side of an amount{{text}} is missing or unknown. Say D or C.',
    'sens-mixed': 'The side of amounts is written in two ways (D/C and +1/-1). Keep one only.',
    'both-sides': 'A line has both a debit and a credit{{text}}. Split it into two lines.',
    'no-side': 'A line has neither debit nor credit. Nothing to do if this is intended, else complete or remove it.',

    'account-class':
      'An account{{text}} does not begin with a class of the French chart (1 to 8). Correct it in the software of origin.',
    'account-digits': 'An account{{text}} does not begin with three digits, as the French chart wants. Check it.',
    'code-too-long':
      'A code{{text}} is too long to be that of a journal, an account or a third party. Check the export and the mapping of the columns, then send the file again.',
    'entry-unbalanced':
      'An entry does not balance{{detail}}: its debit differs from its credit. Correct it in the software of origin, then export again.',
    'journal-unbalanced':
      'A journal does not balance{{detail}}: its debit differs from its credit. Check that the export is complete.',
    'file-unbalanced':
      'Total debit differs from total credit{{detail}}. The file is probably incomplete: export it again.',
    'totals-too-large': 'The totals of the file are too large to be exact. Check the amounts, or split the file.',
    'entries-not-by-number':
      'The entry number is not enough to balance the entries of a journal{{detail}}: they are grouped by day, by month or by journal. Check the numbering.',
    'entries-unchecked':
      'The file has too many entries to check the balance of each. Split it into several files if this check is needed.',
    'closing-entry':
      'An entry seems to close the accounts of expenses and income{{text}}. A FEC has none: leave it out of the export.',
    'number-gap':
      'Numbers are missing in the sequence of entries{{detail}}. Check that no entry was lost, or explain the gap.',
    'numbers-scattered': 'Entry numbers form no continuous sequence{{detail}}. Check the numbering, or explain it.',
    'numbering-unchecked': 'Entry numbers are too diverse to check that they are continuous. Check it in another way.',
    'line-twice': 'A line is the same as another{{detail}}. Nothing to do if both operations did take place.',
    'lines-doubled':
      'Many lines are there twice{{detail}}: a part of the file seems to have been taken twice. Export it again.',
    'duplicates-sampled':
      'The file is so large that duplicates are looked for in a part of its lines only. Nothing to do.',
    'too-many-values':
      'A column{{column}} has too many different values to be the one expected. Check the mapping of the columns.',

    'version-unknown':
      'The version of the TRA file{{text}} is unknown. It was read as a similar one; check the result.',
    'siret-invalid': 'The SIRET of the file{{text}} is not valid. Correct it in the parameters of the company.',
    'siren-other':
      'The SIRET of the file{{text}} is not the client file’s. Check that the file is sent to the right client file.',
    'record-unknown': 'A record{{text}} is unknown and was ignored. Check that it holds no entries.',
    'parameters-after-entries':
      'Parameters{{text}} come after the entries, which take no account of them. Put them at the start of the file.',
    'period-invalid': 'The dates of a period{{text}} are not valid. Correct them in the parameters.',
    'period-closed':
      'The file says that the period{{detail}} is closed, yet not all its entries are validated. Check it.',
    'books-currency': 'The books are kept in another currency than the euro{{text}}. Convert the amounts into euros.',
    'balance-without-entries':
      'This file is a trial balance, without entries. Export the journals (type JRL) rather than the balance.',
    'balance-file':
      'This file is a trial balance: its lines are balances, no entries. An export of the journals (type JRL) is better.',

    'line-short': 'A line is too short to hold an amount{{detail}}. Complete it, or export the file again.',
    'line-length':
      'Some lines do not have the planned length of 222 characters{{detail}}. They were read; nothing to do if the result is right.',
    'line-kind-unknown': 'The kind of a line{{text}} is unknown: it was not read. Correct it as the TRA format has it.',
    'entry-type-unknown': 'The type of an entry{{text}} is unknown. Correct it: N for a normal entry.',
    'not-bookkeeping':
      'Lines of simulation, situation or revision{{detail}} are no bookkeeping and were left out. Check that this is intended.',
    'lines-beside-entries':
      'Analytic, attachment or technical lines{{detail}} come with the entries. They count in no total.',
    'piece-type-unknown': 'A type of voucher{{text}} is not known to the format. It is kept, nothing to do.',
    'due-date-invalid': 'A due date{{text}} is not valid and was ignored. Correct it if it is of use.',
    'reference-blank': 'The voucher reference is empty: the entry number stands in for it. Fill it in if possible.',
    'label-blank': 'The entry label is empty: the voucher reference stands in for it. Fill it in if possible.',
    'opening-not-first': 'Opening entries are not at the start of the file. They were read; the order may be changed.',

    'amount-coding':
      'The coding of the amount{{text}} is not known: it is read in the currency of the books. Correct it, for example E-- for an amount in euros.',
    'currency-missing': 'An amount is said to be in foreign currency{{text}}, but not in which. Fill it in.',
    'currency-rate-missing':
      'An amount in foreign currency{{text}} has neither a value in euros nor a rate. Add one of them, then export again.',
    'amount-converted':
      'An amount in foreign currency was converted into euros at the rate of the file{{detail}}. Check the value.',

    'journal-undeclared': 'A journal{{text}} is not declared at the start of the file. Add it, or correct the code.',
    'account-undeclared': 'An account{{text}} is not declared at the start of the file. Add it, or correct the number.',
    'tiers-undeclared': 'A third party{{text}} is not declared at the start of the file. Add it, or correct the code.',
    'journals-not-declared':
      'The file does not declare its journals{{detail}}: their codes stand in for labels. Nothing to do.',
    'accounts-not-declared':
      'The file does not declare its accounts{{detail}}: labels are those of the French chart. Nothing to do.',
    'tiers-not-declared':
      'The file does not declare its third parties{{detail}}: their codes stand in for names. Nothing to do.',
    'account-not-collective':
      'A line of a third party is on an account that is no collective one{{text}}. Check the account or its nature.',
    'tiers-missing': 'A line of a third party has no third-party account. Fill it in.',
    'tiers-unmarked':
      'A line has a third-party account{{text}} without being marked as such (X): it was ignored. Correct it.',

    'axis-missing': 'An analytic line{{text}} does not say its axis. Fill it in, from A1 to A5.',
    'section-missing': 'An analytic line does not say its section. Fill it in.',
    'analytic-orphan': 'An analytic line follows no general line. Put it below the line that it breaks down.',
    'analytic-unbalanced':
      'The analytic breakdown differs from the amount broken down{{detail}}. Correct it; the general ledger is not affected.',

    'numbers-mixed': 'Some entries have a number and some have none{{text}}. Number all of them, or none.',
    'references-within-entry':
      'One entry has several voucher references. Nothing to do if it brings several vouchers together.',
    'validated-without-date':
      'Lines are marked as validated without a validation date{{detail}}. They are read as provisional; add the date.',
    'forced-date-early':
      'The validation date asked for precedes the last entry{{detail}}. Choose the same date or a later one.',

    'siren-missing': 'The SIREN is missing: the FEC cannot be named. Fill it in on the client file.',
    'siren-invalid': 'The SIREN{{text}} is not valid: the FEC cannot be named. Correct it on the client file.',
    'closing-guessed': 'No closing date is given: it was derived from the entries{{text}}. Check it.',
    'closing-other':
      'The closing date asked for is not the one that was taken{{detail}}. Check the date or the period.',
    'closing-early': 'The closing date precedes the last entry{{detail}}. Check the date or the period.',
    'characters-replaced':
      'Some characters{{detail}} do not exist in the encoding of the FEC and were replaced. Choose UTF-8 to keep them.',

    'column-completed':
      'A column{{column}} that is missing or empty was filled in from the rest of the line{{detail}}. Check it.',
    'entry-number-made': 'Entries without a number were given one{{detail}}. Nothing to do.',

    'json-syntax': 'The document is no valid JSON{{text}}. Write it with a JSON library rather than by hand.',
    'json-truncated': 'The JSON document stops before its end. Send all of it again.',
    'json-trailing': 'Text follows the end of the JSON document{{text}}. Send one document a file.',
    'json-too-deep': 'The JSON document has too many nested levels{{text}}. Review it by the published schema.',
    'json-value-too-large': 'A value of the JSON document is too large{{text}}. Split the entry, or shorten its texts.',
    'json-encoding': 'The JSON document is not in UTF-8{{detail}}. It was read; write it in UTF-8.',
    'json-key-twice': 'A key{{text}} is there twice in one JSON object. Keep one only.',
    'json-key-unknown':
      'A key{{text}} is not known to the published schema and was ignored. Check its spelling, or remove it.',
    'json-declared-late':
      'A declaration{{column}} comes after the entries, which take no account of it. Put it before the list of entries.',
    'json-declared-too-many':
      'A list of labels{{column}} has over 200,000 items: the rest is ignored. Keep only those in use.',
    'json-missing': 'A mandatory value{{column}} is missing. Add it by the published schema.',
    'json-type': 'A value{{text}} is not of the type expected. Correct it by the published schema.',
    'json-value': 'A value{{text}} is not allowed. Correct it by the published schema.',
    'json-amount':
      'An amount{{text}} is not valid. Write it as a text with a decimal point and two decimals at most, for example 1138.50.',
    'json-number-as-text':
      'A number{{text}} is given where a text is expected. It was understood; quotation marks keep zeros from being lost.',
    'json-version-missing': 'The document does not say its version. Add the key version by the published schema.',
    'json-version-unknown': 'The version of the document{{text}} is unknown. Write it by the published schema.',
    'json-siren-invalid': 'The SIREN of the document{{text}} is not valid. Correct it.',
    'json-siren-other':
      'The SIREN of the document{{text}} is not the client file’s. Check that the file is sent to the right client file.',

    'file-empty': 'The file is empty, or has only blank lines and hidden sheets. Export it again.',
    'file-unreadable':
      'The file is no readable table, or is damaged. Save it as Excel (.xlsx) or CSV, then send it again.',
    'file-encrypted': 'The file is protected by a password. Remove the protection, then send it again.',
    'file-old-excel': 'The file is in an old Excel format. Save it as .xlsx, then send it again.',
    'file-too-large': 'The table has too many lines, or too long a cell. Split it into several files.',
    'file-too-wide': 'The table has too many columns. Keep only those of the entries.',

    'mapping-incomplete':
      'Nothing says which column of the file holds something indispensable{{column}}. Say it in the mapping of the columns.',
    'mapping-to-confirm':
      'The mapping of the columns was derived from the file. The firm must confirm it before any approval.',
    'header-mismatch':
      'The column titles of the file are not those expected{{detail}}. Use these titles, or review the mapping.',
    'row-before-header': 'Lines precede the table{{text}} and were skipped. Nothing to do if they are titles.',
    'blank-row-skipped': 'Blank lines were skipped. Nothing to do.',
    'header-row-skipped': 'The header comes again within the table{{text}} and was skipped. Nothing to do.',
    'total-row-skipped': 'A line of totals{{text}} was skipped. Check that it is no entry.',
    'text-row-skipped': 'A line without account and amount{{text}} was skipped. Check that it is no entry.',
    'quote-unclosed': 'A quotation mark is never closed: lines may have been joined. Correct it.',
    'date-other-order':
      'A date{{text}} is not written in the order expected (day, month, year). Correct it, or review the mapping.',
    'amount-other-notation':
      'An amount{{text}} is not written with the decimal mark expected. Correct it, or review the mapping.',
    'sheet-amount-rounded':
      'An amount computed by the spreadsheet{{text}} was rounded to the cent. Nothing to do if the entry balances.',
    'journal-made': 'Lines without a journal were given one{{text}}. Say which one if possible.',
  },
};
