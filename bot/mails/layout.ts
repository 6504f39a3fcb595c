/** The look of every mail: tables and inline styles, since that is what mail readers understand. */

/** The words of a mail; the address and the sending are the caller's. */
export type MailText = { subject: string; html: string };

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** `content` is HTML of ours, already escaped. */
export function mailLayout({ locale, heading, content }: { locale: string; heading: string; content: string }): string {
  return `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(heading)}</title></head>
<body style="margin:0;padding:0;background:#f4f5f6;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f5f6;"><tr><td align="center" style="padding:24px 12px;">
<table role="presentation" width="560" cellpadding="0" cellspacing="0" style="max-width:560px;width:100%;background:#ffffff;border-radius:8px;">
<tr><td style="padding:20px 32px;background:#0e4a5a;border-radius:8px 8px 0 0;color:#ffffff;font:600 17px/24px 'Segoe UI',Helvetica,Arial,sans-serif;">${escapeHtml(heading)}</td></tr>
<tr><td style="padding:24px 32px 28px;color:#1f2933;font:15px/23px 'Segoe UI',Helvetica,Arial,sans-serif;">${content}</td></tr>
</table></td></tr></table>
</body>
</html>`;
}

export function mailParagraph(text: string, style = ''): string {
  return `<p style="margin:0 0 14px;${style}">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
}

export function mailButton(label: string, url: string): string {
  return `<p style="margin:22px 0;"><a href="${escapeHtml(url)}" style="display:inline-block;padding:12px 22px;background:#0e4a5a;border-radius:6px;color:#ffffff;font-weight:600;text-decoration:none;">${escapeHtml(label)}</a></p>`;
}
