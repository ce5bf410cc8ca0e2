import '../../support/movableClock';
import nock from 'nock';
import type { IDataObject, NodeEgressFilter } from 'n8n-workflow';
import { resolveTo } from '../../support/nameLookups';
import { agentMessage } from '../support/deliveries';
import { guardNetwork } from '../support/genesys';
import { triggerServer, type TriggerSetUp } from '../support/runTrigger';

/** A name may resolve to an address inside n8n's network: nothing is downloaded if that cannot be checked. */

const start = triggerServer();

guardNetwork('127.0.0.1');

const DOWNLOADS = 'https://api-downloads.mypurecloud.de';
const INSIDE = 'The file wasn\'t downloaded: its host is inside a private network';
const UNPROTECTED =
	'The file wasn\'t downloaded: this version of n8n can\'t check whether a host is in a private network. Update n8n to 2.40 or newer, or set N8N_SSRF_PROTECTION_ENABLED=true (n8n 2.31 or newer)';

/** The outcome for the file of a message that arrived in any case. */
async function fetchOf(url: string, helpers?: TriggerSetUp['helpers']): Promise<unknown> {
	const trigger = start({ parameters: { options: { downloadAttachments: true } }, helpers });
	const attachment = { id: 'a', mediaType: 'Image', url, mime: 'image/png', filename: 'label.png' };
	const { status } = await trigger.deliver(agentMessage({ content: [{ contentType: 'Attachment', attachment }] }));
	expect({ status, event: trigger.started[0].event }).toEqual({ status: 200, event: 'agentMessage' });
	const [{ downloadError }] = trigger.started[0].attachments as IDataObject[];
	const file = trigger.files[0]?.attachment_0;
	return downloadError ?? Buffer.from(file?.data ?? '', 'base64').toString();
}

let hosts = 0;
/** A new name, because n8n caches a name for a second. */
const newHost = () => `host-${++hosts}.acme.io`;

function serve(host: string): void {
	nock(`https://${host}`).get('/a.png').reply(200, 'a picture');
}

describe('a file on another host', () => {
	it('is downloaded if the name resolves outside the network', async () => {
		const host = newHost();
		resolveTo('9.9.9.9', '2606:4700::1');
		serve(host);
		expect(await fetchOf(`https://${host}/a.png`)).toBe('a picture');
	});

	it.each([
		...['10.0.0.1', '127.0.0.1', '0.0.0.0', '169.254.169.254', '192.168.1.1', '::1', 'fe80::1', 'fd12::1'],
		// Addresses that n8n's own list lacks.
		...['100.64.0.1', '168.63.129.16', '224.0.0.1', '::', '::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::', 'ff02::1'],
	])('is not downloaded if the name resolves to %s', async (inside) => {
		resolveTo('9.9.9.9', inside);
		expect(await fetchOf(`https://${newHost()}/a.png`)).toBe(INSIDE);
	});

	it('is not downloaded if the name cannot be resolved', async () => {
		expect(await fetchOf(`https://${newHost()}/a.png`)).toBe(
			'The file wasn\'t downloaded: the hostname can\'t be resolved, so n8n can\'t check where it leads',
		);
	});

	it('is not downloaded if a redirect leads to a name inside the network', async () => {
		const host = newHost();
		nock(`https://${host}`).get('/hop').reply(302, '', { location: `https://${newHost()}/admin` });
		resolveTo('9.9.9.9');
		resolveTo('192.168.1.1');
		expect(await fetchOf(`https://${host}/hop`)).toBe(INSIDE);
	});
});

/** An administrator has allowed this name: n8n allows it wherever it leads, and still blocks the addresses. */
const allowing = (name: string): TriggerSetUp['helpers'] => (own) => ({
	getSecureEgressFilter: () => {
		const filter = own.getSecureEgressFilter('enforced');
		const isAllowed = (url: string | URL) => new URL(url).hostname === name;
		return filterOf({
			validateUrl: async (url) => (isAllowed(url) ? { ok: true, result: undefined } : await filter.validateUrl(url)),
			createSecureLookup: () => (_host, _options, done) => done(null, [{ address: '10.0.0.7', family: 4 }]),
		});
	},
});

function filterOf(own: Pick<NodeEgressFilter, 'validateUrl' | 'createSecureLookup'>): NodeEgressFilter {
	return { validateConnectionHost: () => ({ ok: true, result: undefined }), validateRedirectSync: () => {}, ...own };
}

it('downloads from an internal name that an administrator has allowed', async () => {
	const host = newHost();
	serve(host);
	expect(await fetchOf(`https://${host}/a.png`, allowing(host))).toBe('a picture');
});

describe('an n8n that cannot check hosts', () => {
	const passing = filterOf({
		validateUrl: async () => ({ ok: true, result: undefined }),
		createSecureLookup: () => (_host, _options, done) => done(null, [{ address: '9.9.9.9', family: 4 }]),
	});
	const versions: Array<[string, TriggerSetUp['helpers']]> = [
		['has no filter (before 2.31)', () => ({ getSecureEgressFilter: undefined })],
		['returns none, because its protection is off (2.31 to 2.39)', () => ({ getSecureEgressFilter: () => undefined as never })],
		['returns one that allows everything', () => ({ getSecureEgressFilter: () => passing })],
	];

	it.each(versions)('does not download a file on another host, and explains what helps: n8n %s', async (_version, helpers) => {
		expect(await fetchOf(`https://${newHost()}/a.png`, helpers)).toBe(UNPROTECTED);
	});

	it.each(versions)('downloads a file from Genesys Cloud, but not from its redirect: n8n %s', async (_version, helpers) => {
		nock(DOWNLOADS).get('/1').reply(200, 'a label').get('/2').reply(302, '', { location: `https://${newHost()}/a.png` });
		expect(await fetchOf(`${DOWNLOADS}/1`, helpers)).toBe('a label');
		expect(await fetchOf(`${DOWNLOADS}/2`, helpers)).toBe(UNPROTECTED);
	});
});
