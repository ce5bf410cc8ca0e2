import { INTEGRATION_NAME, type Credentials } from '../../demo/stack.mts';
import type { WorkflowFile } from '../../demo/n8n/rest.mts';

/**
 * A workflow without a bot that uses all of the chat page's channel (`demo/chat/channel.mts`): what the customer writes,
 * presses, and types goes to the agent, and what either trigger emits goes to the page unchanged.
 */
export function pageWorkflow(chatUrl: string, credentials: Credentials): WorkflowFile {
	const integrationId = { __rl: true, mode: 'name', value: INTEGRATION_NAME };
	const webhook = (name: string, path: string, responseMode: string) =>
		node(name, 'n8n-nodes-base.webhook', 2, { httpMethod: 'POST', path, responseMode, options: {} }, path);
	const genesys = (name: string, type: string, parameters: object) => ({
		...node(name, `n8n-nodes-genesys-open-messaging.${type}`, 1, parameters, type),
		credentials,
	});
	const message = (name: string, operation: string, fields: object = {}) =>
		genesys(name, 'genesysOpenMessaging', { resource: 'message', operation, integrationId, customerId: '={{ $json.body.customerId }}', ...fields });
	const options = { messageId: '={{ $json.body.messageId }}' };
	const click = (field: string) => `={{ $json.body.buttonResponse.${field} }}`;
	const isClick = {
		options: { version: 3, typeValidation: 'loose', caseSensitive: true, leftValue: '' },
		combinator: 'and',
		conditions: [{ id: '1', leftValue: '={{ $json.body.buttonResponse }}', rightValue: '', operator: { type: 'object', operation: 'exists', singleValue: true } }],
	};
	const nodes = [
		webhook('Customer writes', 'genesys-chat', 'lastNode'),
		node('Pressed something?', 'n8n-nodes-base.if', 2.3, { conditions: isClick, options: {} }),
		message('Send button response', 'sendButtonResponse', {
			type: click('type'), text: click('text'), payload: click('payload'), originatingMessageId: click('originatingMessageId'), options,
		}),
		message('Send message', 'send', { text: '={{ $json.body.text }}', options }),
		webhook('Customer types', 'genesys-chat/typing', 'onReceived'),
		message('Send typing', 'sendTyping'),
		genesys('Agent answers', 'genesysOpenMessagingTrigger', { integrationId, events: ['agentMessage', 'flowMessage', 'typing'], options: {} }),
		genesys('Steps', 'genesysConversationTrigger', { queues: [], events: ['queued', 'agentJoined', 'transferred', 'conversationEnded'] }),
		node('Deliver', 'n8n-nodes-base.httpRequest', 4.2, {
			method: 'POST',
			url: `=${chatUrl}/deliver/{{ encodeURIComponent($json.customerId) }}`,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '={{ $json }}',
			options: {},
		}),
	];
	const to = (...names: string[]) => ({ main: names.map((name) => [{ node: name, type: 'main', index: 0 }]) });
	const connections = {
		'Customer writes': to('Pressed something?'),
		'Pressed something?': to('Send button response', 'Send message'),
		'Customer types': to('Send typing'),
		'Agent answers': to('Deliver'),
		Steps: to('Deliver'),
	};
	return { name: 'The whole channel of the chat page', nodes, connections };
}

function node(name: string, type: string, typeVersion: number, parameters: object, webhookId?: string) {
	return { id: crypto.randomUUID(), name, type, typeVersion, parameters, position: [0, 0], ...(webhookId && { webhookId: crypto.randomUUID() }) };
}
