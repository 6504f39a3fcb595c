// The Swedish way of writing a date is ISO's.
const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' });

/** The day on which an instant falls in France, as yyyy-mm-dd. A day kept as its midnight in UTC is that day too. */
export function franceDay(at: Date): string {
  return Number.isNaN(at.getTime()) ? '' : format.format(at);
}
