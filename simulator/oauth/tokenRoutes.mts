import { noContent, ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { ORGANIZATION } from './organization.mts';

const PATH = '/api/v2/tokens/me';

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
