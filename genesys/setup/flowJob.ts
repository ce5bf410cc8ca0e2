import { objectWithId } from '../answers';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { asObject, asObjects, asText, type JsonObject } from '../json';
import { pathId } from '../ids';
import { poll } from '../poll';
import { isPlainName, redacted } from '../redaction';
import type { Upload } from '../upload';

const PATH = '/api/v2/flows/jobs';
const WHAT = 'Publish the flow';
const JOB = { checks: 121, pauseMs: 1000 }; // Architect usually takes seconds to half a minute.

/**
 * Has Architect create and publish a flow from YAML, replacing a flow with the same name; returns its ID. A dry run isn't possible:
 * the job has no such command (SDK 262), and the validation job only accepts saved flows. Permissions: architect:job:create, architect:job:view.
 * @throws RefusedError `flow.failed` with Architect's own messages, `flow.unfinished`; GenesysApiError; GenesysUnreachableError
 */
export async function publishFlow(client: GenesysClient, upload: Upload, yaml: string): Promise<string> {
	// If it is registered twice, the first registration has no effect.
	const { id, url, headers } = await client.call({ method: 'POST', path: PATH }, { what: WHAT, read: parseRegisteredJob, repeatable: true });
	const failure = await upload({ url, headers, content: yaml }, WHAT);
	if (failure) throw failure;
	const request = { method: 'GET', path: `${PATH}/${pathId('Job ID', id)}`, query: { expand: 'messages' } } as const;
	const look = async () => await client.call(request, { what: WHAT, read: objectWithId });
	const publishedBy = ({ status, flow }: JsonObject) => (status === 'Success' ? asText(asObject(flow)?.id) : undefined);
	const job = await poll(client, JOB, look, (latest) => latest.status === 'Failure' || publishedBy(latest) !== undefined);
	const flowId = publishedBy(job);
	if (flowId) return flowId;
	if (job.status !== 'Failure') throw flowError('flow.unfinished', 'Architect is still working on it', 'Wait a minute.');
	const advice = 'Correct the problem that Architect reports (the flow may be open for editing there), or create a flow yourself and enter its name as Flow.';
	throw flowError('flow.failed', `Architect rejected it: ${messagesOf(job.messages)}`, advice);
}

function flowError(code: string, reason: string, advice: string): RefusedError {
	return new RefusedError({ code, message: `${WHAT}: ${reason}`, advice });
}

/** Model RegisterArchitectJobResponse. A job without an upload URL is unusable. */
function parseRegisteredJob(body: unknown): { id: string; url: string; headers: Record<string, string> } | undefined {
	const job = asObject(body);
	const [id, url] = [asText(job?.id), asText(job?.presignedUrl)];
	const headers = Object.entries(asObject(job?.headers) ?? {}).map(([name, text]) => [name, asText(text) ?? '']);
	return id && url ? { id, url, headers: Object.fromEntries(headers) } : undefined;
}

/** Architect's own messages with the API calls that failed in Architect; warnings only if there are no errors. */
function messagesOf(messages: unknown): string {
	const reported = asObjects(messages).flatMap(({ type, text, details }) => {
		const said = [asText(text) ?? '', ...asObjects(details).map(detailOf)].filter((part) => part !== '').join(' ');
		return said ? [{ isError: /error/i.test(asText(type) ?? ''), said }] : [];
	});
	const errors = reported.filter(({ isError }) => isError);
	return (errors.length > 0 ? errors : reported).map(({ said }) => redacted(said, [])).join('; ') || 'no reason was given';
}

/** One of the details, an API call that failed in Architect: `(POST /api/v2/flows: 403 missing.permissions …, correlation ID …)`. */
function detailOf({ type, method, url, statusCode, errorCode, errorMessage, correlationId }: JsonObject): string {
	const path = asText(url)?.replace(/^https?:\/\/[^/]*|[?#].*$/g, '');
	const call = [words(method, path) || words(type), words(statusCode, errorCode, errorMessage)].filter(Boolean).join(': ');
	const id = asText(correlationId);
	const parts = [call, isPlainName(id, []) ? `correlation ID ${id}` : ''].filter(Boolean);
	return parts.length > 0 ? `(${parts.join(', ')})` : '';
}

function words(...values: unknown[]): string {
	return values.flatMap((value) => (typeof value === 'number' ? String(value) : asText(value) || [])).join(' ');
}
