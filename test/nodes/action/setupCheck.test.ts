import nock from 'nock';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { answerTo, challengeIn } from '../../../genesys/openMessaging/probe';
import { Organization } from '../../support/organization';
import { withoutWaiting } from '../../support/withoutWaiting';
import { LOGIN } from '../support/genesys';
import { guardServed, serve } from '../support/organization';
import { byName, provision } from '../support/provision';
import { failureOf, runAction } from '../support/runAction';
import { SECRET, StoredCredential } from '../support/storedCredential';

/** Findings of Setup: Check in the organization and the credential. */

let organization: Organization;

guardServed();

/** The findings. `ok` must match them. */
async function check(parameters: INodeParameters = {}, credential?: StoredCredential): Promise<IDataObject[]> {
	const integrationId = byName('n8n Open Messaging');
	const { result } = await withoutWaiting(
		async () => await runAction({ operation: 'setup: check', parameters: { integrationId, ...parameters }, credential }),
	);
	expect(result).toHaveLength(1);
	const { ok, findings } = result[0].json as { ok: boolean; findings: IDataObject[] };
	expect(ok).toBe(findings.length === 0);
	return findings;
}

describe('Setup: Check', () => {
	beforeEach(async () => {
		organization = new Organization();
		serve(organization);
		await provision({ options: { threadingWindowMinutes: 0, webhookUrl: 'https://n8n.acme.io/webhook/1' } });
		organization.changes.splice(0);
		nock('https://n8n.acme.io').persist().post('/webhook/1').reply(200, async (request: Request) => {
			const challenge = challengeIn(Buffer.from(await request.text())) ?? '';
			return answerTo(challenge, { integrationId: 'integration-1', url: 'https://n8n.acme.io/webhook/1' }, SECRET) as nock.Body;
		});
	});

	it('returns ok for a working setup, and changes nothing', async () => {
		expect(await check()).toEqual([]);
		expect(await check({ integrationId: { __rl: true, mode: 'id', value: 'integration-1' }, queue: byName('Support') })).toEqual([]);
		expect(organization.changes).toEqual([]);
	});

	it('lists all problems', async () => {
		delete organization.recipients.items[0].flow;
		organization.lacking.add('conversation:communication:view');
		const findings = await check({ queue: byName('Nowhere') });
		expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
			['permission.missing', 'error'],
			['route.missing', 'error'],
			['queue.notVisible', 'error'],
		]);
		for (const finding of findings) expect(finding).toEqual(expect.objectContaining({ what: expect.stringMatching(/\.$/), advice: expect.stringMatching(/\.$/) }));
	});

	it('reports a placeholder URL before the trigger is published', async () => {
		organization.integrations.items[0].outboundNotificationWebhookUrl = 'https://n8n.invalid';
		expect(await check()).toMatchObject([{ code: 'webhook.placeholder', advice: expect.stringContaining('Publish the workflow') }]);
	});

	it('probes the URL directly with a simulator', async () => {
		const origin = 'http://genesys.local:4010';
		const simulator = nock(origin).persist();
		for (const method of ['get', 'post', 'put', 'patch'] as const) {
			simulator[method](/^\/api/).query(true).reply(async (request: Request) => {
				const text = await request.text();
				const { status, body } = organization.answer({
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
		const deliverTo = (url: string) => Object.assign(organization.integrations.items[0], { outboundNotificationWebhookUrl: url });

		deliverTo('http://n8n.local:5678/webhook/1');
		expect(await check({}, credential())).toMatchObject([{ code: 'webhook.notOurs' }]);
		deliverTo('http://gone.local/webhook/1');
		expect(await check({}, credential())).toMatchObject([
			{ code: 'webhook.unreachable', what: expect.stringContaining("gone.local can't be reached: the connection was refused") },
		]);
	});

	it('reports a failed login with its reason', async () => {
		nock(LOGIN).post('/oauth/token').reply(401, { error: 'invalid_client', description: 'authentication failed' });
		expect(await check({}, new StoredCredential({ accessToken: '' }))).toEqual([
			{
				code: 'login.failed',
				severity: 'error',
				what: "n8n couldn't log in to Genesys Cloud: https://login.mypurecloud.de recognizes the Client ID, but the Client Secret is wrong.",
				advice: expect.stringContaining('Copy the Client Secret again'),
			},
		]);
	});

	it('reports a missing region', async () => {
		const credential = new StoredCredential({ region: 'custom', customDomain: '' });
		expect(await check({}, credential)).toMatchObject([{ code: 'login.failed', what: expect.stringContaining('Custom Domain is empty') }]);
	});

	it.each([
		['', 'secret.missing'],
		['short', 'secret.tooShort'],
	])('reports the webhook secret %j', async (webhookSecret, code) => {
		expect(await check({}, new StoredCredential({ webhookSecret }))).toMatchObject([{ code }]);
	});

	it('requires an integration', async () => {
		expect((await failureOf(check({ integrationId: byName('') }))).message).toBe('"Integration" is empty');
	});
});
