import { getRoute } from '../route';
import { getFlow } from '../flow';
import { error, type Check } from './finding';

const WHAT = 'Check setup';

export const routeCheck: Check = {
	permission: 'routing:message:manage',
	sees: 'the route to a flow',
	run: async (subject) => {
		const { client, integration } = subject;
		if (!integration) return [];
		const { recipientId } = integration;
		subject.route = recipientId === undefined ? undefined : await getRoute(client, recipientId, WHAT);
		if (subject.route) return [];
		return [
			error(
				'route.missing',
				`The messages of the integration "${integration.name}" are routed to no flow, so nobody gets them.`,
				'Choose a flow for it in Admin › Routing › Message Routing, or run Setup: Provision.',
			),
		];
	},
};

export const flowCheck: Check = {
	permission: 'architect:flow:view',
	sees: 'the flow',
	run: async (subject) => {
		const { client, route } = subject;
		if (!route) return [];
		const flow = await getFlow(client, route.id, WHAT);
		if (!flow) {
			const what = `The flow "${route.name ?? route.id}" that messages are routed to has been deleted, or lies in a division that the role does not cover.`;
			return [error('flow.missing', what, 'Choose another one in Admin › Routing › Message Routing, or run Setup: Provision.')];
		}
		subject.flow = flow;
		if (flow.isPublished) return [];
		const what = `The flow "${flow.name}" that messages are routed to is not published.`;
		return [error('flow.unpublished', what, 'Publish it in Architect › Flows: Inbound Message.')];
	},
};
