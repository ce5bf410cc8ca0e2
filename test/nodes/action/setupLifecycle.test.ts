import nock from 'nock';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { Organisation, refuse } from '../../support/organisation';
import { withoutWaiting } from '../../support/withoutWaiting';
import { serve, type Asked } from '../support/organisation';
import { failureOf, runAction } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

/** Setup: Provision with Life Cycle URL, in n8n. */

const SECRET = 'a secret of this test, long enough';
const lifecycleUrl = 'https://n8n.acme.io/webhook/1/lifecycle';
let organisation: Organisation;
let asked: Asked[];

beforeAll(() => nock.disableNetConnect());
beforeEach(() => {
	organisation = new Organisation();
	({ asked } = serve(organisation));
});
afterEach(() => nock.cleanAll());
afterAll(() => {
	nock.enableNetConnect();
	nock.restore();
});

async function provision(fields: INodeParameters = {}, webhookSecret = SECRET): Promise<IDataObject> {
	const { result } = await withoutWaiting(
		async () =>
			await runAction({
				operation: 'setup: provision',
				parameters: { queue: { __rl: true, mode: 'name', value: 'Support' }, additionalFields: { lifecycleUrl, ...fields } },
				credential: new StoredCredential({ webhookSecret }),
			}),
	);
	expect(result).toHaveLength(1);
	return result[0].json;
}

const stepsOf = ({ steps }: IDataObject) => (steps as IDataObject[]).filter(({ step }) => String(step).startsWith('lifecycle'));

it('makes what posts to the address, with the secret of the credential, and tells each part', async () => {
	const output = await provision();
	expect(stepsOf(output).map(({ step, status, name }) => [step, status, name])).toEqual([
		['lifecycleIntegration', 'created', 'n8n Open Messaging Life Cycle'],
		['lifecycleAction', 'created', 'n8n Open Messaging Life Cycle Event'],
		['lifecycleWorkflow', 'created', 'n8n Open Messaging Life Cycle'],
		['lifecycleTrigger', 'created', 'n8n Open Messaging Life Cycle: customer.end'],
		['lifecycleTrigger', 'created', 'n8n Open Messaging Life Cycle: acd.end'],
		['lifecycleTrigger', 'created', 'n8n Open Messaging Life Cycle: user.end'],
		['lifecycleTrigger', 'created', 'n8n Open Messaging Life Cycle: acd.start'],
	]);
	const { actions, credentials } = organisation.lifecycle;
	expect(actions.items).toMatchObject([{ config: { request: { requestUrlTemplate: lifecycleUrl } } }]);
	expect(credentials.items).toMatchObject([{ credentialFields: { webhookSecret: SECRET } }]);
	expect(JSON.stringify(output)).not.toContain(SECRET);
});

it('changes nothing when it runs again, and only reads', async () => {
	const first = await provision();
	asked.splice(0);
	const second = await provision();
	expect(second.changed).toBe(false);
	expect(stepsOf(second)).toEqual(stepsOf(first).map(({ step, id, name }) => ({ step, status: 'unchanged', id, name })));
	expect(asked.filter(({ line }) => !line.startsWith('GET'))).toEqual([]);
});

it('changes the action with the address, and the credential with the secret', async () => {
	await provision();
	const changed = async (...given: Parameters<typeof provision>) =>
		stepsOf(await provision(...given)).filter(({ status }) => status !== 'unchanged').map(({ step }) => step);
	const other = { lifecycleUrl: 'https://n8n.acme.io/webhook/2/lifecycle' };
	expect(await changed(other)).toEqual(['lifecycleAction']);
	expect(await changed(other, 'another secret of this test')).toEqual(['lifecycleIntegration']);
});

it('makes nothing of it without an address', async () => {
	const output = await provision({ lifecycleUrl: ' ' });
	expect(stepsOf(output)).toEqual([]);
	expect(organisation.lifecycle.counts).toEqual([0, 0, 0, 0]);
});

it.each([
	['the address of the trigger that is for messages', 'https://n8n.acme.io/webhook/1'],
	['the address for tests', 'https://n8n.acme.io/webhook-test/1/lifecycle'],
	['an address of this machine', 'http://localhost:5678/webhook/1/lifecycle'],
])('refuses %s before it makes a call', async (_what, url) => {
	const failure = await failureOf(provision({ lifecycleUrl: url }));
	expect(failure.message).toContain(url);
	expect(asked).toEqual([]);
});

it('goes on after a failure, and names the way by hand', async () => {
	organisation.faults.push({ request: 'POST /api/v2/integrations/credentials', answer: refuse(400) });
	const failure = await failureOf(provision());
	expect(failure.message).toContain('step "lifecycleIntegration": Store the webhook secret');
	expect(failure.description).toContain('make this part by hand (docs/lifecycle.md, "By hand")');
	expect(`${failure.message} ${failure.description} ${JSON.stringify(failure)}`).not.toContain(SECRET);
	expect((await provision()).changed).toBe(true);
	expect(organisation.lifecycle.counts).toEqual([1, 1, 1, 4]);
});
