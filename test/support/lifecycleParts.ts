import type { HttpResponse } from '../../genesys/client';
import { change, list, ok, refuse, Shelf, show, type Json, type OrganisationRoute } from './shelf';

const INTEGRATIONS = '\\/api\\/v2\\/integrations';
const TRIGGERS = '\\/api\\/v2\\/processautomation\\/triggers';

const at = (method: string, path: string) => new RegExp(`^${method} ${path}$`);

/** Integrations with data actions, and triggers, as far as the package asks about them. */
export class LifecycleParts {
	readonly integrations = new Shelf('data-integration');
	readonly configs = new Shelf('config');
	readonly credentials = new Shelf('credential');
	readonly actions = new Shelf('action');
	readonly triggers = new Shelf('trigger');

	get counts(): number[] {
		return [this.integrations, this.credentials, this.actions, this.triggers].map(({ items }) => items.length);
	}

	readonly routes: OrganisationRoute[] = [
		[at('GET', `${INTEGRATIONS}\\/credentials\\/listing`), 'integrations:integration:view', () => ok({ entities: this.credentials.items })],
		[at('POST', `${INTEGRATIONS}\\/credentials`), 'integrations:integration:add', (_id, body) => ok(this.credentials.add(body))],
		[at('PUT', `${INTEGRATIONS}\\/credentials\\/(.+)`), 'integrations:integration:edit', (id, body) => change(this.credentials, id, body)],
		[at('GET', `${INTEGRATIONS}\\/actions`), 'integrations:action:view', () => list(this.actions)],
		[at('POST', `${INTEGRATIONS}\\/actions`), 'integrations:action:add', (_id, body) => (body.name ? ok(this.actions.add({ ...body, version: 1 })) : refuse(400))],
		[at('GET', `${INTEGRATIONS}\\/actions\\/(.+)`), 'integrations:action:view', (id) => show(this.actions, id)],
		[at('PATCH', `${INTEGRATIONS}\\/actions\\/(.+)`), 'integrations:action:edit', (id, body) => change(this.actions, id, body)],
		[at('GET', INTEGRATIONS), 'integrations:integration:view', () => list(this.integrations)],
		[at('POST', INTEGRATIONS), 'integrations:integration:add', (_id, body) => this.createIntegration(body)],
		[at('GET', `${INTEGRATIONS}\\/(.+)\\/config\\/current`), 'integrations:integration:view', (id) => this.config(id, (config) => config)],
		[
			at('PUT', `${INTEGRATIONS}\\/(.+)\\/config\\/current`),
			'integrations:integration:edit',
			(id, body) => this.config(id, (config) => Object.assign(config, body, { version: Number(config.version) + 1 })),
		],
		[at('PATCH', `${INTEGRATIONS}\\/(.+)`), 'integrations:integration:edit', (id, body) => change(this.integrations, id, body)],
		[at('GET', TRIGGERS), 'processautomation:trigger:view', () => ok({ entities: this.triggers.items })],
		[at('POST', TRIGGERS), 'processautomation:trigger:add', (_id, body) => (body.name ? ok(this.triggers.add({ ...body, version: 1 })) : refuse(400))],
		[at('PUT', `${TRIGGERS}\\/(.+)`), 'processautomation:trigger:edit', (id, body) => change(this.triggers, id, body)],
	];

	private createIntegration(body: Json): HttpResponse {
		if (!body.integrationType) return refuse(400);
		const integration = this.integrations.add({ ...body, intendedState: 'DISABLED' });
		this.configs.add({ of: integration.id, version: 1, notes: '', properties: {}, advanced: {}, credentials: {} });
		return ok(integration);
	}

	private config(integrationId: string, answer: (config: Json) => Json): HttpResponse {
		const config = this.configs.items.find(({ of }) => of === integrationId);
		return config ? ok(answer(config)) : refuse(404);
	}
}
