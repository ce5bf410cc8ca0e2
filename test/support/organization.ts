import type { HttpRequest, HttpResponse } from '../../genesys/client';
import type { FileUpload } from '../../genesys/upload';
import { change, lacks, list, ok, refuse, Shelf, show, type Json, type OrganizationRoute } from './shelf';

export { refuse };

export const UPLOADS = 'https://uploads.example.com';

const MESSAGING = '/api/v2/conversations/messaging';

/**
 * The part of a Genesys Cloud organization that concerns messaging, as far as the package reads it. Each test
 * changes one thing in it.
 */
export class Organization {
	readonly queues = new Shelf('queue');
	readonly contents = new Shelf('content');
	readonly settings = new Shelf('setting');
	readonly integrations = new Shelf('integration');
	readonly flows = new Shelf('flow');
	readonly recipients = new Shelf('recipient');
	readonly jobs = new Shelf('job');
	threading: Json[] = [
		{ messengerType: 'whatsapp', timeoutInMinutes: 1440 },
		{ messengerType: 'open', timeoutInMinutes: 4320 },
	];
	/** Permissions that the role lacks. */
	readonly lacking = new Set<string>();
	/** Responses that replace the organization's own, each once, by a part of "METHOD path". */
	readonly faults: Array<{ request: string; answer: HttpResponse }> = [];
	/** Flow definitions that were uploaded. */
	readonly uploads: FileUpload[] = [];
	/** Architect's response to the next upload. */
	architectRefuses: string | undefined;
	/** Accepted requests other than reads and probes. */
	readonly changes: string[] = [];

	constructor() {
		this.queues.add({ name: 'Support', memberCount: 3 });
	}

	answer(request: HttpRequest): HttpResponse {
		const line = `${request.method} ${request.path}`;
		const fault = this.faults.findIndex((one) => line.includes(one.request));
		if (fault >= 0) return this.faults.splice(fault, 1)[0].answer;
		for (const [pattern, permission, handle] of this.routes) {
			const match = pattern.exec(line);
			if (!match) continue;
			if (this.lacking.has(permission)) return lacks(permission);
			const answer = handle(match[1] ?? '', (request.body ?? {}) as Json);
			if (request.method !== 'GET' && answer.status < 300) this.changes.push(line);
			return answer;
		}
		return refuse(404);
	}

	/** The storage that flows are uploaded to. */
	put(file: FileUpload): HttpResponse {
		this.uploads.push(file);
		const job = this.jobs.byId(file.url.split('/').at(-1) ?? '');
		if (!job) return refuse(403);
		if (this.architectRefuses !== undefined) {
			const messages = [{ type: 'Warning', text: 'be careful' }, { type: 'Error', text: this.architectRefuses }];
			Object.assign(job, { status: 'Failure', messages });
			return ok();
		}
		const [, name] = /^ {2}name: (.*)$/m.exec(file.content) ?? [];
		const [, description] = /^ {2}description: (.*)$/m.exec(file.content) ?? [];
		const text = { name: JSON.parse(name) as string, description: JSON.parse(description) as string, publishedVersion: { id: '1' } };
		const flow = this.flows.items.find((one) => one.name === text.name);
		Object.assign(job, { status: 'Success', flow: { id: flow ? Object.assign(flow, text).id : this.flows.add(text).id } });
		return ok();
	}

