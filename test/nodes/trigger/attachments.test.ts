import nock from 'nock';
import type { IAllExecuteFunctions, IDataObject } from 'n8n-workflow';
import { resolveTo } from '../../support/nameLookups';
import { agentMessage } from '../support/deliveries';
import { api, guardNetwork, LOGIN } from '../support/genesys';
import { triggerServer, type RunningTrigger, type TriggerSetUp } from '../support/runTrigger';
import { STORED, StoredCredential } from '../support/storedCredential';

const start = triggerServer();

guardNetwork('127.0.0.1');

const DOWNLOADS = 'https://api-downloads.mypurecloud.de';
const PATH = '/api/v2/downloads/7d1f';
const URL_OF_FILE = DOWNLOADS + PATH;

const attachment = (url: string, changes: IDataObject = {}) => ({
	contentType: 'Attachment',
	attachment: { id: 'a', mediaType: 'Image', url, mime: 'image/png', filename: 'label.png', ...changes },
});
const withFiles = (...content: IDataObject[]) => agentMessage({ content });
const withFile = (url: string, changes?: IDataObject) => withFiles(attachment(url, changes));

const downloading = (options: IDataObject = {}, setUp: TriggerSetUp = {}) =>
	start({ parameters: { options: { downloadAttachments: true, ...options } } as never, ...setUp });

const bytesOf = ({ files }: RunningTrigger, name = 'attachment_0') =>
	Buffer.from(files[0]?.[name]?.data ?? '', 'base64').toString();

/** The reason given for the first attachment, of a message that has come through all the same. */
async function reasonFor(trigger: RunningTrigger, delivery: IDataObject): Promise<unknown> {
	expect((await trigger.deliver(delivery)).status).toBe(200);
	expect(trigger.started).toMatchObject([{ event: 'agentMessage', text: 'Hello, this is Grace' }]);
	expect(trigger.files).toEqual([{}]);
	const [first] = trigger.started[0].attachments as IDataObject[];
	return first.downloadError;
}

const bearer = { authorization: `Bearer ${STORED}` };
const withoutToken = { badheaders: ['authorization'] };

function renewed(): void {
	nock(LOGIN).post('/oauth/token').reply(200, { access_token: 'renewed', token_type: 'bearer', expires_in: 86399 });
}

/** n8n before 2.10: `except` counts for nothing. */
const withoutExcept: TriggerSetUp['helpers'] = (own) => ({
	async httpRequestWithAuthentication(this: IAllExecuteFunctions, credentialsType, options) {
		const ignoreHttpStatusErrors = options.ignoreHttpStatusErrors !== undefined;
		return (await own.httpRequestWithAuthentication.call(this, credentialsType, { ...options, ignoreHttpStatusErrors })) as unknown;
	},
});

