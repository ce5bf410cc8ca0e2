import '../../support/movableClock';
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

/** The `downloadError` of the first attachment, of a message that arrived anyway. */
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

/** n8n before 2.10: `except` has no effect. */
const withoutExcept: TriggerSetUp['helpers'] = (own) => ({
	async httpRequestWithAuthentication(this: IAllExecuteFunctions, credentialsType, options) {
		const ignoreHttpStatusErrors = options.ignoreHttpStatusErrors !== undefined;
		return (await own.httpRequestWithAuthentication.call(this, credentialsType, { ...options, ignoreHttpStatusErrors })) as unknown;
	},
});

describe("an agent's file", () => {
	it('is in the item, with the name and type from Genesys', async () => {
		nock(DOWNLOADS, { reqheaders: bearer }).get(PATH).reply(200, 'a label', { 'content-type': 'application/octet-stream' });
		const trigger = downloading();
		await trigger.deliver(withFile(URL_OF_FILE));
		expect(trigger.started[0].attachments).toEqual([
			{ url: URL_OF_FILE, mediaType: 'Image', mime: 'image/png', filename: 'label.png' },
		]);
		expect(trigger.files).toMatchObject([{ attachment_0: { fileName: 'label.png', mimeType: 'image/png' } }]);
		expect(bytesOf(trigger)).toBe('a label');
	});

	it("has its host's type and the name in its URL if Genesys sends none", async () => {
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
	])('has the type of its name if the host sends %s and Genesys sends %s, which are meaningless', async (ofHost, ofGenesys) => {
		nock(DOWNLOADS).get(PATH).reply(200, 'a label', ofHost === undefined ? {} : { 'content-type': ofHost });
		const trigger = downloading();
		await trigger.deliver(withFile(URL_OF_FILE, { mime: ofGenesys }));
		expect(trigger.files).toMatchObject([{ attachment_0: { fileName: 'label.png', mimeType: 'image/png' } }]);
	});

	it('has a percent-decoded name, from Genesys and from the URL', async () => {
		nock(DOWNLOADS).get('/1').reply(200, 'x').get('/Sch%C3%B6ne%20Gr%C3%BC%C3%9Fe.pdf').reply(200, 'x');
		const trigger = downloading();
		await trigger.deliver(
			withFiles(attachment(`${DOWNLOADS}/1`, { filename: 'Rechnung%20M%C3%A4rz.pdf' }), attachment(`${DOWNLOADS}/Sch%C3%B6ne%20Gr%C3%BC%C3%9Fe.pdf`, { filename: undefined })),
		);
		expect(trigger.files[0]).toMatchObject({ attachment_0: { fileName: 'Rechnung März.pdf' }, attachment_1: { fileName: 'Schöne Grüße.pdf' } });
		expect(trigger.started[0].attachments).toMatchObject([{ filename: 'Rechnung März.pdf' }, {}]);
	});

	it('keeps its name without its path', async () => {
		nock(DOWNLOADS).get(PATH).reply(200, 'x');
		const trigger = downloading();
		await trigger.deliver(withFile(URL_OF_FILE, { filename: '../../etc/passwd' }));
		expect(trigger.files[0]?.attachment_0).toMatchObject({ fileName: 'passwd' });
		expect(trigger.files[0]?.attachment_0.directory).toBeUndefined();
	});

	it('is not downloaded unless the option is on', async () => {
		const trigger = start();
		await trigger.deliver(withFile(URL_OF_FILE));
		expect(trigger.started).toMatchObject([{ attachments: [{ url: URL_OF_FILE }] }]);
		expect(trigger.files).toEqual([undefined]);
	});

	it('is numbered and ordered by its position, even after a failed one and if it is downloaded last', async () => {
		nock(DOWNLOADS).get('/1').reply(404).get('/2').delay(100).reply(200, 'second').get('/3').reply(200, 'third');
		const trigger = downloading();
		await trigger.deliver(withFiles(...['/1', '/2', '/3'].map((path) => attachment(DOWNLOADS + path))));
		expect(trigger.started[0].attachments).toMatchObject([
			{ downloadError: 'The file wasn\'t downloaded: the host returned HTTP status 404' },
			{ filename: 'label.png' },
			{ filename: 'label.png' },
		]);
		expect(Object.keys(trigger.files[0] ?? {})).toEqual(['attachment_1', 'attachment_2']);
		expect(bytesOf(trigger, 'attachment_1')).toBe('second');
	});
});

