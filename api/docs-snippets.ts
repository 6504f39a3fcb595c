/** What a partner's developer copies from the API's page. The test runs the verification. */

/** Posts a file and says what is in it. */
export function uploadCommand(publicUrl: string): string {
  return `curl "${publicUrl}/api/v1/dossiers/FLEURS/imports" \\
  -H "Authorization: Bearer $RELAIS_CLE" \\
  -H "Idempotency-Key: export-2026-01-12-FLEURS" \\
  -H "Content-Disposition: attachment; filename=912345675FEC20251231.txt" \\
  -H "Content-Type: application/octet-stream" \\
  --data-binary @912345675FEC20251231.txt`;
}

export const VERIFY_NODE = `import { createHmac, timingSafeEqual } from 'node:crypto';

/** corps : les octets reçus (Buffer), avant toute lecture du JSON. */
export function estAuthentique(corps, entete, secret) {
  const parties = entete.split(',').map((partie) => partie.trim().split('='));
  const moment = parties.find(([nom]) => nom === 't')?.[1] ?? '';
  if (!/^\\d+$/.test(moment) || Math.abs(Date.now() / 1000 - Number(moment)) > 300) return false;
  const attendue = createHmac('sha256', secret).update(\`\${moment}.\`).update(corps).digest();
  return parties.some(([nom, valeur = '']) => {
    const recue = Buffer.from(valeur, 'hex');
    return nom === 'v1' && recue.length === attendue.length && timingSafeEqual(recue, attendue);
  });
}
`;

export const VERIFY_PHP = `<?php
// $corps = file_get_contents('php://input');
// $entete = $_SERVER['HTTP_RELAIS_SIGNATURE'];
function estAuthentique(string $corps, string $entete, string $secret): bool {
    if (!preg_match('/(?:^|,)\\s*t=(\\d+)/', $entete, $t)) return false;
    if (abs(time() - (int) $t[1]) > 300) return false;
    $attendue = hash_hmac('sha256', $t[1] . '.' . $corps, $secret);
    preg_match_all('/(?:^|,)\\s*v1=([0-9a-f]{64})/', $entete, $signatures);
    foreach ($signatures[1] as $recue) {
        if (hash_equals($attendue, $recue)) return true;
    }
    return false;
}
`;

export const VERIFY_PYTHON = `import hashlib, hmac, time

def est_authentique(corps: bytes, entete: str, secret: str) -> bool:
    """corps : les octets reçus, avant toute lecture du JSON."""
    parties = [partie.strip().split("=", 1) for partie in entete.split(",")]
    moment = next((valeur for nom, *reste in parties if nom == "t" for valeur in reste), "")
    if not moment.isdecimal() or abs(time.time() - int(moment)) > 300:
        return False
    signe = moment.encode() + b"." + corps
    attendue = hmac.new(secret.encode(), signe, hashlib.sha256).hexdigest()
    return any(
        nom == "v1" and hmac.compare_digest(attendue.encode(), valeur.encode())
        for nom, *reste in parties for valeur in reste
    )
`;
