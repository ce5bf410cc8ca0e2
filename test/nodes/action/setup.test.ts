import nock from 'nock';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { answerTo, challengeIn } from '../../../genesys/openMessaging/probe';
import { Organisation, refuse, UPLOADS } from '../../support/organisation';
import { withoutWaiting } from '../../support/withoutWaiting';
import { LOGIN } from '../support/genesys';
import { serve, type Asked } from '../support/organisation';
import { failureOf, runAction, runOnce } from '../support/runAction';
import { SECRET, StoredCredential } from '../support/storedCredential';

let organisation: Organisation;
let asked: Asked[];
let uploadHeaders: Array<Record<string, string>>;

beforeAll(() => nock.disableNetConnect());
beforeEach(() => {
	organisation = new Organisation();
	({ asked, uploadHeaders } = serve(organisation));
});
afterEach(() => nock.cleanAll());
afterAll(() => {
	nock.enableNetConnect();
	nock.restore();
});

const byName = (value: string) => ({ __rl: true, mode: 'name', value });

async function provision(parameters: INodeParameters = {}, credential?: StoredCredential): Promise<IDataObject> {
	const { result } = await withoutWaiting(
		async () =>
			await runAction({ operation: 'setup: provision', parameters: { queue: byName('Support'), ...parameters }, credential }),
	);
	expect(result).toHaveLength(1);
	return result[0].json;
}

async function check(parameters: INodeParameters = {}, credential?: StoredCredential): Promise<IDataObject[]> {
	const integrationId = byName('n8n Open Messaging');
	const { result } = await withoutWaiting(
		async () => await runAction({ operation: 'setup: check', parameters: { integrationId, ...parameters }, credential }),
	);
	return result.map(({ json }) => json);
}

/** Changes of the organisation since they were asked for last. */
const changes = () => organisation.changes.splice(0);

