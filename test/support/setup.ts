/**
 * Loaded before every run of the tests: silences the log and closes the network. A test that reaches beyond this
 * machine fails, even when the code under test swallows the error.
 */
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { isLoopback } from '../../config.ts';
import { setUpLog } from '../../log.ts';
import { refuseOutsideConnections } from '../../playground/chat/loopback-only.ts';

let refused: Error[] = [];

setUpLog('silent', 'test');
refuseOutsideConnections((error) => refused.push(error));
refuseOutsideNames();

/** Mocha's root hooks. */
export const mochaHooks = {
  beforeEach(this: Mocha.Context) {
    if (this.currentTest) failWhenRefused(this.currentTest);
  },
};

const watched = new WeakSet<object>();

/** Makes a test end with the error of a refused connection. An `afterEach` comes too late: the test has passed by then. */
function failWhenRefused(test: Mocha.Test) {
  const body = test.fn;
  if (!body || watched.has(body)) return;
  const takesCallback = body.length > 0;
  const wrapped = takesCallback
    ? function (this: Mocha.Context, done: Mocha.Done) {
        (body as Mocha.Func).call(this, (error?: unknown) => done(error ?? takeRefused()));
      }
    : async function (this: Mocha.Context) {
        await (body as Mocha.AsyncFunc).call(this);
        const error = takeRefused();
        if (error) throw error;
      };
  watched.add(wrapped);
  test.fn = wrapped as Mocha.Func;
}

function takeRefused(): Error | undefined {
  const [first] = refused;
  refused = [];
  return first;
}

/** Looking a name up asks a server of the network too. */
function refuseOutsideNames() {
  for (const target of [dns, dns.promises] as unknown as Record<string, unknown>[]) {
    for (const name of Object.keys(target)) {
      const original = target[name];
      if (typeof original !== 'function' || !/^(lookup|resolve|reverse)/.test(name)) continue;
      target[name] = (host: unknown, ...rest: unknown[]) => {
        if (typeof host !== 'string' || isLoopback(host)) return Reflect.apply(original, target, [host, ...rest]);
        const error = Object.assign(new Error(`Nom refusé : ${host} n’est pas sur cette machine.`), {
          code: 'ENOTFOUND',
        });
        refused.push(error);
        const callback = rest.at(-1);
        if (target === (dns as unknown)) {
          if (typeof callback === 'function') process.nextTick(() => callback(error));
          return undefined;
        }
        return Promise.reject(error);
      };
    }
  }
  // Without this, `import { lookup } from 'node:dns'` would still give the original.
  syncBuiltinESMExports();
}
