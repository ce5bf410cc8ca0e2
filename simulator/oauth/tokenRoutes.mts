import { noContent, ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';

const PATH = '/api/v2/tokens/me';
const ORGANIZATION = { id: '00000000-0000-4000-8000-000000000001', name: 'Simulated organisation' };

/** Model `TokenInfo`. A HEAD request gets the same without the body. */
function info({ client }: ApiRequest): ApiAnswer {
	const { clientId } = client ?? {};
	return ok({
		organization: ORGANIZATION,
		homeOrganization: ORGANIZATION,
		authorizedScope: [],
		OAuthClient: { id: clientId, name: clientId, organization: ORGANIZATION },
	});
}

function logOut({ world, authorization }: ApiRequest): ApiAnswer {
	world.tokens.delete((authorization ?? '').split(/\s+/)[1] ?? '');
	return noContent();
}

export const tokenRoutes: Route[] = [
	{ method: 'get', path: PATH, needs: 'token', handle: info },
	{ method: 'delete', path: PATH, needs: 'token', handle: logOut },
];