describe('Setup: Provision', () => {
	it('sets an empty organisation up, with its defaults', async () => {
		const output = await provision();
		expect(output).toMatchObject({
			integrationId: 'integration-1',
			integrationName: 'n8n Open Messaging',
			queue: { id: 'queue-1', name: 'Support' },
			flowId: 'flow-1',
			changed: true,
		});
		expect((output.steps as IDataObject[]).map(({ step }) => step)).toEqual([
			'queue',
			'supportedContent',
			'messagingSetting',
			'integration',
			'flow',
			'route',
		]);
	});

	it('sends the flow to its address without the token, and with the headers that it is signed for', async () => {
		await provision();
		expect(uploadHeaders).toHaveLength(1);
		expect(uploadHeaders[0]).toMatchObject({ 'x-amz-acl': 'private' });
		expect(JSON.stringify(uploadHeaders)).not.toMatch(/authorization|Bearer|stored-access/i);
		expect(organisation.uploads[0].content).toContain('inboundShortMessage:');
	});

	it('changes nothing when it runs again', async () => {
		const parameters = { options: { threadingWindowMinutes: 0 } };
		const first = await provision(parameters);
		changes();
		asked.splice(0);
		const second = await provision(parameters);
		expect(changes()).toEqual([]);
		expect(second).toEqual({
			...first,
			changed: false,
			steps: (first.steps as IDataObject[]).map(({ step, id, name }) => ({ step, status: 'unchanged', id, name })),
		});
		// What is not a look is a probe, and was refused.
		expect(asked.filter(({ line, status }) => !line.startsWith('GET') && status < 400)).toEqual([]);
	});

	it('only returns what would be changed in a dry run, and reads alone', async () => {
		const planned = await provision({ dryRun: true });
		expect(planned).toEqual({
			dryRun: true,
			integrationName: 'n8n Open Messaging',
			queue: { id: 'queue-1', name: 'Support' },
			changed: false,
			steps: [
				{ step: 'queue', status: 'unchanged', id: 'queue-1', name: 'Support' },
				{ step: 'supportedContent', status: 'wouldCreate', name: 'n8n Open Messaging' },
				{ step: 'messagingSetting', status: 'wouldCreate', name: 'n8n Open Messaging' },
				{ step: 'integration', status: 'wouldCreate', name: 'n8n Open Messaging' },
				{ step: 'flow', status: 'wouldCreate', name: 'n8n Open Messaging Handover' },
				{ step: 'route', status: 'wouldCreate', name: 'n8n Open Messaging', detail: 'To the flow "n8n Open Messaging Handover".' },
			],
		});
		expect(asked.filter(({ line }) => !line.startsWith('GET'))).toEqual([]);
		expect(uploadHeaders).toEqual([]);
	});

	it('makes nothing twice when several items ask for the same', async () => {
		const { result } = await withoutWaiting(
			async () =>
				await runAction({ operation: 'setup: provision', parameters: { queue: byName('Support') }, items: [{}, {}, {}] }),
		);
		expect(result.map(({ json }) => json.changed)).toEqual([true, false, false]);
		expect(organisation.integrations.items).toHaveLength(1);
	});

	it('makes a name known anew that was another integration before, which somebody has deleted', async () => {
		const idOf = async (name: string) => (await runOnce('integration: get', { integrationId: byName(name) }, credential)).integrationId;
		const credential = new StoredCredential();
		await provision({ name: 'Shop' }, credential);
		expect(await idOf('Shop')).toBe('integration-1');
		organisation.integrations.items.splice(0, 1, { id: 'integration-of-somebody', name: 'Another' });
		await provision({ name: 'Shop' }, credential);
		expect(await idOf('Shop')).toBe('integration-2');
	});

	it('leaves the threading window alone unless it is asked for', async () => {
		await provision();
		expect(organisation.threading[1].timeoutInMinutes).toBe(4320);
	});

	it('takes a name, an address, a flow', async () => {
		organisation.flows.add({ name: 'Mine', publishedVersion: {} });
		await provision({ name: 'WhatsApp', options: { flow: 'Mine', webhookUrl: 'https://n8n.acme.io/x' } });
		expect(organisation.integrations.items).toMatchObject([{ name: 'WhatsApp', outboundNotificationWebhookUrl: 'https://n8n.acme.io/x' }]);
		expect(uploadHeaders).toEqual([]);
	});

	it.each([
		['', 'The credential has no webhook secret'],
		['fifteen letters', 'The webhook secret has only 15 characters'],
	])('wants a webhook secret before it makes a call: %j', async (webhookSecret, message) => {
		const failure = await failureOf(provision({}, new StoredCredential({ webhookSecret })));
		expect(failure.message).toBe(message);
		expect(asked).toEqual([]);
	});

	it('wants a queue before it makes a call', async () => {
		expect((await failureOf(provision({ queue: byName('') }))).message).toBe('"Queue" is empty');
		expect(asked).toEqual([]);
	});

	it('names all permissions that are missing, and has changed nothing', async () => {
		['messaging:supportedContent:add', 'architect:flow:publish', 'routing:message:manage'].forEach((one) => organisation.lacking.add(one));
		const failure = await failureOf(provision());
		for (const permission of organisation.lacking) expect(failure.message).toContain(permission);
		expect(failure.description).toContain('Nothing has been changed');
		expect(organisation.contents.items).toEqual([]);
	});

	it('tells what Architect says against a flow', async () => {
		organisation.architectRefuses = 'Publishing is not possible: the flow is locked by Ada';
		const failure = await failureOf(provision());
		expect(failure.message).toBe(
			'Set up Genesys Cloud, step "flow": Publish the flow: Architect refused it: Publishing is not possible: the flow is locked by Ada',
		);
		expect(failure.description).toContain('name it in the field Flow');
		expect(failure.description).toContain('Done before this step: queue (unchanged), supportedContent (created), messagingSetting (created), integration (created)');
	});

	it('says when the storage refuses the file, without its address', async () => {
		jest.spyOn(organisation, 'put').mockReturnValueOnce(refuse(403));
		const failure = await failureOf(provision());
		expect(failure.message).toContain('the storage of Genesys Cloud answered 403');
		expect(JSON.stringify({ ...failure, message: failure.message, stack: failure.stack })).not.toContain(UPLOADS);
	});

	it.each([
		['supportedContent', 'POST', '/api/v2/conversations/messaging/supportedcontent'],
		['messagingSetting', 'POST', '/api/v2/conversations/messaging/settings'],
		['integration', 'POST', '/api/v2/conversations/messaging/integrations/open'],
		['flow', 'POST', '/api/v2/flows/jobs'],
		['route', 'PUT', '/api/v2/routing/message/recipients/recipient-1'],
		['threading', 'PUT', '/api/v2/conversations/messaging/threadingtimeline'],
	])('goes on after a failure in step %s', async (step, method, path) => {
		const answer = organisation.answer.bind(organisation);
		// Where the request is also a probe, the probe passes.
		let passing = step === 'route' ? 0 : 1;
		const broken = jest
			.spyOn(organisation, 'answer')
			.mockImplementation((request) =>
				request.method === method && request.path === path && passing-- <= 0 ? refuse(409) : answer(request),
			);
		const parameters = { options: { threadingWindowMinutes: 0 } };
		const failure = await failureOf(provision(parameters));
		expect(failure.message).toContain(`step "${step}"`);
		expect(failure.description).toContain('run it again');
		broken.mockRestore();

		await provision(parameters);
		changes();
		expect((await provision(parameters)).changed).toBe(false);
		expect(changes()).toEqual([]);
		const { contents, settings, integrations, flows } = organisation;
		expect([contents, settings, integrations, flows].map(({ items }) => items.length)).toEqual([1, 1, 1, 1]);
	});

	it('waits a rate limit out', async () => {
		organisation.faults.push({ request: 'PUT /api/v2/routing', answer: refuse(429, { 'retry-after': '5' }) });
		expect((await provision()).changed).toBe(true);
	});
});

