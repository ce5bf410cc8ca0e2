import { objectWithId } from '../answers';
import { isNotFound } from '../apiError';
import type { GenesysClient } from '../client';
import { GenesysApiError, InvalidInputError, RefusedError } from '../errors';
import { asNumber } from '../json';
import { PERMISSIONS } from '../oauth/permissions';
import { findIntegrationByName, getIntegration } from '../openMessaging/integrations';
import { MIN_SECRET_LENGTH } from '../openMessaging/signature';
import { pathId } from '../ids';
import { findNamed, listNamed } from '../routing/named';
import { finding, type Finding, type Subject } from './findings';
import { getFlow } from './flow';
import { defaultQueueIn } from './handoverFlow';
import { blockedPictures, DIRECTIONS, MESSAGING_SETTING, passesTyping, SUPPORTED_CONTENT } from './profiles';
import { getRoute } from './route';
import { checkPermissions, runChecks, type Check } from './runChecks';
import { getThreading } from './threading';
import { checkWebhook } from './webhookCheck';

/** In the order in which a message passes them. Each can use the results of earlier checks. */
const CHECKS: ReadonlyArray<Check<Subject>> = [
	{ sees: 'the permissions of the role', run: async ({ client }) => await checkPermissions(client, PERMISSIONS) },
	{ permission: 'messaging:integration:view', sees: 'the integration', run: checkIntegration },
	{ permission: 'messaging:supportedContent:view', sees: 'the supported content profile', run: checkContent },
	{ permission: 'messaging:setting:view', sees: 'typing indicators', run: checkTyping },
	{ permission: 'routing:message:manage', sees: 'the route to a flow', run: checkRoute },
	{ permission: 'architect:flow:view', sees: 'the flow', run: checkFlow },
	{ permission: 'conversation:threadingTimeline:view', sees: 'the threading window', run: checkThreading },
	{ sees: 'the webhook URL', run: checkWebhook },
	{ permission: 'routing:queue:view', sees: 'the queue', run: checkQueue },
];
const WHAT = 'Check setup';

/** Finds problems between a webhook and a queue, without changing anything. A check that fails is a finding, and the others still run. */
export async function checkSetup(subject: Subject): Promise<Finding[]> {
	return await runChecks(subject, CHECKS, checkSecret(subject));
}

function checkSecret({ webhookSecret: { length } }: Subject): Finding[] {
	if (length >= MIN_SECRET_LENGTH) return [];
	if (length === 0) return [finding('secret.missing', "The credential has no webhook secret, so the trigger can't verify deliveries.")];
	return [finding('secret.tooShort', `The webhook secret has only ${length} characters, so Genesys Cloud rejects it.`)];
}

async function checkIntegration(subject: Subject): Promise<Finding[]> {
	const { client, chosen } = subject;
	const which = 'id' in chosen ? chosen.id : `"${chosen.name}"`;
	const none = finding('integration.notFound', `Genesys Cloud has no Open Messaging integration ${which}.`);
	const found = 'id' in chosen ? getIntegration(client, chosen.id) : findIntegrationByName(client, chosen.name);
	const integration = await found.catch((failure: unknown) => {
		// A malformed ID is rejected by Genesys Cloud or before the call.
		if (failure instanceof InvalidInputError || (failure instanceof GenesysApiError && [400, 404].includes(failure.status))) return none;
		if (!(failure instanceof RefusedError && failure.code === 'ambiguous.name')) throw failure;
		return finding('integration.ambiguous', failure.message, { advice: failure.advice });
	});
	if (!integration || 'severity' in integration) return [integration ?? none];
	const { name, createStatus, createError } = integration;
	const reason = createError ? `: ${createError}` : '';
	if (createStatus === 'Error') return [finding('integration.failed', `Genesys Cloud couldn't create the integration "${name}"${reason}`)];
	if (createStatus !== 'Completed') return [finding('integration.unfinished', `Genesys Cloud is still creating the integration "${name}".`)];
	subject.integration = integration;
	return [];
}

