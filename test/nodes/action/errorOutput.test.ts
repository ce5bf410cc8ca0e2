import { WorkflowExecute } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';
import { ACTION, additionalDataFor, workflowOf } from '../support/engine';
import { guardNetwork, takeInbound } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { runAction } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

guardNetwork();

const onError = 'continueErrorOutput' as const;

/** Three customers, the second of whom has no ID. */
async function sendThree(): Promise<INodeExecutionData[]> {
	takeInbound(2);
	return await runAction({
		operation: 'message: send',
		parameters: { integrationId: { __rl: true, mode: 'id', value: INTEGRATION }, customerId: '={{ $json.customer }}', text: 'Hi' },
		items: [{ customer: 'Ada' }, {}, { customer: 'Cyd' }],
		node: { onError },
	});
}

/** Success output and error output, as n8n's engine divides the items. */
function divided(items: INodeExecutionData[]): INodeExecutionData[][] {
	const credential = new StoredCredential();
	const { workflow, node } = workflowOf(ACTION, {}, credential, { changes: { onError } });
	const outputs = [items];
	const engine = new WorkflowExecute(additionalDataFor(credential), 'trigger');
	engine.handleNodeErrorOutput(workflow, { node, data: { main: [items] }, source: null }, outputs, 0);
	return outputs;
}

describe('with On Error: Continue (using error output)', () => {
	it('sends failed items to the error output and all others to the success output', async () => {
		const [succeeded, failed] = divided(await sendThree());
		expect(succeeded.map(({ json }) => json.customerId)).toEqual(['Ada', 'Cyd']);
		expect(failed).toEqual([
			{ json: { error: expect.objectContaining({ code: 'invalid.input', parameter: 'Customer ID' }) }, pairedItem: { item: 1 } },
		]);
	});

	// n8n 1.123, 2.8 and 2.31: an item fails when `error` is its only key.
	it('adds no other key to a failed item, so that older versions of n8n do the same', async () => {
		const [, failed] = await sendThree();
		expect(Object.keys(failed.json)).toEqual(['error']);
		expect(failed).not.toHaveProperty('error');
	});
});

it('uses the code "unexpected" with advice for an error in n8n itself', async () => {
	const credential = new StoredCredential();
	credential.broken = new Error('The credential cannot be decrypted');
	const [{ json }] = await runAction({
		operation: 'message: send',
		parameters: { integrationId: { __rl: true, mode: 'id', value: INTEGRATION }, customerId: 'Ada', text: 'Hi' },
		credential,
		node: { onError },
	});
	expect(json).toEqual({
		error: { message: 'The credential cannot be decrypted', code: 'unexpected', advice: expect.stringContaining('report an issue') },
	});
});
