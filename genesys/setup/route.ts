import { acknowledgement, objectWithId } from '../answers';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { asObject, asText } from '../json';
import type { Reference } from '../openMessaging/integrations';
import { pathId } from '../pathId';
import type { PlannedIntegration } from './integrationStep';
import type { PlannedStep } from './step';

const PATH = '/api/v2/routing/message/recipients';

const WHAT = 'Route the integration to the flow';

/** The flow that handles an integration's messages, or `undefined`. Permission: routing:message:manage. */
export async function getRoute(client: GenesysClient, recipientId: string, what: string): Promise<Reference | undefined> {
	const recipient = await client.call({ method: 'GET', path: pathOf(recipientId) }, { what, read: objectWithId });
	const flow = asObject(recipient.flow);
	const id = asText(flow?.id);
	return id ? { id, name: asText(flow?.name) } : undefined;
}

/**
 * Finds where the integration's messages go. Its recipient may have an ID of its own, so the ID is always read from it.
 * Permission: routing:message:manage.
 *
 * @throws RefusedError `recipient.missing` when Genesys Cloud has not made one
 */
export async function planRoute(client: GenesysClient, integration: PlannedIntegration, flow: PlannedStep): Promise<PlannedStep> {
	const step = 'route';
	const { name } = integration;
	const detail = `To the flow "${flow.name}"`;
	if (integration.action === 'create') return { step, action: 'create', name, detail: `${detail}.` };
	const id = requireRecipient(integration);
	const present = await getRoute(client, id, WHAT);
	if (!present) return { step, action: 'create', id, name, detail: `${detail}.` };
	if (present.id === flow.id) return { step, action: 'keep', id, name };
	return { step, action: 'change', id, name, detail: `${detail}; it was "${present.name ?? present.id}".` };
}

/** @throws RefusedError `recipient.missing`. Permission: routing:message:manage. */
export async function applyRoute(
	client: GenesysClient,
	integration: { name: string; recipientId?: string },
	flow: { id?: string },
): Promise<{ id: string }> {
	const id = requireRecipient(integration);
	const body = { flow: { id: flow.id } };
	await client.call({ method: 'PUT', path: pathOf(id), body }, { what: WHAT, read: acknowledgement, repeatable: true });
	return { id };
}

function requireRecipient({ name, recipientId }: { name: string; recipientId?: string }): string {
	if (recipientId) return recipientId;
	throw new RefusedError({
		code: 'recipient.missing',
		message: `${WHAT}: the integration "${name}" has no recipient in message routing yet`,
		advice: 'Wait a minute.',
	});
}

function pathOf(recipientId: string): string {
	return `${PATH}/${pathId('Recipient ID', recipientId)}`;
}
