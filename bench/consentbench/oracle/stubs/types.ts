import type { World } from '../world.js';

/** What a program gets for each module it asks for; made anew for each start of the program. */
export type StubMakers = Readonly<Record<string, (world: World) => unknown>>;
