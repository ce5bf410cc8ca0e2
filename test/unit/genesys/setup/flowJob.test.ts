import { publishFlow } from '../../../../genesys/setup/flowJob';
import type { FileUpload } from '../../../../genesys/upload';
import { brokenConnection, fakeGenesys, inTurn, ok, refusal, rejectionOf } from '../fakeGenesys';

const JOB = { id: 'job-1', presignedUrl: 'https://uploads.example.com/1', headers: { 'x-amz-acl': 'private' } };
const FLOW = 'the flow';
const state = (status: string, more: object = {}) => ok({ id: 'job-1', status, ...more });

function uploads() {
	const files: FileUpload[] = [];
	const upload = async (file: FileUpload): Promise<undefined> => void files.push(file);
	return { upload, files };
}

describe('publishing a flow', () => {
	it("uploads the flow to the job's URL and waits for the result", async () => {
		const { client, requests, pauses } = fakeGenesys(inTurn(ok(JOB), state('Registered'), state('Started'), state('Success', { flow: { id: 'f-1' } })));
		const { upload, files } = uploads();
		expect(await publishFlow(client, upload, FLOW)).toBe('f-1');
		expect(files).toEqual([{ url: JOB.presignedUrl, headers: JOB.headers, content: 'the flow' }]);
		expect(requests.slice(0, 2)).toEqual([
			{ method: 'POST', path: '/api/v2/flows/jobs' },
			{ method: 'GET', path: '/api/v2/flows/jobs/job-1', query: { expand: 'messages' } },
		]);
		expect(pauses).toEqual([1000, 1000]);
	});

	it.each([
		['the errors', [{ type: 'Warning', text: 'w' }, { type: 'Error', text: 'one' }, { type: 'Error', text: 'two' }], 'one; two'],
		['other messages if there is no error', [{ type: 'Information', text: 'hm' }], 'hm'],
		['a fallback if there is no message', undefined, 'no reason was given'],
		[
			'the API calls that failed',
			[
				{
					type: 'Error',
					text: 'Failed to save the flow.',
					details: [
						{
							type: 'apiCall',
							url: 'https://api.mypurecloud.com/api/v2/flows?token=secret',
							method: 'POST',
							requestBody: 'the whole flow',
							statusCode: 403,
							statusMessage: 'Forbidden',
							responseBody: '{}',
							errorCode: 'missing.permissions',
							errorMessage: 'You are missing the following permission(s): architect:flow:add',
							correlationId: '1b2f0d4e-0000-4000-8000-9f2d6a1c0e11',
						},
						{ type: 'dependency', errorMessage: 'Queue not found' },
						{},
					],
				},
			],
			'Failed to save the flow. (POST /api/v2/flows: 403 missing.permissions You are missing the following permission(s): architect:flow:add, correlation ID 1b2f0d4e-0000-4000-8000-9f2d6a1c0e11) (dependency: Queue not found)',
		],
		['details alone', [{ type: 'Error', details: [{ statusCode: 500 }] }], '(500)'],
		['tokens redacted', [{ type: 'Error', text: `Bearer ${'x'.repeat(80)}` }], 'Bearer …'],
	])('reports a flow that Architect rejected with %s', async (_what, messages, said) => {
		const { client } = fakeGenesys(inTurn(ok(JOB), state('Failure', { messages })));
		expect(await rejectionOf(publishFlow(client, uploads().upload, FLOW))).toMatchObject({
			code: 'flow.failed',
			message: `Publish the flow: Architect rejected it: ${said}`,
		});
	});

	it('stops waiting after two minutes', async () => {
		const { client, pauses } = fakeGenesys(inTurn(ok(JOB), state('Started')));
		expect(await rejectionOf(publishFlow(client, uploads().upload, FLOW))).toMatchObject({ code: 'flow.unfinished' });
		expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBe(120_000);
	});

	it.each([[ok('<html>')], [ok({ id: '1' })], [ok({ presignedUrl: 'https://x.example.com' })]])('fails without an upload URL: %j', async (answer) => {
		const { client } = fakeGenesys(() => answer);
		expect(await rejectionOf(publishFlow(client, uploads().upload, FLOW))).toMatchObject({ code: 'unexpected.answer' });
	});

	it('registers the job again after a broken connection', async () => {
		const { client } = fakeGenesys(inTurn(brokenConnection(), ok(JOB), state('Success', { flow: { id: 'f-1' } })));
		expect(await publishFlow(client, uploads().upload, FLOW)).toBe('f-1');
	});

	it('does not wait for the job if the upload fails', async () => {
		const { client, requests } = fakeGenesys(inTurn(ok(JOB), refusal(500)));
		const failure = brokenConnection();
		expect(await rejectionOf(publishFlow(client, async () => failure, FLOW))).toBe(failure);
		expect(requests).toHaveLength(1);
	});
});
