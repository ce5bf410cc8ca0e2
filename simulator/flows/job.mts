import { newId, newToken } from '../ids.mts';
import type { OAuthClient } from '../oauth/clients.mts';
import { hasPermission } from '../oauth/clients.mts';
import { later } from '../world.mts';
import type { World } from '../world.mts';
import { compileFlow } from './compile.mts';
import type { Uploaded } from './compile.mts';
import { MESSAGE_FLOW, newFlow } from './flow.mts';
import type { Flow } from './flow.mts';

/** A file on its way to Architect: registered, uploaded, read and published. */
export interface FlowJob {
	id: string;
	client: OAuthClient;
	/** Makes the upload URL unguessable. */
	signature: string;
	expiresAt: number;
	status: 'Registered' | 'Started' | 'Success' | 'Failure';
	flowId?: string;
	messages: JobMessage[];
}

/** Model `ArchitectJobMessage`, with the API calls that failed on Architect's own side. */
export interface JobMessage {
	dateTime: string;
	type: 'INFO' | 'ERROR';
	text: string;
	details?: JobDetail[];
}

/** Model `ArchitectJobMessageDetail`; when Architect fills which fields is UNCONFIRMED. */
interface JobDetail {
	type: string;
	method: string;
	url: string;
	statusCode: number;
	statusMessage: string;
	errorCode: string;
	errorMessage: string;
	correlationId: string;
}

/** UNCONFIRMED: permissions in addition to `architect:job:create`, since the job uses the client's permissions. */
const PUBLISHING = ['architect:flow:add', 'architect:flow:edit', 'architect:flow:publish'];

export function registerJob(world: World, client: OAuthClient): FlowJob {
	const expiresAt = Date.now() + world.settings.flowUploadSeconds * 1000;
	const job: FlowJob = { id: newId(), client, signature: newToken(), expiresAt, status: 'Registered', messages: [] };
	world.flowJobs.set(job.id, job);
	return job;
}

/** Compiles the uploaded file after a delay, and publishes the flow if it is valid. */
export function startJob(world: World, job: FlowJob, yaml: string): void {
	job.status = 'Started';
	later(world, world.settings.flowJobMs, () => finishJob(world, job, yaml));
}

function finishJob(world: World, job: FlowJob, yaml: string): void {
	const say = (type: 'INFO' | 'ERROR', text: string, details?: JobDetail[]): void => {
		job.messages.push({ dateTime: new Date().toISOString(), type, text, ...(details && { details }) });
	};
	const missing = world.settings.flowJobNeedsFlowPermissions
		? PUBLISHING.filter((permission) => !hasPermission(job.client, permission))
		: [];
	if (missing.length > 0) {
		say('ERROR', 'Failed to save the flow.', [refusalFor(missing)]);
		job.status = 'Failure';
		return;
	}
	const compiled = compileFlow(world, job.client, yaml);
	if ('problems' in compiled) {
		for (const problem of compiled.problems) say('ERROR', problem);
		job.status = 'Failure';
		return;
	}
	const flow = published(world, compiled);
	job.flowId = flow.id;
	job.status = 'Success';
	say('INFO', `Published the flow "${flow.name}", version ${flow.version}.0.`);
}

/** Architect's rejected call. */
const refusalFor = (permissions: string[]): JobDetail => ({
	type: 'apiCall',
	method: 'POST',
	url: '/api/v2/flows',
	statusCode: 403,
	statusMessage: 'Forbidden',
	errorCode: 'missing.permissions',
	errorMessage: `Unable to perform the requested action. You are missing the following permission(s): ${permissions.join(', ')}`,
	correlationId: newId(),
});

/** Adds a version to the flow with this name and type, or creates the flow. */
function published(world: World, uploaded: Uploaded): Flow {
	const old = world.flows.find(({ name, type }) => name === uploaded.name && type === MESSAGE_FLOW);
	if (old) return Object.assign(old, uploaded, { version: old.version + 1, published: true });
	const flow = newFlow(uploaded);
	world.flows.push(flow);
	return flow;
}
