import { ADA, type OpenPanel } from './agentPanel.mts';
import { cardOf, panelOfAgent } from './panelOfAgent.mts';
import { customerOf, deskOf, eventually } from './people.mts';
import type { Stack } from './stack.mts';

/**
 * Plays an agent with the panel of the example without AI, while the quick start serves the customer.
 * @throws Error with the first step that failed
 */
export async function playPanel({ simulator, chat }: Pick<Stack, 'simulator' | 'chat'>, open: OpenPanel, report: (step: string) => void): Promise<void> {
	const customer = customerOf(chat.url, ADA.customerId, ADA.name);
	const desk = deskOf(simulator.url);
	const seen = (step: string, isSeen: boolean) => {
		if (!isSeen) throw new Error(`Not seen: ${step}`);
		report(step);
	};

	await customer.say('One of my cups is broken. Can I talk to an agent?');
	const waiting = await eventually('the chat of the panel waits', async () => (await desk.chatsOf(customer)).find(({ state }) => state === 'queued'));
	await desk.act(waiting, 'accept');
	const panel = await panelOfAgent(simulator.url, open);
	const shown = await panel.opens(waiting.id);
	seen("the agent's panel shows the customer's data and matching answers", cardOf(shown).Customer === ADA.name && shown.suggestions.some(({ title }) => title === 'Damaged'));
	seen('the agent stores a note', (await panel.acts(waiting.id, 'addNote', 'One cup was broken')).message === 'The note is stored.');
	seen('the panel shows it from now on', cardOf(await panel.opens(waiting.id)).Notes?.includes('Agent One: One cup was broken') === true);
	await desk.act(waiting, 'end');
}
