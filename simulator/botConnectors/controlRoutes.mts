import { badRequest } from '../http/apiError.mts';
import { isFilledText, objectOf } from '../http/json.mts';
import { noContent, ok, ownRoute } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { addCredential, credentialFields } from '../platformIntegrations/credentials.mts';
import { addIntegration, connectorOf } from '../platformIntegrations/platformIntegration.mts';
import { connectorTypes } from '../platformIntegrations/types.mts';
import { pull } from './pulledBots.mts';

/** Creates and activates a connector in one call, without a limit per organization. */
function addConnector({ world, body }: ApiRequest): ApiAnswer {
	const { generation, name, uri, headers = {}, enableFileAttachments = false } = objectOf(body);
	const type = connectorTypes(world.settings).find((one) => one.generation === generation);
	if (!type) throw badRequest('"generation" must be botConnector or digitalBotConnector.');
	if (!isFilledText(uri) || !URL.canParse(uri)) throw badRequest('"uri" must be a URL.');
	const integration = addIntegration(world, type, isFilledText(name) ? name : type.name);
	const credential = addCredential(world, integration.name, credentialFields(headers));
	Object.assign(integration, {
		intendedState: 'ENABLED',
		properties: {
			[type.uriKey]: uri,
			...(type.attachmentsKey !== undefined && { [type.attachmentsKey]: enableFileAttachments === true }),
		},
		credentials: { [type.credentialSlot]: credential.id },
	});
	return ok({ integrationId: integration.id, credentialId: credential.id, generation });
}

/** Controls for bot connectors. */
export const botConnectorControlRoutes: Route[] = [
	ownRoute('post', 'botconnectors', addConnector),
	ownRoute('post', 'botconnectors/:integrationId/pull', async (request) =>
		ok({ entities: await pull(request.world, connectorOf(request, 'digitalBotConnector')) }),
	),
	ownRoute('get', 'botconnectors/requests', ({ world }) => ok(world.botRequests)),
	ownRoute('delete', 'botconnectors/requests', ({ world }) => {
		world.botRequests = [];
		return noContent();
	}),
];
