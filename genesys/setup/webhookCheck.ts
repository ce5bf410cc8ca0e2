import { isSameId } from '../ids';
import type { OpenIntegration } from '../openMessaging/integrations';
import type { ProbeAnswer, TriggerState } from '../openMessaging/probe';
import { MIN_SECRET_LENGTH, secretMark } from '../openMessaging/signature';
import { isPlaceholder, notOnTheWeb, unreachableReason } from '../urls';
import { finding, type Finding, type Subject } from './findings';

/** n8n registers a trigger only when its node has changed: publishing it once more is not enough. */
const REGISTER_ANEW = "unpublish the trigger's workflow and publish it again";

/** Does what Genesys delivers reach the trigger of the integration, and does the trigger take it? */
export async function checkWebhook(subject: Subject): Promise<Finding[]> {
	const { integration, webhookSecret, isOwnOrigin } = subject;
	if (!integration) return [];
	const { name, webhookUrl } = integration;
	const delivers = `The integration "${name}" delivers to ${webhookUrl}`;
	if (isPlaceholder(webhookUrl)) return [finding('webhook.placeholder', `${delivers}, which is only a placeholder: the agents' messages are lost.`)];
	const reason = isOwnOrigin ? notOnTheWeb(webhookUrl) : unreachableReason(webhookUrl);
	if (reason !== undefined) return [unreachable(integration, reason)];
	// What is wrong with the secret has been found by now, and nothing can be signed with it.
	if (webhookSecret.length < MIN_SECRET_LENGTH) return [];
	const answer = await subject.probe(webhookUrl);
	if (answer.from === 'trigger') return judge(subject, integration, answer.state);
	// Does this n8n have the trigger, and Genesys delivers elsewhere?
	const url = subject.onThisN8n(webhookUrl);
	const there = url === undefined || url === webhookUrl ? undefined : await subject.probe(url);
	if (there?.from !== 'trigger' || !isSameId(there.state.integrationId, integration.id)) return [unanswered(subject, integration, answer)];
	const what = `${delivers}, where the trigger no longer answers: its URL is ${url} now, so the agents' messages are lost.`;
	return [finding('webhook.moved', what, { advice: `To register it, ${REGISTER_ANEW}, or enter the new URL with Integration: Update.` })];
}

/** The trigger has answered, and takes the secret: is all else well? */
function judge({ webhookSecret, previousWebhookSecret }: Subject, integration: OpenIntegration, state: TriggerState): Finding[] {
	const { id, name, webhookUrl, modifiedAt } = integration;
	const delivers = `The integration "${name}" delivers to ${webhookUrl}`;
	if (!isSameId(state.integrationId, id)) {
		const what = `${delivers}, but the trigger there is set to another integration (${state.integrationId}) and refuses its messages.`;
		const advice = `Choose "${name}" in that trigger and publish its workflow, or publish the workflow that is meant with the option Take Over Webhook on.`;
		return [finding('webhook.otherIntegration', what, { advice })];
	}
	const findings: Finding[] = [];
	if (new URL(state.url).href !== new URL(webhookUrl).href) {
		const what = `${delivers}; the trigger answers there, but its URL is ${state.url} now.`;
		const advice = `The trigger registers its URL with the next delivery, if n8n reaches itself there. To do it now, ${REGISTER_ANEW}, or enter the new URL with Integration: Update.`;
		findings.push(finding('webhook.moved', what, { severity: 'warning', advice }));
	}
	// Whoever has changed the integration since may have entered another secret. (That every change moves dateModified is UNCONFIRMED.)
	const { secretMark: mark, secretSeenAt } = state;
	const isSecretKnown = mark !== undefined && secretSeenAt !== undefined && !(Date.parse(modifiedAt ?? '') > Date.parse(secretSeenAt));
	if (isSecretKnown && mark !== secretMark(webhookSecret)) {
		const isAccepted = mark === secretMark(previousWebhookSecret);
		const what = `Genesys Cloud still signs the deliveries of "${name}" with a former webhook secret of the credential${isAccepted ? '' : ', so the trigger refuses them'}.`;
		const advice = `Run Integration: Update with Webhook Secret set to ${isAccepted ? 'Rotate' : 'Replace'}. The trigger also registers the new secret by itself with the next delivery.`;
		findings.push(finding('webhook.secretChanged', what, { severity: isAccepted ? 'warning' : 'error', advice }));
	}
	return findings;
}

function unanswered({ isOwnOrigin }: Subject, integration: OpenIntegration, answer: Exclude<ProbeAnswer, { from: 'trigger' }>): Finding {
	const { name, webhookUrl, webhookHeaders } = integration;
	const { from } = answer;
	const where = `at ${webhookUrl}, which the integration "${name}" delivers to,`;
	if (from === 'strangerTrigger') return finding('webhook.secretDiffers', `The trigger ${where} does not take the webhook secret of this credential.`);
	if (from === 'nobody') return isOwnOrigin ? unreachable(integration, answer.reason) : unchecked(integration, answer.reason);
	if (from === 'n8n') {
		const what = `The integration "${name}" delivers to ${webhookUrl}, where n8n has no published workflow: the agents' messages are lost.`;
		return finding('webhook.notPublished', what);
	}
	// A gateway that asks for a header, which Genesys sends and whose value it may not show.
	if ([401, 403].includes(answer.status) && webhookHeaders.length > 0) {
		return unchecked(integration, `it answered ${answer.status}, and Genesys Cloud sends headers that this check does not`);
	}
	const who = `not a Genesys Open Messaging Trigger (HTTP status ${answer.status})`;
	return finding('webhook.notOurs', `What answers ${where} is ${who}: the agents' messages do not reach n8n.`);
}

function unreachable({ name, webhookUrl }: OpenIntegration, reason: string): Finding {
	const what = `Genesys Cloud cannot deliver to "${webhookUrl}", the URL of the integration "${name}": ${reason}.`;
	const advice = `Put n8n behind a reverse proxy or tunnel that answers https on port 443, set N8N_WEBHOOK_URL to its URL (older versions of n8n read WEBHOOK_URL) and restart n8n. Then ${REGISTER_ANEW}.`;
	return finding('webhook.unreachable', what, { advice });
}

function unchecked({ name, webhookUrl }: OpenIntegration, reason: string): Finding {
	const what = `Whether the trigger answers at ${webhookUrl}, which the integration "${name}" delivers to, could not be checked: ${reason}.`;
	const advice = `Some networks do not let a server reach its own public URL; Genesys Cloud may reach it all the same. Try it from another network: curl -i -X POST ${webhookUrl} must answer 401. If it gives none because n8n has another URL now, ${REGISTER_ANEW}.`;
	return finding('webhook.noAnswer', what, { advice });
}
