import type { NodeTypeAndVersion } from 'n8n-workflow';
import { canWait } from '../../../nodes/shared/waiting';

const node = (type: string, parameters: NodeTypeAndVersion['parameters'], disabled = false): NodeTypeAndVersion => ({ name: type, type, typeVersion: 1, parameters, disabled });
const withTools = (...tools: NodeTypeAndVersion[]) => ({ getParentNodes: () => tools });
const pause = (amount: number | string, unit = 'seconds') => node('n8n-nodes-base.wait', { resume: 'timeInterval', amount, unit });

it.each([
	pause(65), pause(2, 'minutes'), pause(1, 'hours'), pause('={{ 3 }}'), node('n8n-nodes-base.wait', { resume: 'webhook' }),
	node('n8n-nodes-base.slack', { resource: 'message', operation: 'sendAndWait' }),
])('n8n can suspend an execution at %j', (parking) => {
	expect(canWait(withTools(), [node('n8n-nodes-base.noOp', {}), parking])).toBe(true);
	expect(canWait(withTools(parking), [node('@n8n/n8n-nodes-langchain.agent', {})])).toBe(true);
});

it.each([
	pause(64), pause(1, 'minutes'), node('n8n-nodes-base.slack', { operation: 'post' }), node('n8n-nodes-base.noOp', undefined),
	node('n8n-nodes-base.slack', { operation: 'sendAndWait' }, true),
])('n8n never suspends an execution at %j', (other) => {
	expect(canWait(withTools(other), [other])).toBe(false);
});
