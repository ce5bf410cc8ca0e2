import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { clientIdPlaceholder, regionProperties } from '../nodes/shared/credentialProperties';

/** The organization and OAuth client of an agent panel. Contains no secrets: agents sign in on the page with PKCE. */
export class GenesysAgentPanelApi implements ICredentialType {
	name = 'genesysAgentPanelApi';

	displayName = 'Genesys Agent Panel API';

	icon = { light: 'file:../icons/genesysOpenMessaging.svg', dark: 'file:../icons/genesysOpenMessaging.dark.svg' } as const;

	documentationUrl = 'https://github.com/seed-29c377e0/n8n-nodes-genesys-open-messaging/blob/main/docs/agent-panel.md#the-credential';

	properties: INodeProperties[] = [
		...regionProperties,
		{
			displayName: 'Client ID', name: 'clientId', type: 'string', default: '', required: true, placeholder: clientIdPlaceholder,
			description: "ID of the OAuth client that signs agents in, with the grant type Code Authorization and the trigger's production URL as an authorized redirect URI",
		},
		{
			displayName: 'Organization ID', name: 'organizationId', type: 'string', default: '', required: true,
			placeholder: 'e.g. 3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e',
			description: 'ID of the organization whose agents can use the panel (in Genesys Cloud: Admin › Account Settings › Organization Settings › Organization Details › Advanced)',
		},
	];
}
