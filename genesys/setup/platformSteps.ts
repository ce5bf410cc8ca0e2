import { acknowledgement, objectWithId } from '../answers';
import type { GenesysClient } from '../client';
import { pathId } from '../ids';
import type { JsonObject } from '../json';
import {
	configurationPath, getConfiguration, PLATFORM_INTEGRATIONS_PATH, type Configuration, type PlatformIntegration,
} from '../platformIntegrations';
import type { PlannedStep } from './plan';

/** Steps that integrations in Admin › Integrations share. */

/** To apply it: integrations:integration:add. */
export function planPlatformIntegration(client: GenesysClient, name: string, typeId: string, present?: PlatformIntegration): PlannedStep {
	const step = 'integration';
	if (present) return { step, action: 'keep', id: present.id, name: present.name };
	const request = { method: 'POST', path: PLATFORM_INTEGRATIONS_PATH, body: { name, integrationType: { id: typeId } } } as const;
	const apply = async () => await client.call(request, { what: 'Create the integration', read: objectWithId });
	return { step, action: 'create', name, apply };
}

type Changes = { properties: JsonObject; credentials?: JsonObject };
/** `isDone`: nothing needs to change. `changes` is called after the steps before it. */
type ConfigurationPlan = { isDone: boolean; detail: string; changes: () => Changes };

/** Keeps other properties and credentials. To apply it: integrations:integration:edit. */
export function planConfiguration(
	client: GenesysClient, integration: PlannedStep, { isDone, detail, changes }: ConfigurationPlan, present?: Configuration,
): PlannedStep {
	const planned = { step: 'configuration', id: integration.id, name: integration.name } as const;
	if (isDone) return { ...planned, action: 'keep' };
	const what = 'Configure the integration';
	const apply = async () => {
		const id = integration.id ?? '';
		// Read it again: earlier steps or an admin may have changed it.
		const { properties, credentials, whole } = await getConfiguration(client, id, what);
		const { name = integration.name, version, advanced = {}, notes = '' } = whole;
		const changed = changes();
		const body = {
			name, version, advanced, notes,
			properties: { ...properties, ...changed.properties },
			credentials: { ...credentials, ...changed.credentials },
		};
		await client.call({ method: 'PUT', path: configurationPath(id), body }, { what, read: acknowledgement });
		return { id };
	};
	return { ...planned, action: present ? 'change' : 'create', detail, apply };
}

/** To apply it: integrations:integration:edit. */
export function planActivation(client: GenesysClient, integration: PlannedStep, present?: PlatformIntegration): PlannedStep {
	const planned = { step: 'activation', id: integration.id, name: integration.name } as const;
	if (present?.isEnabled) return { ...planned, action: 'keep' };
	const apply = async () => {
		const id = integration.id ?? '';
		const path = `${PLATFORM_INTEGRATIONS_PATH}/${pathId('Integration', id)}`;
		const request = { method: 'PATCH', path, body: { intendedState: 'ENABLED' } } as const;
		await client.call(request, { what: 'Activate the integration', read: acknowledgement, repeatable: true });
		return { id };
	};
	return { ...planned, action: 'change', apply };
}
