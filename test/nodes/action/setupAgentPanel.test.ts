import nock from 'nock';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { panelDocument } from '../../../genesys/agentPanel/policy';
import { startSimulatorProcess, type SimulatorProcess } from '../../support/simulatorProcess';
import { withoutWaiting } from '../../support/withoutWaiting';
import { byName } from '../support/provision';
import { failureOf, runAction } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

/** Setup: Provision and Setup: Check of an agent panel, in n8n's own context and against the simulator. */

const PANEL_URL = 'http://n8n.local/webhook/1a/panel';
let simulator: SimulatorProcess;
let names = 0;

beforeAll(async () => {
	simulator = await startSimulatorProcess({ rateLimitPerMinute: 0 });
	const { agents } = await simulator.call<{ agents: Array<{ id: string }> }>('GET', '/simulator/state');
	for (const name of ['Support Agents', 'Sales Agents']) await simulator.call('POST', '/simulator/groups', { name, members: [agents[0].id] });
}, 30_000);
afterEach(() => nock.cleanAll());
afterAll(async () => {
	await simulator?.stop();
	nock.restore();
});

function credential(panel: IDataObject = {}): StoredCredential {
	const login = { region: 'custom', customDomain: simulator.url, clientId: 'demo-client', clientSecret: 'demo-secret', accessToken: '' };
	return Object.assign(new StoredCredential(login), { panel: { region: 'custom', customDomain: simulator.url, ...panel } });
}

async function run(operation: string, parameters: INodeParameters, withCredential = credential()): Promise<IDataObject> {
	const { result } = await withoutWaiting(async () => await runAction({ operation, parameters: { connection: 'agentPanel', ...parameters }, credential: withCredential }));
	return result[0].json;
}
const provision = async (parameters: INodeParameters = {}) =>
	await run('setup: provision', { name: `Panel ${++names}`, panelUrl: PANEL_URL, groups: 'Support Agents', ...parameters });
const detailOf = ({ steps }: IDataObject, at: number) => String((steps as IDataObject[])[at].detail);

/** The page that the trigger serves. */
function publish(clientId: unknown): void {
	const origins = { api: simulator.url, login: simulator.url, isOwnOrigin: true };
	const page = panelDocument('<meta name="panel-config" content="__CONFIG__">', { clientId: String(clientId), origins }, 'once', Date.now());
	nock('http://n8n.local').get('/webhook/1a/panel').reply(200, `<!doctype html><html>${page}</html>`, { 'Content-Type': 'text/html; charset=utf-8' });
}

describe('Setup: Provision of an agent panel', () => {
	it('returns the IDs for the credential, the steps, and the remaining manual steps', async () => {
		const made = await provision();
		expect(made).toMatchObject({ integrationName: `Panel ${names}`, changed: true, clientId: expect.stringMatching(/^[\w-]{36}$/), organizationId: expect.stringMatching(/^[\w-]{36}$/) });
		expect((made.steps as IDataObject[]).map(({ step }) => step)).toEqual(['oauthClient', 'integration', 'configuration', 'activation']);
		expect((made.toDo as string[]).join()).toMatch(/Genesys Agent Panel API.*Setup: Check/);
		expect(await provision({ name: made.integrationName as string })).toMatchObject({ changed: false, clientId: made.clientId, integrationId: made.integrationId });
	});

	it('accepts groups and queues by name or ID, as text or list', async () => {
		const planned = await provision({ groups: 'Support Agents, sales agents', queues: ['Support', 'Sales'], communicationTypes: ['open', 'webmessaging'], dryRun: true });
		expect(detailOf(planned, 2)).toContain('communication types open, webmessaging; groups Support Agents, Sales Agents; queues Support, Sales;');
		const { entities } = await simulator.call<{ entities: Array<{ id: string }> }>('GET', '/api/v2/groups');
		expect(detailOf(await provision({ groups: entities[1].id, dryRun: true }), 2)).toContain('groups Sales Agents; sandbox');
	});

	it('removes query and fragment from the URL', async () => {
		expect(detailOf(await provision({ panelUrl: `${PANEL_URL}?conversationId=1#top`, dryRun: true }), 0)).toContain(`Redirect URI: ${PANEL_URL}. `);
	});

	it.each([
		['a URL', { panelUrl: '' }, '"Panel URL" is empty'],
		['a name', { name: ' ' }, '"Name" is empty'],
		['groups', { groups: ' , ' }, '"Groups" is empty, so no agent would see the panel'],
		['a production URL', { panelUrl: 'http://n8n.local/webhook-test/1a/panel' }, '"Panel URL" can\'t be http://n8n.local/webhook-test/1a/panel: it is the test URL'],
		['a Client ID', { clientId: 'demo' }, '"Client ID" doesn\'t look like a Genesys Cloud ID'],
		['communication types', { communicationTypes: [] }, '"Communication Types" is empty'],
		['known communication types', { communicationTypes: ['message'] }, '"Communication Types" contains "message"'],
	])('requires %s', async (_what, parameters, message) => {
		expect((await failureOf(provision(parameters))).message).toContain(message);
	});
});

describe('Setup: Check of an agent panel', () => {
	async function check({ integrationName, clientId, organizationId }: IDataObject, panel: IDataObject = {}): Promise<IDataObject> {
		return await run('setup: check', { integrationId: byName(String(integrationName)) }, credential({ clientId, organizationId, ...panel }));
	}
	const codesOf = ({ findings }: IDataObject) => (findings as IDataObject[]).map(({ code }) => code);

	it('finds nothing in a working setup', async () => {
		const made = await provision();
		publish(made.clientId);
		expect(await check(made)).toEqual({ ok: true, findings: [] });
	});

	it('reports a panel that uses another OAuth client', async () => {
		const made = await provision();
		publish('00000000-0000-4000-8000-000000000000');
		expect(codesOf(await check(made))).toEqual(['panel.otherClient']);
	});

	it.each([
		['an unpublished workflow', 404, { code: 404, message: 'The requested webhook "GET 1a/panel" is not registered.' }, 'webhook.notPublished'],
		['a trigger with an incomplete credential', 503, { code: 'unavailable', message: 'This panel is not set up in n8n. Client ID is empty' }, 'panel.credential'],
		['another page', 200, '<!doctype html><html>Welcome</html>', 'webhook.notOurs'],
		['a blocking proxy', 403, 'Forbidden', 'webhook.notOurs'],
		['a redirect', 302, '', 'webhook.notOurs'],
		['a busy server', 503, 'Busy', 'webhook.unreachable'],
	])('reports %s', async (_what, status, body, code) => {
		const made = await provision();
		nock('http://n8n.local').get('/webhook/1a/panel').reply(status, body, status === 302 ? { Location: 'http://elsewhere.local/' } : {});
		expect(codesOf(await check(made))).toEqual([code]);
	});

	it('reports an incomplete credential', async () => {
		expect(await check(await provision(), { clientId: '' })).toMatchObject({ ok: false, findings: [{ code: 'panel.credential', what: expect.stringContaining('Client ID is empty') }] });
	});
});
