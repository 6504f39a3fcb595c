import { connect } from 'node:net';
import { localEngineSocket } from '../../config.ts';

/** True when an engine of this data folder is running, whoever started it. */
export function engineAnswers(dataFolder: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(localEngineSocket(dataFolder));
    socket.once('connect', () => {
      done(true);
      socket.destroy();
    });
    socket.once('error', () => done(false));
  });
}
