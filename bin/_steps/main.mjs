import { StepFailed } from './progress.mjs';
import { enterProject, fail } from './project.mjs';

/** Runs a command in the project's folder. A step that failed has already shown why, so its name is enough. */
export async function main(command) {
  enterProject();
  try {
    await command(process.argv.slice(2).filter((argument) => argument !== '--verbose'));
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    fail('', error.message);
  }
}
