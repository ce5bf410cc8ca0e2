import { WorkflowExecute } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';
import { additionalDataFor, ROUTER, workflowOf } from '../support/engine';
import { guardNetwork, takeInbound } from '../support/genesys';
import { CONVERSATION } from '../support/ids';
import { showLooks, shown } from '../support/looks';
import { message, runRouter } from '../support/runRouter';
import { StoredCredential } from '../support/storedCredential';

guardNetwork();

const onError = 'continueErrorOutput' as const;

it('adds a third output after Agent and Bot with On Error: Continue (using error output)', async () => {
	showLooks(shown('connected'));
	takeInbound();
	const { agent, bot } = await runRouter({
		items: [{ text: 'Hi', conversationId: CONVERSATION }, { customer: 'customer-43', text: 'Hello' }, { customer: ' ', text: 'Who am I?' }],
		node: { onError },
	});
	const credential = new StoredCredential();
	const { workflow, node } = workflowOf(ROUTER, message, credential, { changes: { onError } });
	const outputs: INodeExecutionData[][] = [agent, bot];
	const engine = new WorkflowExecute(additionalDataFor(credential), 'trigger');
	engine.handleNodeErrorOutput(workflow, { node, data: { main: [[]] }, source: null }, outputs, 0);
	expect(outputs.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([[{ item: 0 }], [{ item: 1 }], [{ item: 2 }]]);
	expect(outputs[2][0].json).toEqual({ error: expect.objectContaining({ code: 'invalid.input', parameter: 'Customer ID' }) });
});
