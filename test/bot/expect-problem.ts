import { expect } from 'chai';

/** Names of code, of the machine and of errors, which a refusal must not hold. */
const INSIDE = /\bat .*:\d+:\d+|node_modules|\.ts\b|\.js\b|Error\b|stack|mongodb:|ECONN|undefined|zod/i;

/** A refusal is a problem document (RFC 9457) with a stable code and a reference, and nothing of what went on inside. */
export function expectProblem(answer: { status: number; body?: unknown }, status: number, code: string): void {
  expect(answer.status, JSON.stringify(answer.body)).to.equal(status);
  const body = answer.body as Record<string, unknown>;
  expect(Object.keys(body)).to.have.members(['type', 'title', 'status', 'code', 'reference']);
  expect(body).to.include({ status, code, type: `urn:relais:${code}` });
  expect(body.reference).to.match(/^[0-9A-F]{8}$/);
  expect(JSON.stringify(body)).not.to.match(INSIDE);
}
