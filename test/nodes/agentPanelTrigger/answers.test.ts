import type { IDataObject } from 'n8n-workflow';
import schema from '../../../nodes/GenesysAgentPanelTrigger/__schema__/v1.0.0.json';
import { AGENT, conversation, freshToken, genesysFor, opened, panelServer, panelTrigger, TEXTS, type PanelSetUp } from '../support/agentPanel';
import { guardNetwork } from '../support/genesys';
import { CONVERSATION } from '../support/ids';
import { schemaOf } from '../support/outputSchema';

/** The item for an agent's request, and the response to the page when the workflow finishes. */

guardNetwork('127.0.0.1');
const start = panelServer();

async function ask(setUp: PanelSetUp, request = opened(), told: Parameters<typeof genesysFor>[1] = {}) {
	const panel = start(setUp);
	const token = freshToken();
	genesysFor(token, { messages: [200, TEXTS], ...told });
	const { status, headers, body } = await panel.post(request, `Bearer ${token}`);
	return { panel, token, status, headers, body };
}

it('starts the workflow with the agent, the conversation, its data, and its messages, oldest first', async () => {
	const { panel, token } = await ask({});
	expect(panel.started).toEqual([
		{
			event: 'panelOpened',
			conversationId: CONVERSATION,
			customerId: 'customer-42',
			integrationId: 'integration-1',
			agent: AGENT,
			participantData: { orderNumber: '4711' },
			transcript: [
				{ role: 'customer', text: 'Text 1', time: '2026-01-31T10:01:00.000Z' },
				{ role: 'bot', text: 'Text 2', time: '2026-01-31T10:02:00.000Z' },
				{ role: 'agent', text: 'Text 3', time: '2026-01-31T10:03:00.000Z' },
				{ role: 'customer', text: 'Text 4', time: '2026-01-31T10:04:00.000Z' },
			],
		},
	]);
	expect(JSON.stringify([panel.started, panel.logged])).not.toContain(token);
});

it('starts the workflow with the selected action and its unchanged value', async () => {
	const { panel } = await ask({}, opened({ event: 'panelAction', action: { name: 'search', value: ' <b>pumps</b> ' } }));
	expect(panel.started).toMatchObject([{ event: 'panelAction', action: { name: 'search', value: ' <b>pumps</b> ' } }]);
});

it.each<[title: string, messages: [number, IDataObject?]]>([
	['rejects the request for messages', [403, { code: 'missing.permissions', message: 'conversation:message:view' }]],
	['cannot find the messages', [404]],
	['returns something else', [200, { entities: 'none' }]],
])('starts the workflow with an empty transcript if Genesys Cloud %s', async (_title, messages) => {
	const { panel, status } = await ask({}, opened(), { messages });
	expect(status).toBe(200);
	expect(panel.started).toMatchObject([{ event: 'panelOpened', transcript: [] }]);
});

it('lists exactly the fields of a real item in its schema', async () => {
	const { panel } = await ask({}, opened({ event: 'panelAction', action: { name: 'search', value: 'pumps' } }));
	expect(schemaOf(panel.started.map((item): IDataObject => ({ ...item, participantData: {} })))).toEqual(schema);
});

it('returns the item of the last node and its keys', async () => {
	const { status, headers, body } = await ask({ execute: () => ({ body: { summary: 'Wants a refund', fields: [{ label: 'Order', value: 4711 }] } }) });
	expect({ status, body }).toEqual({
		status: 200,
		body: { summary: 'Wants a refund', fields: [{ label: 'Order', value: '4711' }], suggestions: [], links: [], actions: [], message: '', given: ['summary', 'fields'] },
	});
	expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
});

it.each<[title: string, result: { status?: number; body?: unknown }, words: RegExp]>([
	['that fails', { status: 500, body: { message: 'Error in workflow' } }, /failed.+your administrator/],
	['whose last node returns no item', { status: 500, body: { message: 'No item to return was found' } }, /nothing that the panel can show.+your administrator/],
	['that was stopped before it had a result', { body: { message: 'Workflow executed successfully but no data was returned' } }, /nothing that the panel can show/],
	['in which no node ran', { body: { message: 'Workflow executed successfully but the last node did not return any data' } }, /nothing that the panel can show/],
	['whose last node returns something else', { body: { id: 5, name: 'a row' } }, /nothing that the panel can show.+your administrator/],
	['whose last node returns a list', { body: [{ id: 5 }] }, /nothing that the panel can show.+your administrator/],
	['whose last node returns nothing', {}, /nothing that the panel can show.+your administrator/],
])('returns 500 with a fix for a workflow %s', async (_title, result, words) => {
	const { status, body } = await ask({ execute: () => result });
	expect({ status, body }).toEqual({ status: 500, body: { code: 'workflowFailed', message: expect.stringMatching(words) as string } });
});

it('treats the unchanged item of the trigger as nothing to show', async () => {
	const { status } = await ask({ execute: (item) => ({ body: item }) }, opened({ event: 'panelAction', action: { name: 'save' } }));
	expect(status).toBe(500);
});

it('omits the customer if Genesys Cloud returns none', async () => {
	const { panel } = await ask({}, opened(), { conversation: [200, { ...conversation(), participants: [] }], messages: undefined });
	expect(panel.started).toMatchObject([{ customerId: '', integrationId: '', participantData: {}, transcript: [] }]);
});

it('has no expressions in the webhook properties that n8n evaluates per request', () => {
	for (const webhook of panelTrigger.description.webhooks ?? []) expect(Object.values(webhook).filter((value) => String(value).startsWith('='))).toEqual([]);
});

it('serves the page with its own policy and a new nonce each time', async () => {
	const panel = start();
	const [one, other] = [await panel.open('&conversationId=1'), await panel.open('&code=2&state=3')];
	const policy = String(one.headers['content-security-policy']);
	const [, nonce = ''] = /script-src 'nonce-([^']+)'/.exec(policy) ?? [];
	expect(one).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' } });
	expect(policy).toContain("frame-ancestors 'self' https://apps.mypurecloud.de https://*.mypurecloud.de");
	expect(one.body).toContain(`<script nonce="${nonce}"`);
	expect(one.body).not.toMatch(/__NONCE__|__CONFIG__/);
	expect(other.headers['content-security-policy']).not.toBe(policy);
	expect(panel.started).toEqual([]);
});
