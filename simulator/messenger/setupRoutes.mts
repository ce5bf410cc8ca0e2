import { ok, ownRoute } from '../http/routes.mts';
import type { ApiRequest, Route } from '../http/routes.mts';
import { generationOf, stateOfIntegration } from '../platformIntegrations/platformIntegration.mts';

/** Choices for the bot's action: active connectors with their bots, and queues, starting with the default one. */
function setup({ world }: ApiRequest) {
	const { defaultQueueName } = world.settings;
	const connectors = [...world.platformIntegrations.values()]
		.filter((integration) => generationOf(world, integration) && stateOfIntegration(world, integration) === 'ACTIVE')
		.map((integration) => ({
			id: integration.id,
			name: integration.name,
			generation: generationOf(world, integration),
			bots: world.bots.get(integration.id) ?? [],
		}));
	const queues = world.queues.map(({ name }) => name);
	return ok({ connectors, queues: queues.sort((one, other) => Number(other === defaultQueueName) - Number(one === defaultQueueName)) });
}

export const messengerSetupRoutes: Route[] = [ownRoute('get', 'messenger/setup', setup)];
