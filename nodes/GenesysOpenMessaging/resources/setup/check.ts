import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { reasonOf } from '../../../../genesys/errors';
import { probe } from '../../../../genesys/openMessaging/probe';
import { checkSetup } from '../../../../genesys/setup/check';
import type { GenesysOrigins } from '../../../../genesys/regions';
import type { Finding } from '../../../../genesys/setup/findings';
import { loginFailed } from '../../../../genesys/setup/runChecks';
import { integrationChoiceOf } from '../../../shared/chosenIntegration';
import { originsOf, readCredential } from '../../../shared/credential';
import { integrationProperty, queueProperty } from '../../../shared/descriptions';
import { parametersOf } from '../../../shared/parameters';
import { postJsonWith } from '../../../shared/plainRequest';
import { SETTLING_MS } from '../../trigger/reception';
import type { Operation } from '../operation';
import { checkPanelFor, panelToCheck } from './agentPanel';
import { checkFor, toCheck } from './botConnector';
import { connectionFor, connectionProperty, forOpenMessaging } from './connection';

export const check: Operation = {
	name: 'Check',
	description: 'Find problems with the setup of n8n and Genesys Cloud',
	action: 'Check setup',
	toolDescription: 'Finds problems with the setup of Genesys Cloud and n8n without changing anything. Use it if handovers, answers, a bot, or the agent panel do not work. ok is true if it finds no problem. Otherwise, each of the findings has what is wrong and advice on how to fix it.',
	properties: [
		connectionProperty,
		forOpenMessaging(integrationProperty),
		toCheck,
		panelToCheck,
		forOpenMessaging(queueProperty('Queue to check. If empty, the default queue of the flow that Setup: Provision created is checked.', false)),
	],

	async execute(context, client, itemIndex) {
		const chosen = integrationChoiceOf(context, itemIndex);
		const connection = connectionFor(context, itemIndex);
		const credentials = await readCredential(context);
		let origins: GenesysOrigins;
		try {
			origins = originsOf(credentials);
		} catch (error) {
			const reason = reasonOf(error);
			return reportOf([loginFailed(reason, 'Correct the region in the Genesys Cloud credential.')]);
		}
		const { isOwnOrigin } = origins;
		if (connection === 'agentPanel') return reportOf(await checkPanelFor(context, itemIndex, { client, origins }));
		if (connection !== 'openMessaging') return reportOf(await checkFor(context, itemIndex, { client, generation: connection, isOwnOrigin }));
		const queueName = parametersOf(context, itemIndex).pickedName('queue', 'Queue');
		const [webhookSecret, previousWebhookSecret] = [String(credentials.webhookSecret ?? ''), String(credentials.previousWebhookSecret ?? '')];
		const post = postJsonWith(context.helpers);
		const findings = await checkSetup({
			client,
			chosen,
			queueName,
			webhookSecret,
			previousWebhookSecret,
			isOwnOrigin,
			probe: async (url) => {
				const answer = await probe(post, url, webhookSecret);
				if (answer.from !== 'strangerTrigger') return answer;
				// The trigger may have read the credential just before the secret was changed.
				await client.sleep(SETTLING_MS);
				return await probe(post, url, webhookSecret);
			},
			onThisN8n: (url) => onThisN8n(context, url, itemIndex),
		});
		return reportOf(findings);
	},
};

const reportOf = (findings: Finding[]): IDataObject => ({ ok: findings.length === 0, findings: findings.map((finding) => ({ ...finding })) });

/** The last three parts of a webhook's path: n8n's endpoint, the webhook ID, and the node's path. */
const WEBHOOK = /(?:\/[^/]+){3}$/;

/** Nodes can only derive n8n's webhook URL from the URL that resumes an execution: `…/webhook-waiting/<ID>`. */
function onThisN8n(context: IExecuteFunctions, url: string, itemIndex: number): string | undefined {
	const { resumeUrl } = context.getWorkflowDataProxy(itemIndex).$execution as { resumeUrl?: unknown };
	const [webhook] = WEBHOOK.exec(URL.canParse(url) ? new URL(url).pathname : '') ?? [];
	if (webhook === undefined || typeof resumeUrl !== 'string' || !URL.canParse(resumeUrl)) return undefined;
	const { origin, pathname } = new URL(resumeUrl);
	return origin + pathname.replace(/(?:\/[^/]+){2}$/, '') + webhook;
}
