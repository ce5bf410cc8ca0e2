import type { ICredentialType, INodeProperties } from 'n8n-workflow';

/** Not hidden as its name would suggest: n8n shows a hidden switch as off whatever it is. */
const secretIsJwtKey: INodeProperties = {
	displayName: 'Secret Is JWT Key', name: 'secretIsJwtKey', type: 'boolean', default: false,
	description: 'Whether the header holds a JSON Web Token that is signed with the secret (HS256), rather than the secret itself',
};

export class GenesysBotConnectorApi implements ICredentialType {
	name = 'genesysBotConnectorApi';

	displayName = 'Genesys Bot Connector API';

	icon = { light: 'file:../icons/genesysOpenMessaging.svg', dark: 'file:../icons/genesysOpenMessaging.dark.svg' } as const;

	documentationUrl = 'https://github.com/seed-29c377e0/n8n-nodes-genesys-open-messaging/blob/main/docs/bot-connector.md#the-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Header Name', name: 'headerName', type: 'string', default: 'Authorization', required: true,
			placeholder: 'e.g. Authorization',
			description: 'Name of the header that Genesys Cloud sends with every request: the name of the credential field in the Bot Connector integration',
		},
		{
			displayName: 'Secret', name: 'secret', type: 'string', typeOptions: { password: true }, default: '', required: true,
			placeholder: 'e.g. 16 random characters or more',
			description: 'Value of that header, with or without "Bearer " before it. The trigger refuses every request without it.',
		},
		secretIsJwtKey,
		{
			displayName: 'Genesys Cloud sends the same token forever: with an expiry, every request is refused from then on. Use a token without one, or leave this off.',
			name: 'expiryNotice', type: 'notice', default: '',
			displayOptions: { show: { secretIsJwtKey: [true] } },
		},
	];
}
