import type { ICredentialType, INodeProperties } from 'n8n-workflow';

/** Not masked, although its name suggests a secret: n8n shows a masked switch as off, whatever its value. */
const secretIsJwtKey: INodeProperties = {
	displayName: 'Secret Is JWT Key', name: 'secretIsJwtKey', type: 'boolean', default: false,
	description: 'Whether the header contains a JSON Web Token signed with the secret (HS256) instead of the secret itself',
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
			description: 'Name of the header that Genesys Cloud sends with every request. It is the name of the credential field in the Bot Connector integration.',
		},
		{
			displayName: 'Secret', name: 'secret', type: 'string', typeOptions: { password: true }, default: '', required: true,
			placeholder: 'e.g. 16 random characters or more',
			description: 'Value of the header, with or without the prefix "Bearer ". The trigger rejects requests without it.',
		},
		secretIsJwtKey,
		{
			displayName: 'Genesys Cloud always sends the same token, so the trigger rejects every request after the token expires. Use a token that never expires, or leave this off.',
			name: 'expiryNotice', type: 'notice', default: '',
			displayOptions: { show: { secretIsJwtKey: [true] } },
		},
	];
}
