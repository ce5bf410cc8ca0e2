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
const JOB = { checks: 121, pauseMs: 1000 }; // Architect takes seconds to half a minute as a rule.

/**
 * Has Architect make and publish a flow from its YAML, in place of one of the same name; returns its ID. There is no dry run: the job
 * takes no command (SDK 262), and the one that validates takes saved flows only. Permissions: architect:job:create, architect:job:view.
 * @throws RefusedError `flow.failed` with Architect's own messages, `flow.unfinished`; GenesysApiError; GenesysUnreachableError
 */
export async function publishFlow(client: GenesysClient, upload: Upload, yaml: string): Promise<string> {
	// Registered twice, the first comes to nothing.
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
	const advice = 'Correct what Architect names (somebody may have the flow open there), or make a flow yourself and name it in the field Flow.';
	throw flowError('flow.failed', `Architect refused it: ${messagesOf(job.messages)}`, advice);
}

function flowError(code: string, reason: string, advice: string): RefusedError {
	return new RefusedError({ code, message: `${WHAT}: ${reason}`, advice });
}

/** Model RegisterArchitectJobResponse: a job without a URL for its file is of no use. */
function parseRegisteredJob(body: unknown): { id: string; url: string; headers: Record<string, string> } | undefined {
	const job = asObject(body);
	const [id, url] = [asText(job?.id), asText(job?.presignedUrl)];
	const headers = Object.entries(asObject(job?.headers) ?? {}).map(([name, text]) => [name, asText(text) ?? '']);
	return id && url ? { id, url, headers: Object.fromEntries(headers) } : undefined;
}

/** Errors before warnings, as Architect words them, each with the calls of Architect's own that failed. */
function messagesOf(messages: unknown): string {
	const reported = asObjects(messages).flatMap(({ type, text, details }) => {
		const said = [asText(text) ?? '', ...asObjects(details).map(detailOf)].filter((part) => part !== '').join(' ');
		return said ? [{ isError: /error/i.test(asText(type) ?? ''), said }] : [];
	});
	const errors = reported.filter(({ isError }) => isError);
	return (errors.length > 0 ? errors : reported).map(({ said }) => redacted(said, [])).join('; ') || 'it gave no reason';
}

/** One of the details, a failed call of Architect's own: `(POST /api/v2/flows: 403 missing.permissions …, correlation ID …)`. */
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
