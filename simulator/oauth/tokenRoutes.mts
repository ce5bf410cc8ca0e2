import { noContent, ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { grantTypeOf } from './clients.mts';
import { ORGANIZATION } from './organization.mts';

const PATH = '/api/v2/tokens/me';

const tokenIn = (authorization = ''): string => authorization.split(/\s+/)[1] ?? '';

/** Model `TokenInfo`. A HEAD request gets the same without the body. */
function info({ world, client, authorization }: ApiRequest): ApiAnswer {
	const { clientId = '', name = clientId, organization = ORGANIZATION, scopes } = client ?? {};
	return ok({
		organization,
		homeOrganization: organization,
		authorizedScope: world.tokens.get(tokenIn(authorization))?.scopes ?? [],
		OAuthClient: {
			id: clientId,
			name,
			authorizedGrantType: client && grantTypeOf(client),
			scope: Array.isArray(scopes) ? scopes : [],
			organization,
		},
	});
}

function logOut({ world, authorization }: ApiRequest): ApiAnswer {
	world.tokens.delete(tokenIn(authorization));
	return noContent();
}

export const tokenRoutes: Route[] = [
	{ method: 'get', path: PATH, needs: 'token', handle: info },
	{ method: 'delete', path: PATH, needs: 'token', handle: logOut },
];
