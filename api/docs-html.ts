/** Small pieces of HTML for the API's page. */
import { escapeHtml } from './pages.ts';

/** A sentence, of which what stands between backticks is code. */
export function inline(text: string): string {
  // French punctuation holds on to its word.
  const held = text.replace(/« /g, '«\u00A0').replace(/ ([»:;?!])/g, '\u00A0$1');
  return escapeHtml(held).replace(/`([^`]+)`/g, '<code>$1</code>');
}

export function paragraphs(text: string): string {
  return text
    .split('\n\n')
    .map((one) => `<p>${inline(one)}</p>`)
    .join('');
}

/** A block that can be scrolled with the keyboard. */
export function code(text: string, label: string): string {
  return `<pre tabindex="0" role="region" aria-label="${escapeHtml(label)}"><code>${escapeHtml(text)}</code></pre>`;
}

/** A block that one click selects whole, to be copied. */
export function command(text: string, label: string): string {
  return `<div class="copy">${code(text, label)}</div><p class="hint">Un clic sélectionne tout, pour copier.</p>`;
}

export function more(summary: string, content: string): string {
  return `<details class="more"><summary>${escapeHtml(summary)}</summary>${content}</details>`;
}

export function asJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
