import express from 'express';
import type { Express } from 'express';
import { createServer } from 'node:http';
import { isIP } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

import { botConnectorControlRoutes } from './botConnectors/controlRoutes.mts';
import { clientRoutes } from './control/clientRoutes.mts';
import { controlRoutes } from './control/controlRoutes.mts';
import { planFaults } from './control/faultMiddleware.mts';
import { organizationRoutes } from './control/organizationRoutes.mts';
import { requestLog } from './control/requestLog.mts';
import { ApiError } from './http/apiError.mts';
import { answerError, correlation, unknownPath } from './http/errorAnswers.mts';
import { crossOrigin } from './http/crossOrigin.mts';
import { mountRoutes } from './http/routes.mts';
import { handleUpgrades } from './http/upgrades.mts';
import { refusedFromPage } from './http/webPages.mts';
import { backdateRoutes } from './conversations/backdate.mts';
import { watch } from './conversations/timeouts.mts';
import { deskRoutes } from './desk/deskRoutes.mts';
import { deskEvents } from './desk/deskEvents.mts';
import { distribute } from './desk/distribution.mts';
import { flowUploadRoutes } from './flows/jobRoutes.mts';
import { messengerRoutes } from './messenger/routes.mts';
import { messengerSetupRoutes } from './messenger/setupRoutes.mts';
import { announce } from './notifications/announce.mts';
import { channelControlRoutes } from './notifications/channelRoutes.mts';
import { channelSockets } from './notifications/channelSockets.mts';
import { eventBridgeRoutes } from './notifications/eventBridge.mts';
import { mountAuthorizePage } from './oauth/authorizeRoutes.mts';
import { tokenRequest } from './oauth/tokenEndpoint.mts';
import { platformRoutes } from './platformRoutes.mts';
import { changedSettings, defaultSettings } from './settings.mts';
import type { Settings } from './settings.mts';
import { createWorld, stopTimers } from './world.mts';
import type { World } from './world.mts';

/** Maximum body size, because an agent's attachment may have 25 MB. */
const MAX_BODY = '26mb';

export interface Simulator {
	url: string;
	port: number;
	close(): Promise<void>;
}

/** This machine only, because the desk and the controls have no login. */
const LOOPBACK = '127.0.0.1';

function createApp(world: World, host: string): Express {
	const app = express();
	app.disable('x-powered-by');
	app.disable('etag');
	app.use(correlation);
	app.use((request, _response, next) => {
		const reason = refusedFromPage(request, host);
		if (reason) throw new ApiError(403, 'not.authorized', reason);
		next();
	});
	app.use(crossOrigin(world));
	app.use(['/api', '/oauth'], requestLog(world));
	app.use(planFaults(world));
	app.use(express.raw({ type: () => true, limit: MAX_BODY }));
	app.post('/oauth/token', (request, response) => {
		const form = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
		const { status, body, clientId } = tokenRequest(world, request.headers.authorization, form);
		response.locals['clientId'] = clientId;
		response.status(status).set('Cache-Control', 'no-store').json(body);
	});
	mountAuthorizePage(app, world);
	mountRoutes(app, world, platformRoutes);
	const controls = [...controlRoutes, ...clientRoutes, ...organizationRoutes, ...channelControlRoutes, ...eventBridgeRoutes];
	mountRoutes(app, world, [...controls, ...backdateRoutes, ...deskRoutes, ...flowUploadRoutes]);
	mountRoutes(app, world, [...botConnectorControlRoutes, ...messengerRoutes, ...messengerSetupRoutes]);
	app.get('/', (_request, response) => response.redirect('/desk'));
	app.use('/desk', express.static(fileURLToPath(new URL('./desk/public/', import.meta.url))));
	app.use('/messenger', express.static(fileURLToPath(new URL('./messenger/public/', import.meta.url))));
	app.use(unknownPath);
	app.use(answerError);
	return app;
}

/**
 * Starts a Genesys Cloud that keeps everything in memory.
 * @param options.port TCP port; 0 (the default) selects a free one
 * @param options.host address to listen on, by default 127.0.0.1. A name also appears in the URLs that the simulator
 * returns
 * @param options.settings overrides of the defaults in `settings.mts`
 * @returns its URL, and `close`, which also ends all connections and timers
 * @throws Error for an unknown setting or a port in use
 */
export async function startSimulator(
	options: { port?: number; host?: string; settings?: Partial<Settings> } = {},
): Promise<Simulator> {
	const world = createWorld(changedSettings(defaultSettings, options.settings ?? {}));
	const host = options.host ?? LOOPBACK;
	const server = createServer(createApp(world, host));
	// As a load balancer does. Node's own five seconds end connections that busy clients are about to use again.
	server.keepAliveTimeout = 65_000;
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, host, resolve);
	});
	const { port } = server.address() as AddressInfo;
	// Some addresses to listen on, such as 0.0.0.0, can't be used in a URL.
	world.origin = `http://${isIP(host) === 0 ? host : 'localhost'}:${port}`;
	const desks = deskEvents(world);
	const channels = channelSockets(world);
	handleUpgrades(server, [desks, channels], (request) => refusedFromPage(request, host) !== undefined);
	world.changed = () => {
		distribute(world);
		desks.push();
	};
	world.happened = (happening) => {
		announce(world, happening);
		watch(world, happening);
	};
	return {
		url: world.origin,
		port,
		close: () =>
			new Promise((resolve) => {
				world.epoch += 1;
				stopTimers(world);
				desks.close();
				channels.close();
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
