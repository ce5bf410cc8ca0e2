import { acknowledgement, objectWithId } from '../answers';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { asObject, asText } from '../json';
import type { OpenIntegration, Reference } from '../openMessaging/integrations';
import { pathId } from '../pathId';
import type { StepResult } from './step';

const PATH = '/api/v2/routing/message/recipients';

/** The flow that handles an integration's messages, or `undefined`. Permission: routing:message:manage. */
export async function getRoute(client: GenesysClient, recipientId: string, what: string): Promise<Reference | undefined> {
	const recipient = await client.call({ method: 'GET', path: pathOf(recipientId) }, { what, read: objectWithId });
	const flow = asObject(recipient.flow);
	const id = asText(flow?.id);
	return id ? { id, name: asText(flow?.name) } : undefined;
}

/**
 * Points an integration to a flow. Its recipient may have an id of its own, so that is always read from it.
 * @throws RefusedError `recipient.missing` when Genesys has not made one
 */
export async function ensureRoute(
	client: GenesysClient,
	{ name, recipientId }: Pick<OpenIntegration, 'name' | 'recipientId'>,
	flow: { id: string; name: string },
): Promise<StepResult> {
	const what = 'Route the integration to the flow';
	if (!recipientId) {
		throw new RefusedError({
			code: 'recipient.missing',
			message: `${what}: the integration "${name}" has no address in message routing yet`,
			advice: 'Wait a minute.',
		});
	}
	const present = await getRoute(client, recipientId, what);
	const about = { id: recipientId, name };
	if (present?.id === flow.id) return { status: 'unchanged', ...about };
	const body = { flow: { id: flow.id } };
	await client.call({ method: 'PUT', path: pathOf(recipientId), body }, { what, read: acknowledgement, repeatable: true });
	if (!present) return { status: 'created', ...about, detail: `To the flow "${flow.name}".` };
	return { status: 'changed', ...about, detail: `To the flow "${flow.name}"; it was "${present.name ?? present.id}".` };
}

function pathOf(recipientId: string): string {
	return `${PATH}/${pathId('Recipient ID', recipientId)}`;
}
