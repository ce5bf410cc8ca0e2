import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
import { packPackage } from '../demo/n8n/install.mts';

/** Throws with the reason if a gate fails. */
export type Gate = () => void | Promise<void>;

/** Maximum size of the packed package, in bytes. */
const MAX_TARBALL_BYTES = 150_000;
const SHIPPED = /^package\/(?:dist\/.+|package\.json|README\.md|LICENSE)$/;

/** The scan that n8n runs on a package before verification, on the source. */
export const scanSource: Gate = async () => await scan(process.cwd(), SOURCE_FILE_PATTERNS);

/** … and on what is published: built, packed, and unpacked. */
export const scanTarball: Gate = async () => {
	const { tarball, folder } = await packPackage(process.cwd());
	const unpacked = mkdtempSync(join(tmpdir(), 'genesys-unpacked-'));
	try {
		execFileSync('tar', ['xzf', tarball, '-C', unpacked]);
		await scan(join(unpacked, 'package'));
	} finally {
		for (const path of [folder, unpacked]) rmSync(path, { recursive: true, force: true });
	}
};

/** Small, without dependencies, and only with files that n8n loads. */
export const checkTarball: Gate = async () => {
	const { tarball, folder } = await packPackage(process.cwd());
	try {
		const { size } = statSync(tarball);
		if (size > MAX_TARBALL_BYTES) throw new Error(`The tarball has ${size} bytes, more than ${MAX_TARBALL_BYTES}`);
		const files = execFileSync('tar', ['tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
		const strange = files.filter((file) => !SHIPPED.test(file));
		if (strange.length > 0) throw new Error(`The tarball contains unexpected files: ${strange.join(', ')}`);
		const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies?: object };
		if (Object.keys(manifest.dependencies ?? {}).length > 0) throw new Error('The package has dependencies');
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
};

async function scan(folder: string, patterns?: string[]): Promise<void> {
	const result = await analyzePackage(folder, patterns);
	if (!result.passed) throw new Error(`${result.message}\n${result.details ?? ''}`);
}
