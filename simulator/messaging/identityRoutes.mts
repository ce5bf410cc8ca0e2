import { divisionView, HOME } from '../directory/divisions.mts';
import { invalidValue, missingField } from '../http/apiError.mts';
import { isFilledText, isObject, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { integrationOf } from '../integrations/integration.mts';
import type { Integration } from '../integrations/integration.mts';

const PATH = '/api/v2/conversations/messaging/identityresolution/integrations/open';
const permissions = (action: string) => ({
	all: ['messaging:integration:view', `messaging:identityResolutionOpen:${action}`],
});

/** Model `OpenMessagingIdentityResolutionConfig`. Off until it is turned on. */
const view = ({ id, identityResolution }: Integration): ApiAnswer =>
	ok({
		division: divisionView(HOME),
		resolveIdentities: false,
		...identityResolution,
		selfUri: `${PATH}/${id}`,
	});

/** Replaces the configuration, which has no effect because the simulator has no external contacts. */
function replace(request: ApiRequest): ApiAnswer {
	const integration = integrationOf(request);
	const { resolveIdentities, externalSource, division } = objectOf(request.body);
	if (resolveIdentities === undefined) throw missingField('resolveIdentities');
	if (typeof resolveIdentities !== 'boolean') throw invalidValue(resolveIdentities, 'resolveIdentities', 'Boolean');
	integration.identityResolution = {
		resolveIdentities,
		...reference('externalSource', externalSource),
		...reference('division', division),
	};
	return view(integration);
}

function reference(field: string, value: unknown): JsonObject {
	if (value === undefined || value === null) return {};
	if (!isObject(value) || !isFilledText(value['id'])) throw invalidValue(value, field, 'reference with an id');
	return { [field]: value };
}

export const identityRoutes: Route[] = [
	{
		method: 'get',
		path: `${PATH}/:integrationId`,
		needs: permissions('view'),
		handle: (request) => view(integrationOf(request)),
	},
	{ method: 'put', path: `${PATH}/:integrationId`, needs: permissions('edit'), handle: replace },
];
