import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { GenesysApiError, InvalidInputError } from '../../../../genesys/errors';
import { withoutUndefined } from '../../../../genesys/json';
import { readDelivery } from '../../../../genesys/openMessaging/outbound';
import { isSignedBy, usableSecrets } from '../../../../genesys/openMessaging/signature';
import { CREDENTIAL, webhookSecretsOf } from '../../../shared/credential';
import { integrationProperty, toolDescriptionProperty } from '../../../shared/descriptions';
import { eventsProperty, simplifyProperty } from '../../../shared/eventDescriptions';
import { isSameIntegration, optionalIntegrationIdOf } from '../../../shared/integration';
import { isOn } from '../../../shared/isOn';
import type { Operation } from '../../../shared/operation';
import { optionalText, requiredText } from '../../../shared/parameters';

const show = { resource: ['notification'], operation: ['parse'] };

const properties: INodeProperties[] = [
	toolDescriptionProperty('notification', 'parse', 'Verifies and reads a webhook delivery of Genesys Cloud. For workflows; nothing in a conversation needs it.'),
	{
		displayName:
			"Put this behind n8n's Webhook node with its option <b>Raw Body</b> on, where many messages a second come in. Enter the address of that node in the integration yourself, or with Integration: Update.",
		name: 'parseNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		displayOptions: { show },
		hint: 'The name of the input field with the body as it came',
		description: "Where the Webhook node's option Raw Body puts the bytes that are signed",
	},
	{
		displayName: 'Signature',
		name: 'signature',
		type: 'string',
		default: "={{ $json.headers['x-hub-signature-256'] }}",
		displayOptions: { show },
		description: 'Value of the header X-Hub-Signature-256',
	},
	eventsProperty({ show }),
	integrationProperty({ show }, false),
	simplifyProperty({ show }),
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject[]> {
	const rawBody = await rawBodyOf(context, itemIndex);
	const secrets = usableSecrets(webhookSecretsOf(await context.getCredentials(CREDENTIAL, itemIndex)));
	if (!isSignedBy(rawBody, optionalText(context, 'signature', 'Signature', itemIndex), secrets)) {
		throw refusal(401, 'signature.invalid', 'The signature of the delivery is missing or wrong', SIGNATURE_ADVICE);
	}
	const { delivery, raw } = readDelivery(rawBody);
	if (delivery.kind === 'invalid') {
		throw refusal(400, 'notification.invalid', 'This is not the JSON of an Open Messaging notification', INVALID_ADVICE);
	}
	const integrationId = await optionalIntegrationIdOf(context, client, itemIndex);
	if (integrationId !== undefined && !isSameIntegration(delivery.integrationId ?? integrationId, integrationId)) {
		throw refusal(404, 'integration.other', 'This is a delivery of another integration', OTHER_ADVICE);
	}
	const selected = context.getNodeParameter('events', itemIndex, ['agentMessage']) as string[];
	if (delivery.kind === 'unsupported' || !selected.includes(delivery.event.event)) return [];
	const simplify = isOn(context.getNodeParameter('simplify', itemIndex, true), true);
	return [withoutUndefined<IDataObject>({ ...delivery.event, raw: simplify ? undefined : (raw as IDataObject) })];
}

const SIGNATURE_ADVICE =
	'Check that the webhook secret in the credential is the one of the integration. What is not from Genesys Cloud ends here, too: answer it with the status in details.status.';
const INVALID_ADVICE = "Let only this integration's deliveries come to this address.";
const OTHER_ADVICE = 'Leave "Integration" empty to take the deliveries of all integrations that have this secret.';

/** The bytes that were signed. @throws InvalidInputError where the Webhook node has not kept them */
async function rawBodyOf(context: IExecuteFunctions, itemIndex: number): Promise<Buffer> {
	const name = requiredText(context, 'binaryPropertyName', 'Input Binary Field', itemIndex);
	if (context.getInputData()[itemIndex].binary?.[name]) return await context.helpers.getBinaryDataBuffer(itemIndex, name);
	throw new InvalidInputError(
		'Input Binary Field',
		`The item has no file "${name}" with the body as it came`,
		'Switch on the option Raw Body of the Webhook node: the signature is made over the bytes, not over the JSON.',
	);
}

/** The status is what the trigger would have answered, for workflows that answer themselves. */
function refusal(status: number, code: string, message: string, advice: string): GenesysApiError {
	return new GenesysApiError({ status, code, contextId: '', message, advice });
}

export const parse: Operation = { properties, execute };