describe('the file of an agent', () => {
	it('is in the item, with the name and type that Genesys gives', async () => {
		nock(DOWNLOADS, { reqheaders: bearer }).get(PATH).reply(200, 'a label', { 'content-type': 'application/octet-stream' });
		const trigger = downloading();
		await trigger.deliver(withFile(URL_OF_FILE));
		expect(trigger.started[0].attachments).toEqual([
			{ url: URL_OF_FILE, mediaType: 'Image', mime: 'image/png', filename: 'label.png' },
		]);
		expect(trigger.files).toMatchObject([{ attachment_0: { fileName: 'label.png', mimeType: 'image/png' } }]);
		expect(bytesOf(trigger)).toBe('a label');
	});

	it('has the type that its host says and the name in its address where Genesys gives none', async () => {
		resolveTo('9.9.9.9');
		nock('https://plans.acme.io').get('/shared/plan.pdf').reply(200, '%PDF', { 'content-type': 'application/pdf; q=1' });
		const trigger = downloading();
		await trigger.deliver(withFile('https://plans.acme.io/shared/plan.pdf', { mime: undefined, filename: undefined }));
		expect(trigger.files).toMatchObject([{ attachment_0: { fileName: 'plan.pdf', mimeType: 'application/pdf' } }]);
	});

	it.each([
		['application/octet-stream', undefined],
		['binary/octet-stream', undefined],
		['Binary/Octet-Stream', 'binary/octet-stream'],
		[undefined, 'binary/octet-stream'],
	])('has the type of its name where the host says %s and Genesys says %s, which says nothing', async (ofHost, ofGenesys) => {
		nock(DOWNLOADS).get(PATH).reply(200, 'a label', ofHost === undefined ? {} : { 'content-type': ofHost });
		const trigger = downloading();
		await trigger.deliver(withFile(URL_OF_FILE, { mime: ofGenesys }));
		expect(trigger.files).toMatchObject([{ attachment_0: { fileName: 'label.png', mimeType: 'image/png' } }]);
	});

	it('has its name percent-decoded, from Genesys and from the URL', async () => {
		nock(DOWNLOADS).get('/1').reply(200, 'x').get('/Sch%C3%B6ne%20Gr%C3%BC%C3%9Fe.pdf').reply(200, 'x');
		const trigger = downloading();
		await trigger.deliver(
			withFiles(attachment(`${DOWNLOADS}/1`, { filename: 'Rechnung%20M%C3%A4rz.pdf' }), attachment(`${DOWNLOADS}/Sch%C3%B6ne%20Gr%C3%BC%C3%9Fe.pdf`, { filename: undefined })),
		);
		expect(trigger.files[0]).toMatchObject({ attachment_0: { fileName: 'Rechnung März.pdf' }, attachment_1: { fileName: 'Schöne Grüße.pdf' } });
		expect(trigger.started[0].attachments).toMatchObject([{ filename: 'Rechnung März.pdf' }, {}]);
	});

	it('keeps its name and loses a path before it', async () => {
		nock(DOWNLOADS).get(PATH).reply(200, 'x');
		const trigger = downloading();
		await trigger.deliver(withFile(URL_OF_FILE, { filename: '../../etc/passwd' }));
		expect(trigger.files[0]?.attachment_0).toMatchObject({ fileName: 'passwd' });
		expect(trigger.files[0]?.attachment_0.directory).toBeUndefined();
	});

	it('is left where it is unless the option is on', async () => {
		const trigger = start();
		await trigger.deliver(withFile(URL_OF_FILE));
		expect(trigger.started).toMatchObject([{ attachments: [{ url: URL_OF_FILE }] }]);
		expect(trigger.files).toEqual([undefined]);
	});

	it('has the number of its place, also when the one before it failed', async () => {
		nock(DOWNLOADS).get('/1').reply(404).get('/2').reply(200, 'second');
		const trigger = downloading();
		await trigger.deliver(withFiles(attachment(`${DOWNLOADS}/1`), attachment(`${DOWNLOADS}/2`)));
		expect(trigger.started[0].attachments).toMatchObject([
			{ downloadError: 'The file was not downloaded: its host answered with HTTP status 404' },
			{ filename: 'label.png' },
		]);
		expect(Object.keys(trigger.files[0] ?? {})).toEqual(['attachment_1']);
		expect(bytesOf(trigger, 'attachment_1')).toBe('second');
	});
});

