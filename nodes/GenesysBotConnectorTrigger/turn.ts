import type { IDataObject } from 'n8n-workflow';
import { INVALID_ANSWER, readAnswer, toBody, type Answer } from '../../genesys/botConnector/answer';
import { NEUTRAL_INTENTS, type Bot, type Generation } from '../../genesys/botConnector/bot';
import { textMessage } from '../../genesys/botConnector/replyMessages';
import { asObject, asText } from '../../genesys/json';
import type { Request } from '../../genesys/botConnector/utterance';
import type { Session } from './sessions';

const NOTHING: Answer = { botState: 'MoreData', messages: [] };
const FAILED: Answer = { botState: 'Failed', messages: [], error: { code: 'workflow.failed', message: 'The n8n workflow failed' } };
/** n8n's message if the last node returned no item. Any other 5xx means that the execution failed. */
const NO_ITEM = 'No item to return was found';

export interface TurnSetUp {
	generation: Generation;
	bot: Bot;
	session: Session;
	utterance: Pick<Request, 'text' | 'parameters'>;
	holdingText: string; // Empty to send none.
	/** Whether the workflow has a node that waits. If so, only Bot Connector: Reply answers. */
	canWait: boolean;
	/** Sends the HTTP response. */
	respond: (body: object) => void;
	/** Sends a late answer of the Digital Bot Connector. */
	sendLater: (answer: Answer) => void;
	onSessionOver: () => void;
	onDropped: (reason: string) => void;
	/** Called for an answer that Genesys Cloud would reject. */
	onInvalid: (reason: string) => void;
}

/** One utterance and its answers. The first is the HTTP response; any others are late. */
export class Turn {
	private isAnswered = false;
	private isReplied = false;
	private readonly answerNow = () => this.give(NOTHING);

	constructor(private readonly setUp: TurnSetUp) {
		setUp.session.waiting.add(this.answerNow);
	}

	/** Takes the item of Bot Connector: Reply during the execution. */
	reply(item: IDataObject): void {
		this.isReplied = true;
		this.give(this.read(item));
	}

	/** Takes n8n's response when the execution finishes or starts to wait. Ignored after a reply. */
	finish(status: number, body: unknown): void {
		if (this.isReplied) return;
		const item = asObject(body) ?? {};
		// `delivered: false` is the item of a last-node Reply in another process, not of a waiting execution.
		if (status < 400 && this.setUp.canWait && item.delivered !== false) return this.hold();
		this.give(this.resultOf(status, item));
	}

	/** Sends the holding text when the time is up or the execution waits. */
	hold(): void {
		if (this.isAnswered) return;
		const { session, holdingText } = this.setUp;
		this.give(session.kept || holdingText === '' ? NOTHING : { ...NOTHING, messages: [textMessage(holdingText)] });
	}

	private give(answer: Answer): void {
		if (this.isAnswered) this.giveLate(answer);
		else this.giveNow(answer);
	}

	private giveNow(given: Answer): void {
		const { generation, session, respond, onSessionOver } = this.setUp;
		this.isAnswered = true;
		session.waiting.delete(this.answerNow);
		const answer = session.kept ? joined(session.kept, given) : given;
		session.kept = undefined;
		if (answer.botState !== 'MoreData') {
			onSessionOver();
			respond(toBody(answer, generation));
		} else {
			const intent = generation === 'botConnector' ? NEUTRAL_INTENTS[session.openAnswers++ % NEUTRAL_INTENTS.length] : answer.intent;
			respond(toBody({ ...answer, intent }, generation));
		}
	}

	private giveLate(answer: Answer): void {
		const { generation, session, sendLater, onDropped } = this.setUp;
		if (isEmpty(answer)) return;
		if (session.isOver) return onDropped('the session has ended');
		if (generation === 'digitalBotConnector') return sendLater(answer);
		session.kept = session.kept ? joined(session.kept, answer) : answer;
		// The session ends with this answer, so waiting turns have nothing to add.
		if (answer.botState !== 'MoreData') session.waiting.forEach((answerNow) => answerNow());
	}

	private resultOf(status: number, body: Record<string, unknown>): Answer {
		if (status >= 400) return asText(body.message) === NO_ITEM ? NOTHING : FAILED;
		if (body.event !== 'utterance') return this.read(body);
		// If the last node passes on the trigger's item, the customer's own text and parameters aren't an answer.
		const { text, parameters } = this.setUp.utterance;
		const isOwn: Record<string, boolean> = { text: body.text === text, parameters: JSON.stringify(body.parameters) === JSON.stringify(parameters) };
		return this.read(Object.fromEntries(Object.entries(body).filter(([key]) => !isOwn[key])));
	}

	private read(item: Record<string, unknown>): Answer {
		const answer = readAnswer(item, this.setUp.bot.intents);
		if (answer.error?.code === INVALID_ANSWER) this.setUp.onInvalid(answer.error.message);
		return answer;
	}
}

/** Merges an earlier and a later answer. If either ends the session, so does the result. */
export function joined(earlier: Answer, later: Answer): Answer {
	const ending = [earlier, later].find(({ botState }) => botState !== 'MoreData');
	return {
		...earlier,
		...later,
		...ending,
		messages: [...earlier.messages, ...later.messages],
		...((earlier.slots ?? later.slots) && { slots: [...(earlier.slots ?? []), ...(later.slots ?? [])] }),
		...((earlier.parameters ?? later.parameters) && { parameters: { ...earlier.parameters, ...later.parameters } }),
	};
}

const isEmpty = ({ botState, messages, slots, parameters }: Answer) => botState === 'MoreData' && messages.length === 0 && !slots && !parameters;