async function checkContent({ client, integration }: Subject): Promise<Finding[]> {
	if (!integration) return [];
	const profile = await readProfile(client, SUPPORTED_CONTENT.path, integration.supportedContent?.id);
	// Genesys' default profile allows common images (help.mypurecloud.com, Supported content profiles).
	if (profile === undefined) return [];
	const { name } = integration;
	const [inbound, outbound] = DIRECTIONS.map((direction) => blockedPictures(profile, direction).join(', '));
	const noInbound = finding('content.noInbound', `The integration "${name}" blocks customers' images (${inbound}).`);
	const noOutbound = finding('content.noOutbound', `The integration "${name}" blocks agents' images (${outbound}).`);
	return [...(inbound ? [noInbound] : []), ...(outbound ? [noOutbound] : [])];
}

async function checkTyping({ client, integration }: Subject): Promise<Finding[]> {
	if (!integration) return [];
	const { name, messagingSetting } = integration;
	// Off in both directions by default (help.mypurecloud.com, Platform configuration profiles).
	const setting = await readProfile(client, MESSAGING_SETTING.path, messagingSetting?.id);
	const inbound = finding('typing.inboundOff', `Agents don't see when a customer of "${name}" is typing.`);
	const outbound = finding('typing.outboundOff', `Customers of "${name}" don't see when an agent is typing.`);
	return [...(passesTyping(setting, 'inbound') ? [] : [inbound]), ...(passesTyping(setting, 'outbound') ? [] : [outbound])];
}

/** The integration's profile, or the organization's default; `undefined` if there is none. */
async function readProfile(client: GenesysClient, path: string, id = 'default'): Promise<unknown> {
	const request = { method: 'GET', path: `${path}/${pathId('Profile ID', id)}` } as const;
	const { body, error } = await client.attempt(request, { what: WHAT, read: objectWithId });
	if (error && !isNotFound(error)) throw error;
	return body;
}

async function checkRoute(subject: Subject): Promise<Finding[]> {
	const { client, integration } = subject;
	if (!integration) return [];
	const { name, recipientId } = integration;
	subject.route = recipientId === undefined ? undefined : await getRoute(client, recipientId, WHAT);
	if (subject.route) return [];
	return [finding('route.missing', `The messages of the integration "${name}" aren't routed to a flow, so no agent receives them.`)];
}

async function checkFlow(subject: Subject): Promise<Finding[]> {
	const { client, route } = subject;
	if (!route) return [];
	subject.flow = await getFlow(client, route.id, WHAT);
	const name = `The messages are routed to the flow "${subject.flow?.name ?? route.name ?? route.id}"`;
	if (!subject.flow) return [finding('flow.missing', `${name}, which was deleted or is in a division that the role doesn't cover.`)];
	return subject.flow.isPublished ? [] : [finding('flow.unpublished', `${name}, which isn't published.`)];
}

async function checkThreading({ client }: Subject): Promise<Finding[]> {
	const { openMinutes } = await getThreading(client, WHAT);
	const what = `If a customer writes within ${openMinutes} minutes after a conversation has ended, Genesys Cloud continues that conversation, so a second handover joins the first.`;
	return openMinutes === 0 ? [] : [finding('threading.merges', what)];
}

async function checkQueue({ client, queueName, flow }: Subject): Promise<Finding[]> {
	const name = queueName || defaultQueueIn(flow?.description ?? '');
	if (!name) {
		// A role applies in divisions. In the wrong ones, a client sees nothing, although it has every permission.
		const { entities } = await listNamed(client, 'queue', 1);
		const what = "No queue is visible: the organization has none, or the role of the OAuth client or signed-in user isn't assigned in the queues' division.";
		return entities.length > 0 ? [] : [finding('queue.noneVisible', what)];
	}
	const queue = await findNamed(client, 'queue', name, WHAT).catch((failure: unknown) => {
		if (failure instanceof RefusedError && failure.code === 'queue.not.found') return undefined;
		throw failure;
	});
	if (!queue) return [finding('queue.notVisible', `The queue "${name}" doesn't exist, or is in a division that the role of the OAuth client or signed-in user doesn't cover.`)];
	const path = `/api/v2/routing/queues/${pathId('Queue ID', queue.id)}`;
	const { memberCount } = await client.call({ method: 'GET', path }, { what: WHAT, read: objectWithId });
	const noMembers = finding('queue.noMembers', `The queue "${queue.name}" has no members, so no agent can answer.`);
	return asNumber(memberCount) === 0 ? [noMembers] : [];
}
