/** The express application: Graph's calls, the control routes, the pages. */
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { isLoopback } from '../../config.ts';
import { graphCalls } from './calls.ts';
import { controlRoutes } from './control.ts';
import { pages } from './pages/index.ts';
import type { TenantSettings } from './settings.ts';
import type { Tenant } from './tenant.ts';

/** @param initial the settings a reset goes back to. */
export function createApp(tenant: Tenant, initial: Partial<TenantSettings>): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(refuseOtherHosts, followLocalNextLinks);
  app.use('/v1.0', graphCalls(tenant));
  app.use('/_control', controlRoutes(tenant, initial));
  app.use(pages(tenant));
  return app;
}

/** Listening on the loopback address does not stop a web site whose name is made to point at it. */
function refuseOtherHosts(request: Request, response: Response, next: NextFunction): void {
  if (isLoopback(request.hostname ?? '') && isLoopback(request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? ''))
    next();
  else response.status(403).type('text').send('Ce serveur ne répond qu’à cette machine.');
}

/**
 * graph-client 3.0.7 recognises an absolute link by `https://` alone, and puts its own base address before the nextLink
 * of a server that speaks plain http: /v1.0/http://127.0.0.1:3979/v1.0/users?... is /v1.0/users?...
 */
function followLocalNextLinks(request: Request, _response: Response, next: NextFunction): void {
  request.url = request.url.replace(/^\/v1\.0\/http:\/\/?[^/]+\/v1\.0\//, '/v1.0/');
  next();
}
