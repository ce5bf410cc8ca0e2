import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';

const run = promisify(execFile);

/** Records a page by Chromium's own screencast, and has ffmpeg make a video or an animated picture of it. */

export interface Film {
	/** Seconds. */
	readonly length: number;
	/** Writes an H.264 video that plays in every browser, sped up if it's longer than that. Returns bytes. */
	video(path: string, maxSeconds: number): Promise<number>;
	/** Writes an endless GIF with its own palette, sped up if it's longer than that. Returns bytes. */
	gif(path: string, maxSeconds: number): Promise<number>;
	discard(): Promise<void>;
}

interface Frame {
	file: string;
	/** Seconds. */
	time: number;
}

const FRAMES_PER_SECOND = 25;
const GIF_FRAMES_PER_SECOND = 10;

/** @throws Error saying what to install */
export async function requireFfmpeg(): Promise<void> {
	try {
		await run('ffmpeg', ['-version']);
	} catch {
		throw new Error('ffmpeg was not found. Install it (Debian: apt-get install ffmpeg; macOS: brew install ffmpeg) and make sure it is in PATH.');
	}
}

/** Films while `play` runs. */
export async function filmOf(page: Page, play: () => Promise<void>): Promise<Film> {
	const folder = await mkdtemp(join(tmpdir(), 'genesys-film-'));
	const frames: Frame[] = [];
	const writing: Array<Promise<void>> = [];
	const session = await page.context().newCDPSession(page);
	session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
		const file = join(folder, `${String(frames.length).padStart(6, '0')}.jpg`);
		frames.push({ file, time: metadata.timestamp ?? Date.now() / 1000 });
		writing.push(writeFile(file, Buffer.from(data, 'base64')));
		// Refused once the page is gone, when there is nothing left to confirm.
		session.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
	});
	await session.send('Page.startScreencast', { format: 'jpeg', quality: 95, everyNthFrame: 1 });
	try {
		await play();
	} catch (error) {
		const path = join(folder, 'failed.png');
		await page.screenshot({ path });
		console.error(`The recording stopped here: ${path}`);
		throw error;
	}
	await session.send('Page.stopScreencast');
	const end = Date.now() / 1000;
	await Promise.all(writing);

	// Chromium sends a frame when something has changed, so each stays until the next.
	const list = join(folder, 'frames.txt');
	const lines = frames.map(({ file, time }, index) => `file '${file}'\nduration ${((frames[index + 1]?.time ?? end) - time).toFixed(4)}`);
	await writeFile(list, `${lines.join('\n')}\nfile '${frames.at(-1)?.file}'\n`);
	const encode = async (path: string, filters: string, more: string[]) => {
		await run('ffmpeg', ['-y', '-loglevel', 'error', '-f', 'concat', '-safe', '0', '-i', list, '-filter_complex', filters, ...more, path]);
		return (await stat(path)).size;
	};
	const length = end - frames[0].time;
	const within = (maxSeconds: number) => `setpts=PTS/${Math.max(1, length / maxSeconds).toFixed(3)}`;
	return {
		length,
		// A frame that repeats the one before is left to the player.
		video: async (path, maxSeconds) => await encode(path, `${within(maxSeconds)},fps=${FRAMES_PER_SECOND},mpdecimate=hi=1:lo=1:frac=1,format=yuv420p`, ['-fps_mode', 'vfr', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '19', '-movflags', '+faststart', '-an']),
		gif: async (path, maxSeconds) => await encode(path, `${within(maxSeconds)},fps=${GIF_FRAMES_PER_SECOND},split[frames][colors];[colors]palettegen=max_colors=128:stats_mode=diff[palette];[frames][palette]paletteuse=dither=none:diff_mode=rectangle`, ['-loop', '0']),
		discard: async () => await rm(folder, { recursive: true, force: true }),
	};
}
