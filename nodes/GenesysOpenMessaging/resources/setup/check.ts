import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { unreachable } from '../../../../genesys/oauth/login';
import { checkSetup } from '../../../../genesys/setup/check';
import { loginFailed } from '../../../../genesys/setup/checks/credentialCheck';
import { clientCredentialsOf, CREDENTIAL, networkCode } from '../../../shared/credential';
import { integrationProperty, queueProperty, toolDescriptionProperty } from '../../../shared/descriptions';
import { integrationChoiceOf } from '../../../shared/chosenIntegration';
import type { Operation } from '../../../shared/operation';
import { locatorValue } from '../../../shared/parameters';

const show = { resource: ['setup'], operation: ['check'] };

const properties: INodeProperties[] = [
	toolDescriptionProperty(
		'setup',
		'check',
		'Finds what is wrong with the set-up of Genesys Cloud and changes nothing. Use it when handovers or answers do not get through. Each result is a finding: what is wrong, and advice what to do about it. No result means that all is well.',
	),
	integrationProperty({ show }),
	{
		...queueProperty('A queue that is to take the chats. Left empty, the default queue of the flow is looked at, if Setup: Provision has made the flow.', { show }),
		required: false,
	},
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject[]> {
	const chosen = integrationChoiceOf(context, itemIndex);
	const queueName = locatorValue(context.getNodeParameter('queue', itemIndex, '', { extractValue: true }), 'Queue');
	const credentials = await context.getCredentials(CREDENTIAL);
	let isOwnOrigin: boolean;
	try {
		({ isOwnOrigin } = clientCredentialsOf(credentials).origins);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return [{ ...loginFailed(reason, 'Correct the region in the Genesys Cloud credential.') }];
	}
	const webhookSecret = String(credentials.webhookSecret ?? '');
	const probe = isOwnOrigin ? async (url: string) => await whyNoAnswer(context, url) : undefined;
	const findings = await checkSetup({ client, chosen, queueName, webhookSecret, probe });
	return findings.map((finding) => ({ ...finding }));
}

/** How long an address may take to answer, in milliseconds. */
const PROBE_TIMEOUT_MS = 5_000;

/** Why nothing answers at an address, or `undefined`: whatever is answered, somebody is there. */
async function whyNoAnswer(context: IExecuteFunctions, url: string): Promise<string | undefined> {
	try {
		await context.helpers.httpRequest({
			method: 'HEAD',
			url,
			timeout: PROBE_TIMEOUT_MS,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		});
		return undefined;
	} catch (error) {
		return unreachable(new URL(url).host, networkCode(error)).message;
	}
}

export const check: Operation = { properties, execute };
