import { isSameId } from '../ids';
import type { OpenIntegration } from '../openMessaging/integrations';
import type { ProbeAnswer, TriggerState } from '../openMessaging/probe';
import { MIN_SECRET_LENGTH, secretMark } from '../openMessaging/signature';
import { isPlaceholder, notOnTheWeb, unreachableReason } from '../urls';
import { finding, type Finding, type Subject } from './findings';

/** n8n only registers a trigger whose node has changed, so publishing it again isn't enough. */
const REGISTER_ANEW = "unpublish the trigger's workflow and publish it again";

/** Checks that deliveries reach the integration's trigger, and that the trigger accepts them. */
export async function checkWebhook(subject: Subject): Promise<Finding[]> {
	const { integration, webhookSecret, isOwnOrigin } = subject;
	if (!integration) return [];
	const { name, webhookUrl } = integration;
	const delivers = `The integration "${name}" delivers to ${webhookUrl}`;
	if (isPlaceholder(webhookUrl)) return [finding('webhook.placeholder', `${delivers}, which is only a placeholder, so agents' messages are lost.`)];
	const reason = isOwnOrigin ? notOnTheWeb(webhookUrl) : unreachableReason(webhookUrl);
	if (reason !== undefined) return [unreachable(integration, reason)];
	// An earlier check has reported the secret, and it can't sign a request.
	if (webhookSecret.length < MIN_SECRET_LENGTH) return [];
	const answer = await subject.probe(webhookUrl);
	if (answer.from === 'trigger') return judge(subject, integration, answer.state);
	// The trigger might be on this n8n while Genesys delivers elsewhere.
	const url = subject.onThisN8n(webhookUrl);
	const there = url === undefined || url === webhookUrl ? undefined : await subject.probe(url);
	if (there?.from !== 'trigger' || !isSameId(there.state.integrationId, integration.id)) return [unanswered(subject, integration, answer)];
	const what = `${delivers}, but the trigger's URL is now ${url}, so agents' messages are lost.`;
	return [finding('webhook.moved', what, { advice: `To register it, ${REGISTER_ANEW}, or enter the new URL with Integration: Update.` })];
}

/** The trigger has answered and accepts the secret. Checks everything else. */
function judge({ webhookSecret, previousWebhookSecret }: Subject, integration: OpenIntegration, state: TriggerState): Finding[] {
	const { id, name, webhookUrl, modifiedAt } = integration;
	const delivers = `The integration "${name}" delivers to ${webhookUrl}`;
	if (!isSameId(state.integrationId, id)) {
		const what = `${delivers}, but the trigger there is set to another integration (${state.integrationId}), so it rejects the messages.`;
		const advice = `Select "${name}" in that trigger and publish its workflow. Or turn on Take Over Webhook in the right trigger and publish that workflow.`;
		return [finding('webhook.otherIntegration', what, { advice })];
	}
	const findings: Finding[] = [];
	if (new URL(state.url).href !== new URL(webhookUrl).href) {
		const what = `${delivers}. The trigger still answers there, but its URL is now ${state.url}.`;
		const advice = `The trigger registers its URL on the next delivery if n8n can reach itself at the new URL. To register it now, ${REGISTER_ANEW}, or enter the new URL with Integration: Update.`;
		findings.push(finding('webhook.moved', what, { severity: 'warning', advice }));
	}
	// A later change of the integration may include another secret. (That every change updates dateModified is UNCONFIRMED.)
	const { secretMark: mark, secretSeenAt } = state;
	const isSecretKnown = mark !== undefined && secretSeenAt !== undefined && !(Date.parse(modifiedAt ?? '') > Date.parse(secretSeenAt));
	if (isSecretKnown && mark !== secretMark(webhookSecret)) {
		const isAccepted = mark === secretMark(previousWebhookSecret);
		const what = `Genesys Cloud still signs the deliveries of "${name}" with a previous webhook secret${isAccepted ? '' : ', so the trigger rejects them'}.`;
		const advice = `Run Integration: Update with Webhook Secret set to ${isAccepted ? 'Rotate' : 'Replace'}. Or wait for the next delivery: the trigger then registers the new secret itself.`;
		findings.push(finding('webhook.secretChanged', what, { severity: isAccepted ? 'warning' : 'error', advice }));
	}
	return findings;
}

function unanswered({ isOwnOrigin }: Subject, integration: OpenIntegration, answer: Exclude<ProbeAnswer, { from: 'trigger' }>): Finding {
	const { name, webhookUrl, webhookHeaders } = integration;
	const { from } = answer;
	const delivers = `The integration "${name}" delivers to ${webhookUrl}`;
	if (from === 'strangerTrigger') return finding('webhook.secretDiffers', `${delivers}, but the trigger there doesn't accept the webhook secret of this credential.`);
	if (from === 'nobody') return isOwnOrigin ? unreachable(integration, answer.reason) : unchecked(integration, answer.reason);
	if (from === 'n8n') {
		return finding('webhook.notPublished', `${delivers}, but n8n has no published workflow there, so agents' messages are lost.`);
	}
	// A gateway that requires a header. Genesys sends it, but doesn't reveal its value.
	if ([401, 403].includes(answer.status) && webhookHeaders.length > 0) {
		return unchecked(integration, `it returned ${answer.status}, and Genesys Cloud sends headers that this check can't send`);
	}
	const what = `${delivers}, but no Genesys Open Messaging Trigger answers there (HTTP status ${answer.status}), so agents' messages are lost.`;
	return finding('webhook.notOurs', what);
}

function unreachable({ name, webhookUrl }: OpenIntegration, reason: string): Finding {
	const what = `Genesys Cloud can't deliver to "${webhookUrl}", the URL of the integration "${name}": ${reason}.`;
	const advice = `Put n8n behind a reverse proxy or tunnel with HTTPS on port 443, set N8N_WEBHOOK_URL to its URL (WEBHOOK_URL in older versions of n8n), and restart n8n. Then ${REGISTER_ANEW}.`;
	return finding('webhook.unreachable', what, { advice });
}

function unchecked({ name, webhookUrl }: OpenIntegration, reason: string): Finding {
	const what = `n8n couldn't check whether the trigger answers at ${webhookUrl}, which the integration "${name}" delivers to: ${reason}.`;
	const advice = `Some networks don't let a server reach its own public URL, so Genesys Cloud might still reach it. Test it from another network: curl -i -X POST ${webhookUrl} must return 401. If n8n has a new URL, ${REGISTER_ANEW}.`;
	return finding('webhook.noAnswer', what, { advice });
}
