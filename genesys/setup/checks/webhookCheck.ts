import type { OpenIntegration } from '../../openMessaging/integrations';
import type { ProbeAnswer, TriggerState } from '../../openMessaging/probe';
import { MIN_SECRET_LENGTH, secretMark } from '../../openMessaging/signature';
import { isPlaceholder, notOnTheWeb, unreachableReason } from '../../urls';
import { error, warning, type Check, type Finding, type Subject } from './finding';

/** n8n registers a trigger only when its node has changed: publishing it once more is not enough. */
const REGISTER_ANEW = "unpublish the trigger's workflow and publish it again";

export const webhookCheck: Check = {
	sees: 'the webhook URL',
	run: async (subject) => {
		const { integration, webhookSecret, isOwnOrigin } = subject;
		if (!integration) return [];
		const { name, webhookUrl } = integration;
		if (isPlaceholder(webhookUrl)) {
			const what = `The integration "${name}" delivers to ${webhookUrl}, which is only a placeholder: the agents' messages are lost.`;
			return [error('webhook.placeholder', what, 'Publish the workflow with the Genesys Open Messaging Trigger of this integration; it registers its URL.')];
		}
		const reason = isOwnOrigin ? notOnTheWeb(webhookUrl) : unreachableReason(webhookUrl);
		if (reason !== undefined) return [unreachable(integration, reason)];
		// What is wrong with the secret has been found by now, and nothing can be signed with it.
		if (webhookSecret.length < MIN_SECRET_LENGTH) return [];
		return await probed(subject, integration);
	},
};

async function probed(subject: Subject, integration: OpenIntegration): Promise<Finding[]> {
	const answer = await subject.probe(integration.webhookUrl);
	if (answer.from === 'trigger') return judge(subject, integration, answer.state);
	const movedTo = await whereItIsNow(subject, integration);
	if (movedTo === undefined) return [unanswered(subject, integration, answer)];
	const what = `The integration "${integration.name}" delivers to ${integration.webhookUrl}, where the trigger no longer answers: its URL is ${movedTo} now, so the agents' messages are lost.`;
	return [error('webhook.moved', what, `To register it, ${REGISTER_ANEW}, or enter the new URL with Integration: Update.`)];
}

/** The URL at which this n8n has the trigger, if it has it and Genesys delivers elsewhere. */
async function whereItIsNow({ onThisN8n, probe }: Subject, { id, webhookUrl }: OpenIntegration): Promise<string | undefined> {
	const url = onThisN8n(webhookUrl);
	if (url === undefined || url === webhookUrl) return undefined;
	const answer = await probe(url);
	return answer.from === 'trigger' && isSame(answer.state.integrationId, id) ? url : undefined;
}

/** The trigger has answered, and takes the secret: is all else well? */
function judge({ webhookSecret, previousWebhookSecret }: Subject, integration: OpenIntegration, state: TriggerState): Finding[] {
	const { id, name, webhookUrl } = integration;
	if (!isSame(state.integrationId, id)) {
		const what = `The integration "${name}" delivers to ${webhookUrl}, but the trigger there is set to another integration (${state.integrationId}) and refuses its messages.`;
		const advice = `Choose "${name}" in that trigger and publish its workflow, or publish the workflow that is meant with the option Take Over Webhook on.`;
		return [error('webhook.otherIntegration', what, advice)];
	}
	const findings: Finding[] = [];
	if (new URL(state.url).href !== new URL(webhookUrl).href) {
		const what = `The integration "${name}" delivers to ${webhookUrl}; the trigger answers there, but its URL is ${state.url} now.`;
		const advice = `The trigger registers its URL with the next delivery, if n8n reaches itself there. To do it now, ${REGISTER_ANEW}, or enter the new URL with Integration: Update.`;
		findings.push(warning('webhook.moved', what, advice));
	}
	if (isSecretKnown(integration, state) && state.secretMark !== secretMark(webhookSecret)) {
		const isAccepted = state.secretMark === secretMark(previousWebhookSecret);
		const what = `Genesys Cloud still signs the deliveries of "${name}" with a former webhook secret of the credential${isAccepted ? '' : ', so the trigger refuses them'}.`;
		const advice = `Run Integration: Update with Webhook Secret set to ${isAccepted ? 'Rotate' : 'Replace'}. The trigger also registers the new secret by itself with the next delivery.`;
		findings.push(isAccepted ? warning('webhook.secretChanged', what, advice) : error('webhook.secretChanged', what, advice));
	}
	return findings;
}

