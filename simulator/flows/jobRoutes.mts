import { elsewhere, sees } from '../directory/divisions.mts';
import { notFound } from '../http/apiError.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { registerJob, startJob } from './job.mts';
import type { FlowJob } from './job.mts';

const JOBS = '/api/v2/flows/jobs';
const UPLOADS = '/simulator/flow-uploads';
/** Headers that the upload must send, as with a pre-signed URL of a file store. */
const HEADERS = { 'x-amz-server-side-encryption': 'AES256' };

function register({ world, client }: ApiRequest): ApiAnswer {
	if (!client) throw notFound();
	const { id, signature } = registerJob(world, client);
	const presignedUrl = `${world.origin}${UPLOADS}/${id}?signature=${signature}`;
	return ok({ id, presignedUrl, headers: HEADERS, selfUri: `${JOBS}/${id}` });
}

/** The file store isn't part of the platform API: its errors are XML. */
function refusal(status: number, code: string): ApiAnswer {
	const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`;
	return { status, file: { bytes: Buffer.from(xml), mime: 'application/xml', filename: 'error.xml' } };
}

/** Accepts one file, with the URL's headers and without an API token. */
function upload({ world, params, query, headers, authorization, raw }: ApiRequest): ApiAnswer {
	const job = world.flowJobs.get(params['jobId'] ?? '');
	if (!job || query['signature'] !== job.signature || Date.now() >= job.expiresAt) return refusal(403, 'AccessDenied');
	if (authorization !== undefined) return refusal(400, 'InvalidArgument');
	const signed = Object.entries(HEADERS).every(([name, value]) => headers[name] === value);
	if (!signed) return refusal(403, 'SignatureDoesNotMatch');
	if (job.status !== 'Registered') return refusal(412, 'PreconditionFailed');
	startJob(world, job, raw.toString('utf8'));
	return { status: 200 };
}

/** Model `ArchitectJobStateResponse`; the messages only with `expand=messages`. */
function jobView({ id, status, flowId, messages }: FlowJob, expand: string | undefined): Record<string, unknown> {
	return {
		id,
		status,
		command: 'Publish',
		...(flowId !== undefined && { flow: { id: flowId, selfUri: `/api/v2/flows/${flowId}` } }),
		...(expand?.split(',').includes('messages') && { messages }),
		selfUri: `${JOBS}/${id}`,
	};
}

function read({ world, params, query, client }: ApiRequest): ApiAnswer {
	const job = world.flowJobs.get(params['jobId'] ?? '');
	if (!job) throw notFound('The job');
	const flow = world.flows.find(({ id }) => id === job.flowId);
	if (flow && !sees(client, flow.division)) throw elsewhere(world, 'The job');
	return ok(jobView(job, query['expand']));
}

export const flowJobRoutes: Route[] = [
	{ method: 'post', path: JOBS, needs: { all: ['architect:job:create'] }, handle: register },
	{ method: 'get', path: `${JOBS}/:jobId`, needs: { all: ['architect:job:view'] }, handle: read },
];

export const flowUploadRoutes: Route[] = [
	{ method: 'put', path: `${UPLOADS}/:jobId`, needs: 'nobody', rawBody: true, handle: upload },
];
