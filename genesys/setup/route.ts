import { acknowledgement, objectWithId } from '../answers';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { asObject, asText } from '../json';
import { pathId, type Reference } from '../ids';
import { getFlow } from './flow';
import { defaultQueueIn } from './handoverFlow';
import type { PlannedStep } from './plan';

const WHAT = 'Route the integration to the flow';

/** The flow that handles an integration's messages, or `undefined`. Permission: routing:message:manage. */
export async function getRoute(client: GenesysClient, recipientId: string, what: string): Promise<Reference | undefined> {
	const recipient = await client.call({ method: 'GET', path: pathOf(recipientId) }, { what, read: objectWithId });
	const flow = asObject(recipient.flow);
	const id = asText(flow?.id);
	return id ? { id, name: asText(flow?.name) } : undefined;
}

/**
 * The integration's recipient can have a different ID, so this always reads it from the integration. Permission: routing:message:manage.
 * @param mayReplace whether to replace a route to a flow that this package didn't create
 * @throws RefusedError `route.taken`; `recipient.missing` if Genesys Cloud has not created one; also when applied
 */
export async function planRoute(client: GenesysClient, [integration, flow]: PlannedStep[], mayReplace: boolean): Promise<PlannedStep> {
	const about = { step: 'route', name: integration.name } as const;
	const to = `To the flow "${flow.name}"`;
	const apply = async () => {
		const id = requireRecipient(integration);
		const body = { flow: { id: flow.id } };
		await client.call({ method: 'PUT', path: pathOf(id), body }, { what: WHAT, read: acknowledgement, repeatable: true });
		return { id };
	};
	if (integration.action === 'create') return { ...about, action: 'create', detail: `${to}.`, apply };
	const id = requireRecipient(integration);
	const present = await getRoute(client, id, WHAT);
	if (!present) return { ...about, action: 'create', id, detail: `${to}.`, apply };
	if (present.id === flow.id) return { ...about, action: 'keep', id };
	const former = present.name ?? present.id;
	const formerFlow = mayReplace ? undefined : await getFlow(client, present.id, WHAT);
	if (formerFlow && defaultQueueIn(formerFlow.description) === undefined) {
		const message = `${WHAT}: the messages of the integration "${integration.name}" already go to the flow "${former}"`;
		const advice = `To keep it, enter "${former}" as Flow. To replace it, turn on Replace Existing Route.`;
		throw new RefusedError({ code: 'route.taken', message, advice });
	}
	return { ...about, action: 'change', id, detail: `${to} (before: "${former}").`, apply };
}

function requireRecipient({ name, recipientId }: PlannedStep): string {
	if (recipientId) return recipientId;
	const message = `${WHAT}: the integration "${name}" has no recipient in message routing yet`;
	throw new RefusedError({ code: 'recipient.missing', message, advice: 'Wait a minute.' });
}

function pathOf(recipientId: string): string {
	return `/api/v2/routing/message/recipients/${pathId('Recipient ID', recipientId)}`;
}