/** Whoever has changed the integration since may have entered another secret. (That every change moves dateModified is UNCONFIRMED.) */
function isSecretKnown({ modifiedAt }: OpenIntegration, { secretMark: mark, secretSeenAt }: TriggerState): boolean {
	return mark !== undefined && secretSeenAt !== undefined && !(Date.parse(modifiedAt ?? '') > Date.parse(secretSeenAt));
}

function unanswered({ isOwnOrigin }: Subject, integration: OpenIntegration, answer: Exclude<ProbeAnswer, { from: 'trigger' }>): Finding {
	const { name, webhookUrl, webhookHeaders } = integration;
	switch (answer.from) {
		case 'n8n':
			return error(
				'webhook.notPublished',
				`The integration "${name}" delivers to ${webhookUrl}, where n8n has no published workflow: the agents' messages are lost.`,
				'Publish the workflow with the Genesys Open Messaging Trigger of this integration, with the option Take Over Webhook on if it is another one than before.',
			);
		case 'strangerTrigger':
			return error(
				'webhook.secretDiffers',
				`The trigger at ${webhookUrl}, which the integration "${name}" delivers to, does not take the webhook secret of this credential.`,
				'Choose this credential in that trigger and publish its workflow, which registers the secret; or choose the credential of that trigger here.',
			);
		case 'nobody':
			return isOwnOrigin ? unreachable(integration, answer.reason) : unchecked(integration, answer.reason);
		case 'other':
			// A gateway that asks for a header, which Genesys sends and whose value it may not show.
			if ([401, 403].includes(answer.status) && webhookHeaders.length > 0) {
				return unchecked(integration, `it answered ${answer.status}, and Genesys Cloud sends headers that this check does not`);
			}
			return error(
				'webhook.notOurs',
				`What answers at ${webhookUrl}, which the integration "${name}" delivers to, is not a Genesys Open Messaging Trigger (HTTP status ${answer.status}): the agents' messages do not reach n8n.`,
				'Publish the workflow with the trigger of this integration, with the option Take Over Webhook on. If that is the URL of the trigger, let the proxy in front of n8n pass the path /webhook/.',
			);
	}
}

function unreachable({ name, webhookUrl }: OpenIntegration, reason: string): Finding {
	return error(
		'webhook.unreachable',
		`Genesys Cloud cannot deliver to "${webhookUrl}", the URL of the integration "${name}": ${reason}.`,
		`Put n8n behind a reverse proxy or tunnel that answers https on port 443, set N8N_WEBHOOK_URL to its URL (older versions of n8n read WEBHOOK_URL) and restart n8n. Then ${REGISTER_ANEW}.`,
	);
}

function unchecked({ name, webhookUrl }: OpenIntegration, reason: string): Finding {
	return warning(
		'webhook.noAnswer',
		`Whether the trigger answers at ${webhookUrl}, which the integration "${name}" delivers to, could not be checked: ${reason}.`,
		`Some networks do not let a server reach its own public URL; Genesys Cloud may reach it all the same. Try it from another network: curl -i -X POST ${webhookUrl} must answer 401. If it gives none because n8n has another URL now, ${REGISTER_ANEW}.`,
	);
}

function isSame(one: string, other: string): boolean {
	return one.toLowerCase() === other.toLowerCase();
}
