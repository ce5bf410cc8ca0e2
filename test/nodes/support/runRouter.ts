import { ExecuteContext } from 'n8n-core';
import { createEmptyRunExecutionData, type IBinaryKeyData, type IDataObject, type INode, type INodeExecutionData, type INodeParameters } from 'n8n-workflow';
import { additionalDataFor, ROUTER, router, workflowOf } from './engine';
import { INTEGRATION } from './ids';
import { StoredCredential } from './storedCredential';

export interface RouterRun {
	parameters?: INodeParameters;
	items?: IDataObject[];
	files?: IBinaryKeyData;
	/** The process caches what it knows about a customer per credential. */
	credential?: StoredCredential;
	node?: Partial<INode>;
}

export const integrationId = { __rl: true, mode: 'id', value: INTEGRATION };

/** A message of one customer, who may have a handover. */
export const message = { integrationId, customerId: '={{ $json.customer ?? "customer-42" }}', text: '={{ $json.text }}', conversationId: '={{ $json.conversationId }}' };

/** Runs the router once in n8n's own execution context, and returns the items of its two outputs. */
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
