import { acknowledgement, objectWithId } from '../answers';
import type { Generation } from '../botConnector/bot';
import {
	configurationPath, credentialNameFor, CREDENTIALS_PATH, getConfiguration, isMadeHere, type Configuration, type NamedCredential,
} from '../botConnector/configuration';
import { SCREENS, type ConnectorType } from '../botConnector/connectorType';
import { headerValueOf, type HeaderSecret } from '../botConnector/headerSecret';
import type { BotConnectorIntegration } from '../botConnector/integrations';
import type { GenesysClient } from '../client';
import { pathId } from '../ids';
import { asObject, asText } from '../json';
import type { PlannedStep } from './plan';

const INTEGRATIONS_PATH = '/api/v2/integrations';

/** To apply it: integrations:integration:add. */
export function planConnector(client: GenesysClient, name: string, { id: typeId }: ConnectorType, present?: BotConnectorIntegration): PlannedStep {
	const step = 'integration';
	if (present) return { step, action: 'keep', id: present.id, name: present.name };
	const body = { name, integrationType: { id: typeId } };
	const apply = async () => await client.call({ method: 'POST', path: INTEGRATIONS_PATH, body }, { what: 'Create the integration', read: objectWithId });
	return { step, action: 'create', name, apply };
}

/**
 * One that people have made stays as it is; the integration gets another in its place. To apply it: integrations:integration:add
 * and :edit. (The SDK's documents name no permission for credentials; Genesys' own setup wizards ask for these.)
 */
export function planCredential(client: GenesysClient, header: HeaderSecret, { credentialType }: ConnectorType, present?: NamedCredential): PlannedStep {
	const [step, what] = ['credential', 'Set the header'] as const;
	const name = credentialNameFor(header);
	const own = present && isMadeHere(present) ? present : undefined;
	if (own?.name === name) return { step, action: 'keep', id: own.id, name };
	const body = { name, type: { name: credentialType }, credentialFields: { [header.headerName]: headerValueOf(header) } };
	if (!own) {
		const apply = async () => await client.call({ method: 'POST', path: CREDENTIALS_PATH, body }, { what, read: objectWithId });
		const detail = present && `The integration had the credential "${present.name}", which is not changed.`;
		return { step, action: 'create', name, detail, apply };
	}
	const { id } = own;
	const apply = async () => {
		const path = `${CREDENTIALS_PATH}/${pathId('Credential', id)}`;
		await client.call({ method: 'PUT', path, body: { id, ...body } }, { what, read: acknowledgement, repeatable: true });
		return { id };
	};
	return { step, action: 'change', id, name, detail: 'The header or its secret has changed.', apply };
}

type Wanted = { generation: Generation; url: string };
type Before = { type: ConnectorType; integration: PlannedStep; credential: PlannedStep };

/** Properties and credentials that it does not name stay. To apply it: integrations:integration:edit. */
export function planConfiguration(client: GenesysClient, { generation, url }: Wanted, before: Before, present?: Configuration): PlannedStep {
	const [step, what] = ['configuration', 'Configure the integration'] as const;
	const { type: { uriKey, credentialSlot }, integration, credential } = before;
	const former = asText(present?.properties[uriKey]);
	const formerCredential = asText(asObject(present?.credentials[credentialSlot])?.id);
	const planned = { step, id: integration.id, name: integration.name } as const;
	if (former === url && formerCredential !== undefined && formerCredential === credential.id) return { ...planned, action: 'keep' };
	const words = `${SCREENS[generation].uri}: ${url}`;
	const detail = former === undefined || former === url ? words : `${words}; it was ${former}.`;
	const apply = async () => {
		const id = integration.id ?? '';
		// Read anew: the credential has been made in between, and somebody may have changed something else.
		const { properties, credentials, whole } = await getConfiguration(client, id, what);
		const { name = integration.name, version, advanced = {}, notes = '' } = whole;
		const body = {
			name, version, advanced, notes,
			properties: { ...properties, [uriKey]: url },
			credentials: { ...credentials, [credentialSlot]: { id: credential.id } },
		};
		await client.call({ method: 'PUT', path: configurationPath(id), body }, { what, read: acknowledgement });
		return { id };
	};
	return { ...planned, action: present ? 'change' : 'create', detail, apply };
}

/** To apply it: integrations:integration:edit. */
export function planActivation(client: GenesysClient, integration: PlannedStep, present?: BotConnectorIntegration): PlannedStep {
	const planned = { step: 'activation', id: integration.id, name: integration.name } as const;
	if (present?.isEnabled) return { ...planned, action: 'keep' };
	const apply = async () => {
		const id = integration.id ?? '';
		const request = { method: 'PATCH', path: `${INTEGRATIONS_PATH}/${pathId('Integration', id)}`, body: { intendedState: 'ENABLED' } } as const;
		await client.call(request, { what: 'Activate the integration', read: acknowledgement, repeatable: true });
		return { id };
	};
	return { ...planned, action: 'change', apply };
}
