import { createUpload, type PutFile } from '../../../genesys/upload';
import { brokenConnection, ok, refusal } from './fakeGenesys';

const file = { url: 'https://uploads.example.com/flow?signature=secret', headers: { 'x-amz-acl': 'private' }, content: 'flow' };

function uploadWith(put: PutFile, isOwnOrigin = false) {
	const pauses: number[] = [];
	const upload = createUpload({ put, isOwnOrigin, sleep: async (milliseconds) => void pauses.push(milliseconds) });
	return { upload, pauses };
}

describe('a file for an upload URL from Genesys Cloud', () => {
	it('is uploaded unchanged', async () => {
		const put = jest.fn<ReturnType<PutFile>, Parameters<PutFile>>(async () => ok());
		expect(await uploadWith(put).upload(file, 'Publish')).toBeUndefined();
		expect(put.mock.calls).toEqual([[file]]);
	});

	it.each([
		['http://uploads.example.com/flow', false, false],
		['ftp://uploads.example.com/flow', true, false],
		['file:///etc/passwd', true, false],
		['nonsense', true, false],
		['http://localhost:4010/flow', true, true],
		['https://uploads.example.com/flow', false, true],
	])('%s, with an origin of one\'s own %j: is sent %j', async (url, isOwnOrigin, isSent) => {
		const put = jest.fn<ReturnType<PutFile>, Parameters<PutFile>>(async () => ok());
		const error = await uploadWith(put, isOwnOrigin).upload({ ...file, url }, 'Publish');
		expect(put).toHaveBeenCalledTimes(isSent ? 1 : 0);
		expect(error === undefined).toBe(isSent);
		if (!isSent) expect(error).toMatchObject({ code: 'upload.refused' });
	});

	it('is retried after an overload and after a broken connection', async () => {
		const answers = [refusal(503, '', { 'retry-after': '2' }), brokenConnection(), ok()];
		const { upload, pauses } = uploadWith(async () => answers.shift() ?? ok());
		expect(await upload(file, 'Publish')).toBeUndefined();
		expect(pauses).toEqual([2000, 1000]);
	});

	it.each([
		['a refusal', refusal(403, '<Error><Signature>secret</Signature></Error>'), { status: 403, code: 'upload.failed' }],
		['a page of a proxy', ok('<html>Please log in</html>'), { status: 200, code: 'upload.failed' }],
		['no connection', brokenConnection(), { code: 'ECONNRESET' }],
	])('is reported without its URL if the upload fails: %s', async (_why, answer, expected) => {
		const error = await uploadWith(async () => answer).upload(file, 'Publish');
		expect(error).toMatchObject({ ...expected, message: expect.stringMatching(/^Publish: /) });
		expect(JSON.stringify([error, error?.message])).not.toContain('secret');
	});
});
