import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { checkSetup } from '../../../../genesys/setup/check';
import { loginFailed } from '../../../../genesys/setup/checks/credential';
import { clientCredentialsOf, CREDENTIAL } from '../../../shared/credential';
import { integrationProperty, queueProperty, toolDescriptionProperty } from '../../../shared/descriptions';
import { integrationChoiceOf } from '../../../shared/integration';
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
	const findings = await checkSetup({ client, chosen, queueName, webhookSecret, isOwnOrigin });
	return findings.map((finding) => ({ ...finding }));
}

export const check: Operation = { properties, execute };