	private readonly routes: OrganizationRoute[] = [
		[/^GET \/api\/v2\/tokens\/me$/, '', () => ok({ organization: { id: 'o-1' } })],
		[/^GET \/api\/v2\/routing\/queues$/, 'routing:queue:view', () => list(this.queues)],
		[/^GET \/api\/v2\/routing\/queues\/(.+)$/, 'routing:queue:view', (id) => show(this.queues, id)],
		...this.shelfRoutes('supportedContent', 'supportedcontent', this.contents),
		...this.shelfRoutes('setting', 'settings', this.settings),
		[/^GET \/.*\/integrations\/open$/, 'messaging:integration:view', () => list(this.integrations)],
		[/^POST \/.*\/integrations\/open$/, 'messaging:integration:add', (_id, body) => this.createIntegration(body)],
		[/^GET \/.*\/integrations\/open\/(.+)$/, 'messaging:integration:view', (id) => show(this.integrations, id)],
		[/^PATCH \/.*\/integrations\/open\/(.+)$/, 'messaging:integration:edit', (id, body) => change(this.integrations, id, body)],
		[/^GET \/.*\/message\/recipients\/(.+)$/, 'routing:message:manage', (id) => show(this.recipients, id)],
		[/^PUT \/.*\/message\/recipients\/(.+)$/, 'routing:message:manage', (id, body) => change(this.recipients, id, body)],
		[/^POST \/api\/v2\/flows\/jobs$/, 'architect:job:create', () => this.registerJob()],
		[/^GET \/api\/v2\/flows\/jobs\/(.+)$/, 'architect:job:view', (id) => show(this.jobs, id)],
		[/^POST \/api\/v2\/flows\/actions\/publish$/, 'architect:flow:publish', () => refuse(404)],
		[/^GET \/api\/v2\/flows$/, 'architect:flow:view', () => list(this.flows)],
		[/^POST \/api\/v2\/flows$/, 'architect:flow:add', () => refuse(400)],
		[/^GET \/api\/v2\/flows\/(.+)$/, 'architect:flow:view', (id) => show(this.flows, id)],
		[/^PUT \/api\/v2\/flows\/(.+)$/, 'architect:flow:edit', () => refuse(404)],
		[/^GET \/.*\/threadingtimeline$/, 'conversation:threadingTimeline:view', () => ok({ settings: this.threading, defaultTimeoutMinutes: 4320 })],
		[/^PUT \/.*\/threadingtimeline$/, 'conversation:threadingTimeline:edit', (_id, body) => this.setThreading(body)],
		// Endpoints used only at run time, which Setup calls only to probe permissions.
		[/^POST \/api\/v2\/conversations\/messages\/.+\/inbound\/open\/message$/, 'conversation:message:receive', () => refuse(404)],
		[/^GET \/api\/v2\/conversations\/(.+)$/, 'conversation:communication:view', () => refuse(404)],
		[/^PATCH \/api\/v2\/conversations\/messages\/(.+)$/, 'conversation:communication:disconnect', () => refuse(404)],
		[/^POST \/api\/v2\/analytics\/conversations\/details\/query$/, 'analytics:conversationDetail:view', () => refuse(400)],
		[/^GET \/api\/v2\/users\/(.+)$/, 'directory:user:view', () => refuse(404)],
	];

	private shelfRoutes(entity: string, path: string, shelf: Shelf): OrganizationRoute[] {
		const at = (method: string, rest = '') => new RegExp(`^${method} ${MESSAGING}/${path}${rest}$`);
		return [
			[at('GET'), `messaging:${entity}:view`, () => list(shelf)],
			[at('POST'), `messaging:${entity}:add`, (_id, body) => (body.name ? ok(shelf.add(body)) : refuse(400))],
			[at('GET', '/(.+)'), `messaging:${entity}:view`, (id) => show(shelf, id)],
			[at('PATCH', '/(.+)'), `messaging:${entity}:edit`, (id, body) => change(shelf, id, body)],
		];
	}

	private createIntegration(body: Json): HttpResponse {
		if (!body.name) return refuse(400);
		const recipient = this.recipients.add({ name: body.name });
		const integration = this.integrations.add({ ...body, createStatus: 'Completed', recipient: { id: recipient.id } });
		return ok({ ...integration, createStatus: 'Initiated' });
	}

	private registerJob(): HttpResponse {
		const job = this.jobs.add({ status: 'Registered' });
		return ok({ id: job.id, presignedUrl: `${UPLOADS}/${String(job.id)}`, headers: { 'x-amz-acl': 'private' } });
	}

	private setThreading({ settings }: Json): HttpResponse {
		if (!Array.isArray(settings)) return refuse(400);
		this.threading = settings as Json[];
		return ok();
	}
}
