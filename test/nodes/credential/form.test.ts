import type { INodeType } from 'n8n-workflow';
import { GenesysBotConnectorApi } from '../../../credentials/GenesysBotConnectorApi.credentials';
import { GenesysCloudApi } from '../../../credentials/GenesysCloudApi.credentials';
import { GenesysCloudOAuth2Api } from '../../../credentials/GenesysCloudOAuth2Api.credentials';
import { GenesysBotConnectorTrigger } from '../../../nodes/GenesysBotConnectorTrigger/GenesysBotConnectorTrigger.node';
import { GenesysConversationTrigger } from '../../../nodes/GenesysConversationTrigger/GenesysConversationTrigger.node';
import { GenesysHandoverRouter } from '../../../nodes/GenesysHandoverRouter/GenesysHandoverRouter.node';
import { GenesysOpenMessaging } from '../../../nodes/GenesysOpenMessaging/GenesysOpenMessaging.node';
import { GenesysOpenMessagingTrigger } from '../../../nodes/GenesysOpenMessaging/GenesysOpenMessagingTrigger.node';

/** How n8n's editor shows our credentials. */

it.each([GenesysBotConnectorApi, GenesysCloudApi, GenesysCloudOAuth2Api])('%p masks no switch, because n8n shows a masked switch as off', (Credential) => {
	const hidden = new Credential().properties.filter(({ typeOptions }) => typeOptions?.password);
	expect(hidden.filter(({ type }) => type === 'boolean')).toEqual([]);
});

const NODES: Array<new () => INodeType> = [
	GenesysBotConnectorTrigger, GenesysConversationTrigger, GenesysHandoverRouter, GenesysOpenMessaging, GenesysOpenMessagingTrigger,
];

// The editor (`isRequiredCredential`) treats a credential without a condition as one that Authentication selects, and lists both.
it.each(NODES)('%p sets a condition on every credential, so that the editor only offers the right type', (Node) => {
	const { credentials = [] } = new Node().description;
	expect(credentials.filter(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}).length === 0)).toEqual([]);
});

// It hides the parameters that the credentials' conditions depend on (`isAuthRelatedParameter`).
it.each(NODES)('%p has no parameter that the editor hides as part of the authentication', (Node) => {
	const { credentials = [], properties } = new Node().description;
	const conditions = credentials.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}));
	const hidden = properties.filter(({ name }) => conditions.includes(name)).flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}));
	expect(hidden).toEqual([]);
});
