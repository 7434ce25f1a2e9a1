import type { Delivered } from '../dialects/delivered';
import type { Usage } from '../exchange/events';

/** What one attempt has come to so far, whatever becomes of it; read when it is paid for. */
export class AttemptMeter {
  /** The request has left for the upstream. */
  isSent = false;
  /** The answer is there to its end. */
  isWhole = false;
  /** What the upstream has reported last. */
  usage: Usage | null = null;
  /** What it has said, where the answer streams or came without a figure. */
  delivered: Delivered | null = null;
  /** How much it had said when it reported: what came since is in no figure. */
  reportedLength = 0;

  report(usage: Usage): void {
    this.usage = usage;
    this.reportedLength = this.delivered?.length ?? 0;
  }
}
