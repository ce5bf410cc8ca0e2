import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Generation } from '../../../../genesys/botConnector/bot';
import { probeBot } from '../../../../genesys/botConnector/probe';
import type { GenesysClient } from '../../../../genesys/client';
import { checkBotConnector } from '../../../../genesys/setup/checkBotConnector';
import type { Finding } from '../../../../genesys/setup/findings';
import { provisionBotConnector } from '../../../../genesys/setup/provisionBotConnector';
import { integrationChoiceOf } from '../../../shared/chosenIntegration';
import { botConnectorProperty } from '../../../shared/descriptions';
import { BOT_CREDENTIAL, headerSecretOf, requireUsable } from '../../../shared/headerSecret';
import { parametersOf } from '../../../shared/parameters';
import { getJsonWith } from '../../../shared/plainRequest';
import { SETTLING_MS } from '../../trigger/reception';
import { forBotConnectors } from './connection';

/** Setup: Provision and Setup: Check of a Bot Connector, of either generation. */

type Run = { client: GenesysClient; generation: Generation; isOwnOrigin: boolean };

export const toProvision: INodeProperties[] = [
	{
		displayName: 'Name', name: 'name', type: 'string', default: 'n8n Bot', required: true,
		description: 'Name of the integration. An existing one is reused.',
	} as const,
	{
		displayName: 'Bot URL', name: 'botUrl', type: 'string', default: '', required: true,
		placeholder: 'e.g. https://n8n.example.com/webhook/1a2b/genesys-bot-connector',
		description: 'Production URL of the Genesys Bot Connector Trigger. It replaces the URL that the integration calls.',
	} as const,
].map(forBotConnectors);

export const toCheck: INodeProperties = forBotConnectors(botConnectorProperty);

/** @throws InvalidInputError; and the errors of `provisionBotConnector` */
export async function provisionFor(context: IExecuteFunctions, itemIndex: number, { generation, ...tools }: Run): Promise<IDataObject> {
	const parameters = parametersOf(context, itemIndex);
	const header = headerSecretOf(await context.getCredentials(BOT_CREDENTIAL, itemIndex));
	requireUsable(header);
	const wanted = { generation, name: parameters.requiredText('name', 'Name'), url: parameters.requiredText('botUrl', 'Bot URL'), header };
	return { ...(await provisionBotConnector(tools, wanted, parameters.isOn('dryRun'))) };
}

export async function checkFor(context: IExecuteFunctions, itemIndex: number, { client, generation, isOwnOrigin }: Run): Promise<Finding[]> {
	const chosen = integrationChoiceOf(context, itemIndex);
	const header = headerSecretOf(await context.getCredentials(BOT_CREDENTIAL, itemIndex));
	const get = getJsonWith(context.helpers);
	const probe = async (url: string) => {
		const answer = await probeBot(get, { url, generation }, header);
		if (answer.from !== 'strangerTrigger') return answer;
		// The trigger may have read the credential just before the secret was changed.
		await client.sleep(SETTLING_MS);
		return await probeBot(get, { url, generation }, header);
	};
	return await checkBotConnector({ client, chosen, generation, header, isOwnOrigin, probe });
}