describe('Setup: Check', () => {
	beforeEach(async () => {
		await provision({ options: { threadingWindowMinutes: 0, webhookUrl: 'https://n8n.acme.io/webhook/1' } });
		changes();
		nock('https://n8n.acme.io').persist().post('/webhook/1').reply(200, async (request: Request) => {
			const challenge = challengeIn(Buffer.from(await request.text())) ?? '';
			return answerTo(challenge, { integrationId: 'integration-1', url: 'https://n8n.acme.io/webhook/1' }, SECRET) as nock.Body;
		});
	});

	it('gives no item where all is well, and changes nothing', async () => {
		expect(await check()).toEqual([]);
		expect(await check({ integrationId: { __rl: true, mode: 'id', value: 'integration-1' }, queue: byName('Support') })).toEqual([]);
		expect(changes()).toEqual([]);
	});

	it('gives an item for each finding', async () => {
		delete organisation.recipients.items[0].flow;
		organisation.lacking.add('conversation:communication:view');
		const findings = await check({ queue: byName('Nowhere') });
		expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
			['permission.missing', 'error'],
			['route.missing', 'error'],
			['queue.notVisible', 'error'],
		]);
		for (const finding of findings) expect(finding).toEqual(expect.objectContaining({ what: expect.stringMatching(/\.$/), advice: expect.stringMatching(/\.$/) }));
	});

	it('finds a placeholder before the trigger is published', async () => {
		organisation.integrations.items[0].outboundNotificationWebhookUrl = 'https://n8n.invalid';
		expect(await check()).toMatchObject([{ code: 'webhook.placeholder', advice: expect.stringContaining('Publish the workflow') }]);
	});

	it('of a simulator asks the URL itself what is there', async () => {
		const origin = 'http://genesys.local:4010';
		const simulator = nock(origin).persist();
		for (const method of ['get', 'post', 'put', 'patch'] as const) {
			simulator[method](/^\/api/).query(true).reply(async (request: Request) => {
				const text = await request.text();
				const { status, body } = organisation.answer({
					method: request.method as 'GET',
					path: new URL(request.url).pathname,
					body: text === '' ? undefined : (JSON.parse(text) as object),
				});
				return [status, body as nock.Body];
			});
		}
		nock('http://n8n.local:5678').post('/webhook/1').reply(404);
		nock('http://gone.local').post('/webhook/1').replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
		const credential = () => new StoredCredential({ region: 'custom', customDomain: origin });
		const deliverTo = (url: string) => Object.assign(organisation.integrations.items[0], { outboundNotificationWebhookUrl: url });

		deliverTo('http://n8n.local:5678/webhook/1');
		expect(await check({}, credential())).toMatchObject([{ code: 'webhook.notOurs' }]);
		deliverTo('http://gone.local/webhook/1');
		expect(await check({}, credential())).toMatchObject([
			{ code: 'webhook.unreachable', what: expect.stringContaining('gone.local cannot be reached: the connection was refused') },
		]);
	});

	it('finds a login that fails, with what the credential has to say about it', async () => {
		nock(LOGIN).post('/oauth/token').reply(401, { error: 'invalid_client', description: 'authentication failed' });
		expect(await check({}, new StoredCredential({ accessToken: '' }))).toEqual([
			{
				code: 'login.failed',
				severity: 'error',
				what: 'Genesys Cloud cannot be logged in to: https://login.mypurecloud.de knows the Client ID, but the Client Secret is wrong.',
				advice: expect.stringContaining('Copy the Client Secret again'),
			},
		]);
	});

	it('finds a region that is none', async () => {
		const credential = new StoredCredential({ region: 'custom', customDomain: '' });
		expect(await check({}, credential)).toMatchObject([{ code: 'login.failed', what: expect.stringContaining('Custom Domain is empty') }]);
	});

	it.each([
		['', 'secret.missing'],
		['short', 'secret.tooShort'],
	])('finds the webhook secret %j', async (webhookSecret, code) => {
		expect(await check({}, new StoredCredential({ webhookSecret }))).toMatchObject([{ code }]);
	});

	it('wants an integration', async () => {
		expect((await failureOf(check({ integrationId: byName('') }))).message).toBe('"Integration" is empty');
	});
});
