import type { INodeType } from 'n8n-workflow';
import { GenesysBotConnectorApi } from '../../../credentials/GenesysBotConnectorApi.credentials';
import { GenesysCloudApi } from '../../../credentials/GenesysCloudApi.credentials';
import { GenesysCloudOAuth2Api } from '../../../credentials/GenesysCloudOAuth2Api.credentials';
import { GenesysBotConnectorTrigger } from '../../../nodes/GenesysBotConnectorTrigger/GenesysBotConnectorTrigger.node';
import { GenesysConversationTrigger } from '../../../nodes/GenesysConversationTrigger/GenesysConversationTrigger.node';
import { GenesysHandoverRouter } from '../../../nodes/GenesysHandoverRouter/GenesysHandoverRouter.node';
import { GenesysOpenMessaging } from '../../../nodes/GenesysOpenMessaging/GenesysOpenMessaging.node';
import { GenesysOpenMessagingTrigger } from '../../../nodes/GenesysOpenMessaging/GenesysOpenMessagingTrigger.node';

/** What n8n's editor makes of our credentials. */

it.each([GenesysBotConnectorApi, GenesysCloudApi, GenesysCloudOAuth2Api])('%p hides no switch: n8n shows a hidden one as off whatever it is', (Credential) => {
	const hidden = new Credential().properties.filter(({ typeOptions }) => typeOptions?.password);
	expect(hidden.filter(({ type }) => type === 'boolean')).toEqual([]);
});

const NODES: Array<new () => INodeType> = [
	GenesysBotConnectorTrigger, GenesysConversationTrigger, GenesysHandoverRouter, GenesysOpenMessaging, GenesysOpenMessagingTrigger,
];

// The editor (`isRequiredCredential`) takes a credential without a condition for one that Authentication chooses, and lists those two.
it.each(NODES)('%p gives every credential a condition, so that the editor offers credentials of its own type for it', (Node) => {
	const { credentials = [] } = new Node().description;
	expect(credentials.filter(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}).length === 0)).toEqual([]);
});

// It hides what the parameters that credentials depend on depend on themselves (`isAuthRelatedParameter`).
it.each(NODES)('%p has no parameter that the editor hides as a part of the authentication', (Node) => {
	const { credentials = [], properties } = new Node().description;
	const conditions = credentials.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}));
	const hidden = properties.filter(({ name }) => conditions.includes(name)).flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}));
	expect(hidden).toEqual([]);
});
