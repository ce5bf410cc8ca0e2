import type { INodePropertyOptions, INodeType } from 'n8n-workflow';
import { LIFECYCLE_EVENTS } from '../../../genesys/conversations/lifecycle';
import { MESSAGE_EVENTS } from '../../../genesys/openMessaging/outbound';
import { conversationTrigger, trigger } from '../support/engine';

/** n8n's node panel lists the options of a trigger's parameter named Event, Events, or Trigger On. */
function listedEvents({ description: { displayName, properties } }: INodeType): unknown[] {
	expect(displayName).toMatch(/Trigger$/);
	const property = properties.find((each) => ['event', 'events', 'trigger on'].includes(each.displayName.toLowerCase()));
	return ((property?.options ?? []) as INodePropertyOptions[]).map(({ value }) => value);
}

it('lists for each trigger exactly the events that it emits without further setup', () => {
	expect(listedEvents(trigger).sort()).toEqual([...MESSAGE_EVENTS].sort());
	expect(listedEvents(conversationTrigger).sort()).toEqual([...LIFECYCLE_EVENTS].sort());
});
