import { acknowledgement, objectWithId } from '../answers';
import type { Generation } from '../botConnector/bot';
import { credentialNameFor, CREDENTIALS_PATH, isMadeHere, type NamedCredential } from '../botConnector/configuration';
import { SCREENS, type ConnectorType } from '../botConnector/connectorType';
import { headerValueOf, type HeaderSecret } from '../botConnector/headerSecret';
import type { GenesysClient } from '../client';
import { pathId } from '../ids';
import { asObject, asText } from '../json';
import type { Configuration } from '../platformIntegrations';
import type { PlannedStep } from './plan';
import { planConfiguration } from './platformSteps';

/**
 * Keeps a credential that an admin created, and assigns another one to the integration. To apply it: integrations:integration:add and
 * :edit. (The SDK documents no permission for credentials; Genesys' own setup wizards require these.)
 */
export function planCredential(client: GenesysClient, header: HeaderSecret, { credentialType }: ConnectorType, present?: NamedCredential): PlannedStep {
	const [step, what] = ['credential', 'Set the header'] as const;
	const name = credentialNameFor(header);
	const own = present && isMadeHere(present) ? present : undefined;
	if (own?.name === name) return { step, action: 'keep', id: own.id, name };
	const body = { name, type: { name: credentialType }, credentialFields: { [header.headerName]: headerValueOf(header) } };
	if (!own) {
		const apply = async () => await client.call({ method: 'POST', path: CREDENTIALS_PATH, body }, { what, read: objectWithId });
		const detail = present && `Replaces the credential "${present.name}" in the integration. That credential itself stays unchanged.`;
		return { step, action: 'create', name, detail, apply };
	}
	const { id } = own;
	const apply = async () => {
		const path = `${CREDENTIALS_PATH}/${pathId('Credential', id)}`;
		await client.call({ method: 'PUT', path, body: { id, ...body } }, { what, read: acknowledgement, repeatable: true });
		return { id };
	};
	return { step, action: 'change', id, name, detail: 'The header name or secret has changed.', apply };
}

type Wanted = { generation: Generation; url: string };
type Before = { type: ConnectorType; integration: PlannedStep; credential: PlannedStep };

/** To apply it: integrations:integration:edit. */
export function planConnectorConfiguration(client: GenesysClient, { generation, url }: Wanted, before: Before, present?: Configuration): PlannedStep {
	const { type: { uriKey, credentialSlot }, integration, credential } = before;
	const former = asText(present?.properties[uriKey]);
	const formerCredential = asText(asObject(present?.credentials[credentialSlot])?.id);
	const words = `${SCREENS[generation].uri}: ${url}`;
	return planConfiguration(client, integration, {
		isDone: former === url && formerCredential !== undefined && formerCredential === credential.id,
		detail: former === undefined || former === url ? words : `${words} (before: ${former}).`,
		changes: () => ({ properties: { [uriKey]: url }, credentials: { [credentialSlot]: { id: credential.id } } }),
	}, present);
}
