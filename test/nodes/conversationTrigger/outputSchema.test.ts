import schema from '../../../nodes/GenesysConversationTrigger/__schema__/v1.0.0.json';
import { LIFECYCLE_EVENTS } from '../../../genesys/conversations/lifecycle';
import { codeIn, sectionsOf, tableRowsIn } from '../../support/documentation';
import { until } from '../../support/until';
import { eventsOf, genesys, publish, serveNotifications, soon } from '../support/listening';
import { schemaOf } from '../support/outputSchema';

/** The schema file of the Genesys Conversation Trigger, from which n8n knows the items' fields in advance. */

serveNotifications();

const addresses = { fromAddress: { addressNormalized: 'customer-42' }, toAddress: { addressNormalized: 'integration-1' } };
const agent = (id: string, joinedAt: string | undefined, disconnectType: string) => ({
	id,
	purpose: 'agent',
	name: 'Agent One',
	userId: 'user-1',
	queueId: 'queue-1',
	queueName: 'Support',
	startTime: soon(-250),
	messages: [{ state: 'disconnected', disconnectType, connectedTime: joinedAt, disconnectedTime: soon(-100) }],
});

it('has exactly the fields of real items of every event and of its docs', async () => {
	const customer = { id: 'p-1', purpose: 'customer', startTime: soon(-600), messages: [{ state: 'disconnected', disconnectType: 'client', disconnectedTime: soon(-60), type: 'open', ...addresses }] };
	const queue = { id: 'p-2', purpose: 'acd', queueId: 'queue-1', queueName: 'Support', startTime: soon(-300), messages: [{ state: 'disconnected', disconnectedTime: soon(-250) }] };
	const agents = [agent('p-3', undefined, 'client'), agent('p-4', soon(-200), 'transfer'), agent('p-5', soon(-200), 'client')];
	genesys.listed = [{ conversationId: 'c1', conversationEnd: soon(-60) }];
	genesys.conversations = { c1: { id: 'c1', participants: [customer, queue, ...agents] } };
	const trigger = await publish({ mode: 'init', parameters: { events: [...LIFECYCLE_EVENTS] }, staticData: { caughtUpUntil: soon(-600) } });
	await until(() => eventsOf(trigger).includes('conversationEnded'));
	expect([...new Set(eventsOf(trigger))].sort()).toEqual([...LIFECYCLE_EVENTS].sort());
	expect(schema).toEqual(schemaOf(trigger.started));

	const [, ...rows] = tableRowsIn(sectionsOf('docs/lifecycle.md').find(({ title }) => title === 'Fields of an item')?.text ?? '');
	expect(rows.map(([field]) => codeIn(field)[0]).sort()).toEqual(Object.keys(schema.properties).sort());
});