describe('the access token', () => {
	it('that has expired is renewed, and the file still comes', async () => {
		nock(DOWNLOADS, { reqheaders: bearer }).get(PATH).reply(401, {});
		renewed();
		nock(DOWNLOADS, { reqheaders: { authorization: 'Bearer renewed' } }).get(PATH).reply(200, 'a label');
		const trigger = downloading();
		await trigger.deliver(withFile(URL_OF_FILE));
		expect(bytesOf(trigger)).toBe('a label');
	});

	it('that has expired is renewed by n8n before 2.10 too, which returns a 401 to whoever ignores HTTP statuses', async () => {
		nock(DOWNLOADS, { reqheaders: bearer }).get(PATH).reply(401, {});
		api().get('/api/v2/tokens/me').reply(401, {});
		renewed();
		api('renewed').get('/api/v2/tokens/me').reply(200, {});
		nock(DOWNLOADS, { reqheaders: { authorization: 'Bearer renewed' } }).get(PATH).reply(200, 'a label');
		const trigger = downloading({}, { helpers: withoutExcept });
		await trigger.deliver(withFile(URL_OF_FILE));
		expect(bytesOf(trigger)).toBe('a label');
	});

	it.each([
		['the download host', URL_OF_FILE],
		['the API', `https://api.mypurecloud.de${PATH}`],
		['the web app, as exports have it', `https://apps.mypurecloud.de/platform${PATH}`],
	])('goes to %s', async (_host, url) => {
		nock(new URL(url).origin, { reqheaders: bearer }).get(new URL(url).pathname).reply(200, 'a label');
		const trigger = downloading();
		await trigger.deliver(withFile(url));
		expect(bytesOf(trigger)).toBe('a label');
	});

	it('does not go along where Genesys redirects to', async () => {
		resolveTo('9.9.9.9');
		nock(DOWNLOADS, { reqheaders: bearer }).get(PATH).reply(302, '', { location: 'https://storage.acme.io/signed?key=1' });
		nock('https://storage.acme.io', withoutToken).get('/signed?key=1').reply(200, 'from storage');
		const trigger = downloading();
		await trigger.deliver(withFile(URL_OF_FILE));
		expect(bytesOf(trigger)).toBe('from storage');
	});

	it.each([
		'?Expires=1790000000&Signature=abc&Key-Pair-Id=K1',
		'?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=abc',
		'?sv=2024&sig=abc',
	])('does not go to a link of Genesys that is signed itself: %s', async (query) => {
		nock(DOWNLOADS, withoutToken).get(PATH + query).reply(200, 'a label');
		const trigger = downloading();
		await trigger.deliver(withFile(URL_OF_FILE + query));
		expect(bytesOf(trigger)).toBe('a label');
	});

	it.each([400, 401, 403])('is left out once where a host of Genesys answers it with %i, as storages do', async (status) => {
		nock(DOWNLOADS, { reqheaders: { authorization: /./ } }).get(PATH).times(status === 401 ? 2 : 1).reply(status, {});
		if (status === 401) renewed();
		nock(DOWNLOADS, withoutToken).get(PATH).reply(200, 'a label');
		const trigger = downloading();
		await trigger.deliver(withFile(URL_OF_FILE));
		expect(bytesOf(trigger)).toBe('a label');
	});

	it('does not go to another host that a delivery names', async () => {
		resolveTo('9.9.9.9');
		nock('https://files.acme.io', withoutToken).get('/a.png').reply(200, 'public');
		const trigger = downloading();
		await trigger.deliver(withFile('https://files.acme.io/a.png'));
		expect(bytesOf(trigger)).toBe('public');
	});

	it('refused twice is told, and the message comes', async () => {
		nock(DOWNLOADS).get(PATH).times(3).reply(401, {});
		renewed();
		expect(await reasonFor(downloading(), withFile(URL_OF_FILE))).toBe(
			'The file was not downloaded: Genesys Cloud rejected both the stored access token and a new one',
		);
	});

	it('refused twice is told in n8n before 2.10 too', async () => {
		nock(DOWNLOADS).get(PATH).times(3).reply(401, {});
		api().get('/api/v2/tokens/me').reply(401, {});
		renewed();
		api('renewed').get('/api/v2/tokens/me').reply(401, {});
		expect(await reasonFor(downloading({}, { helpers: withoutExcept }), withFile(URL_OF_FILE))).toBe(
			'The file was not downloaded: Genesys Cloud rejected both the stored access token and a new one',
		);
	});
});

describe('a message comes without its file, and says why, when', () => {
	it.each([
		['http://127.0.0.1:5678/rest/settings', 'its host is inside a private network'],
		['http://169.254.169.254/latest/meta-data', 'its host is inside a private network'],
		['http://api.mypurecloud.de@0x7f000001:5678/rest/settings', 'its host is inside a private network'],
		['http://168.63.129.16/machine', 'its host is inside a private network'],
	])('its address is %s', async (url, reason) => {
		expect(await reasonFor(downloading(), withFile(url))).toBe(`The file was not downloaded: ${reason}`);
	});

	it('its host answers with a web page, such as a login', async () => {
		nock(DOWNLOADS).get(PATH).reply(200, '<html>Please log in</html>', { 'content-type': 'text/html; charset=utf-8' });
		expect(await reasonFor(downloading(), withFile(URL_OF_FILE))).toBe('The file was not downloaded: its host answered with a web page');
	});

	it('a redirect leads into the network of n8n', async () => {
		api().get(PATH).reply(307, '', { location: 'http://10.0.0.1/admin' });
		expect(await reasonFor(downloading(), withFile(`https://api.mypurecloud.de${PATH}`))).toBe(
			'The file was not downloaded: its host is inside a private network',
		);
	});

	it('its host cannot be reached', async () => {
		nock(DOWNLOADS).get(PATH).replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
		expect(await reasonFor(downloading(), withFile(URL_OF_FILE))).toBe(
			'The file was not downloaded: its host cannot be reached (ECONNREFUSED)',
		);
	});

	it('the login in Genesys fails', async () => {
		nock(LOGIN).post('/oauth/token').reply(401, { error: 'invalid_client' });
		const credential = new StoredCredential({ accessToken: '' });
		expect(await reasonFor(downloading({}, { credential }), withFile(URL_OF_FILE))).toMatch(/^The file was not downloaded: /);
	});
});
