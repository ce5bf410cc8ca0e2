import { ExecuteContext } from 'n8n-core';
import { createEmptyRunExecutionData, type IBinaryKeyData, type IDataObject, type INode, type INodeExecutionData, type INodeParameters } from 'n8n-workflow';
import { additionalDataFor, ROUTER, router, workflowOf } from './engine';
import { api } from './genesys';
import { CONVERSATION, INTEGRATION } from './ids';
import { StoredCredential } from './storedCredential';

export interface RouterRun {
	parameters?: INodeParameters;
	items?: IDataObject[];
	files?: IBinaryKeyData;
	/** What a process knows of a customer is kept by the credential. */
	credential?: StoredCredential;
	node?: Partial<INode>;
}

export const integrationId = { __rl: true, mode: 'id', value: INTEGRATION };

/** A message of one customer, who may have a handover. */
export const message = { integrationId, customerId: '={{ $json.customer ?? "customer-42" }}', text: '={{ $json.text }}', conversationId: '={{ $json.conversationId }}' };

/** Runs the router once in n8n's own execution context; gives the items of its two outputs. */
export async function runRouter({ parameters = message, items = [{ text: 'Hi' }], files, credential = new StoredCredential(), node: changes }: RouterRun): Promise<{
	agent: INodeExecutionData[];
	bot: INodeExecutionData[];
}> {
	const { workflow, node } = workflowOf(ROUTER, parameters, credential, { changes });
	const input: INodeExecutionData[] = items.map((json, item) => ({ json, binary: files, pairedItem: { item } }));
	const data = { main: [input] };
	const execution = { data, node, source: null };
	const context = new ExecuteContext(workflow, node, additionalDataFor(credential), 'trigger', createEmptyRunExecutionData(), 0, input, data, execution, []);
	const [agent, bot, ...others] = await router.execute.call(context);
	expect(others).toEqual([]);
	return { agent, bot };
}

/** A conversation as Genesys shows it, of the tests' customer and integration. */
export function shown(state: 'connected' | 'disconnected', changes: { id?: string; customerId?: string; integrationId?: string } = {}): IDataObject {
	const addresses = {
		fromAddress: { addressNormalized: changes.customerId ?? 'customer-42' },
		toAddress: { addressNormalized: changes.integrationId ?? INTEGRATION },
	};
	const ended = state === 'disconnected' ? { disconnectedTime: '2026-01-31T10:20:00.000Z', disconnectType: 'peer' } : {};
	return {
		id: changes.id ?? CONVERSATION,
		startTime: '2026-01-31T10:00:00.000Z',
		participants: [{ id: 'p-1', purpose: 'customer', messages: [{ id: 'c-1', state, type: 'open', ...addresses, ...ended }] }],
	};
}

/** Answers looks at a conversation; 404 as for one that Genesys does not know, or does not show yet. */
export function showLooks(answer: IDataObject | 404, { id = CONVERSATION, times = 1 } = {}): void {
	const looks = api().get(`/api/v2/conversations/${id}`).times(times);
	if (answer === 404) looks.reply(404, { code: 'not.found', message: 'Conversation not found', status: 404 });
	else looks.reply(200, answer);
}