describe('the access token', () => {
	it('is renewed if expired, and the file is downloaded', async () => {
		nock(DOWNLOADS, { reqheaders: bearer }).get(PATH).reply(401, {});
		renewed();
		nock(DOWNLOADS, { reqheaders: { authorization: 'Bearer renewed' } }).get(PATH).reply(200, 'a label');
		const trigger = downloading();
		await trigger.deliver(withFile(URL_OF_FILE));
		expect(bytesOf(trigger)).toBe('a label');
	});

	it('is renewed in n8n before 2.10 too, which returns a 401 if HTTP statuses are ignored', async () => {
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
		['the web app, as in exports', `https://apps.mypurecloud.de/platform${PATH}`],
	])('is sent to %s', async (_host, url) => {
		nock(new URL(url).origin, { reqheaders: bearer }).get(new URL(url).pathname).reply(200, 'a label');
		const trigger = downloading();
		await trigger.deliver(withFile(url));
		expect(bytesOf(trigger)).toBe('a label');
	});

	it('is not sent along a redirect', async () => {
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
	])('is not sent to a presigned URL of Genesys: %s', async (query) => {
		nock(DOWNLOADS, withoutToken).get(PATH + query).reply(200, 'a label');
		const trigger = downloading();
		await trigger.deliver(withFile(URL_OF_FILE + query));
		expect(bytesOf(trigger)).toBe('a label');
	});

	it.each([400, 401, 403])('is omitted in a second request if a host of Genesys responds with %i, as storage does', async (status) => {
		nock(DOWNLOADS, { reqheaders: { authorization: /./ } }).get(PATH).times(status === 401 ? 2 : 1).reply(status, {});
		if (status === 401) renewed();
		nock(DOWNLOADS, withoutToken).get(PATH).reply(200, 'a label');
		const trigger = downloading();
		await trigger.deliver(withFile(URL_OF_FILE));
		expect(bytesOf(trigger)).toBe('a label');
	});

	it('is not sent to another host in a delivery', async () => {
		resolveTo('9.9.9.9');
		nock('https://files.acme.io', withoutToken).get('/a.png').reply(200, 'public');
		const trigger = downloading();
		await trigger.deliver(withFile('https://files.acme.io/a.png'));
		expect(bytesOf(trigger)).toBe('public');
	});

	it('is reported if refused twice, and the message arrives', async () => {
		nock(DOWNLOADS).get(PATH).times(3).reply(401, {});
		renewed();
		expect(await reasonFor(downloading(), withFile(URL_OF_FILE))).toBe(
			'The file wasn\'t downloaded: Genesys Cloud rejected both the stored access token and a new one',
		);
	});

	it('is reported if refused twice in n8n before 2.10 too', async () => {
		nock(DOWNLOADS).get(PATH).times(3).reply(401, {});
		api().get('/api/v2/tokens/me').reply(401, {});
		renewed();
		api('renewed').get('/api/v2/tokens/me').reply(401, {});
		expect(await reasonFor(downloading({}, { helpers: withoutExcept }), withFile(URL_OF_FILE))).toBe(
			'The file wasn\'t downloaded: Genesys Cloud rejected both the stored access token and a new one',
		);
	});
});

describe('a message without its file explains why', () => {
	it.each([
		['http://127.0.0.1:5678/rest/settings', 'its host is inside a private network'],
		['http://169.254.169.254/latest/meta-data', 'its host is inside a private network'],
		['http://api.mypurecloud.de@0x7f000001:5678/rest/settings', 'its host is inside a private network'],
		['http://168.63.129.16/machine', 'its host is inside a private network'],
	])('if the URL is %s', async (url, reason) => {
		expect(await reasonFor(downloading(), withFile(url))).toBe(`The file wasn't downloaded: ${reason}`);
	});

	it('if the host returns a web page, such as a login', async () => {
		nock(DOWNLOADS).get(PATH).reply(200, '<html>Please log in</html>', { 'content-type': 'text/html; charset=utf-8' });
		expect(await reasonFor(downloading(), withFile(URL_OF_FILE))).toBe('The file wasn\'t downloaded: the host returned a web page');
	});

	it("if a redirect leads into n8n's network", async () => {
		api().get(PATH).reply(307, '', { location: 'http://10.0.0.1/admin' });
		expect(await reasonFor(downloading(), withFile(`https://api.mypurecloud.de${PATH}`))).toBe(
			'The file wasn\'t downloaded: its host is inside a private network',
		);
	});

	it("if the host can't be reached", async () => {
		nock(DOWNLOADS).get(PATH).replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
		expect(await reasonFor(downloading(), withFile(URL_OF_FILE))).toBe(
			'The file wasn\'t downloaded: the host can\'t be reached (ECONNREFUSED)',
		);
	});

	it('if the login to Genesys fails', async () => {
		nock(LOGIN).post('/oauth/token').reply(401, { error: 'invalid_client' });
		const credential = new StoredCredential({ accessToken: '' });
		expect(await reasonFor(downloading({}, { credential }), withFile(URL_OF_FILE))).toMatch(/^The file wasn't downloaded: /);
	});
});
