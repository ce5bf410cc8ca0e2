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

describe('a flow for Architect', () => {
	it('is uploaded to the address of its job and waited for', async () => {
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
		['its errors', [{ type: 'Warning', text: 'w' }, { type: 'Error', text: 'one' }, { type: 'Error', text: 'two' }], 'one; two'],
		['what it says where nothing is called an error', [{ type: 'Information', text: 'hm' }], 'hm'],
		['that it says nothing', undefined, 'it gave no reason'],
		[
			'the calls of Architect that failed',
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
		['no token that stands in them', [{ type: 'Error', text: `Bearer ${'x'.repeat(80)}` }], 'Bearer …'],
	])('that is refused is reported with %s', async (_what, messages, said) => {
		const { client } = fakeGenesys(inTurn(ok(JOB), state('Failure', { messages })));
		expect(await rejectionOf(publishFlow(client, uploads().upload, FLOW))).toMatchObject({
			code: 'flow.failed',
			message: `Publish the flow: Architect refused it: ${said}`,
		});
	});

	it('that takes too long is told after two minutes', async () => {
		const { client, pauses } = fakeGenesys(inTurn(ok(JOB), state('Started')));
		expect(await rejectionOf(publishFlow(client, uploads().upload, FLOW))).toMatchObject({ code: 'flow.unfinished' });
		expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBe(120_000);
	});

	it.each([[ok('<html>')], [ok({ id: '1' })], [ok({ presignedUrl: 'https://x.example.com' })]])('has nowhere to go after %j', async (answer) => {
		const { client } = fakeGenesys(() => answer);
		expect(await rejectionOf(publishFlow(client, uploads().upload, FLOW))).toMatchObject({ code: 'unexpected.answer' });
	});

	it('is registered again after a broken connection: the first job comes to nothing', async () => {
		const { client } = fakeGenesys(inTurn(brokenConnection(), ok(JOB), state('Success', { flow: { id: 'f-1' } })));
		expect(await publishFlow(client, uploads().upload, FLOW)).toBe('f-1');
	});

	it('whose upload fails is not waited for', async () => {
		const { client, requests } = fakeGenesys(inTurn(ok(JOB), refusal(500)));
		const failure = brokenConnection();
		expect(await rejectionOf(publishFlow(client, async () => failure, FLOW))).toBe(failure);
		expect(requests).toHaveLength(1);
	});
});
