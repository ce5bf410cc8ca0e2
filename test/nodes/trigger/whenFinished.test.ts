import { agentMessage } from '../support/deliveries';
import { triggerServer } from '../support/runTrigger';

const start = triggerServer();

/** n8n's responses, with 200, for an execution without a result. */
const NO_RESULT = [
	'Workflow executed successfully but no data was returned',
	'Workflow executed successfully but the last node did not return any data',
];

describe('with Respond: When Finished', () => {
	const address = 'setup';

	it.each(NO_RESULT)('rejects a message whose execution did not run, so that Genesys delivers it again (%s)', async (message) => {
		const outcomes = [{ status: 200, body: { message } }];
		const trigger = start({ address, execute: () => outcomes.shift() ?? 200 });
		const delivery = agentMessage();
		expect((await trigger.deliver(delivery)).status).toBe(500);
		expect(await trigger.deliver(delivery)).toEqual({ status: 200, body: '' });
		expect(trigger.started).toHaveLength(2);
	});

	it('accepts a message whose execution ran', async () => {
		const trigger = start({ address });
		const delivery = agentMessage();
		expect(await trigger.deliver(delivery)).toEqual({ status: 200, body: '' });
		expect((await trigger.deliver(delivery)).body).toEqual({ message: 'Already accepted' });
		expect(trigger.started).toHaveLength(1);
	});

	it.each([404, 500, 503])("keeps n8n's own status %i", async (status) => {
		const body = { message: 'Error in workflow' };
		const trigger = start({ address, execute: () => ({ status, body }) });
		expect(await trigger.deliver(agentMessage())).toEqual({ status, body });
	});
});

it('with Respond: Immediately, accepts the message once n8n has started the execution', async () => {
	const body = { message: 'Workflow was started' };
	const trigger = start({ execute: () => ({ status: 200, body }) });
	expect(await trigger.deliver(agentMessage())).toEqual({ status: 200, body });
});

it('responds according to the URL, even if Respond was changed without entering the other URL', async () => {
	const body = { message: 'Workflow was started' };
	const trigger = start({ parameters: { options: { respond: 'whenFinished' } }, execute: () => ({ status: 200, body }) });
	expect(await trigger.deliver(agentMessage())).toEqual({ status: 200, body });
});
