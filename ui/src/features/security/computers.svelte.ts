// The computers of one account while the owner looks through them.

import { Attempt } from '../../app/attempt.svelte';
import { backend, type ComputerView, type ConnectionId, type SessionId } from '../../backend';

export class Computers {
  /** `null` until the service has answered once. */
  listed = $state.raw<readonly ComputerView[] | null>(null);
  /** One more has come while the owner was looking. */
  another = $state(false);
  /** New ones of which the owner has said that they are theirs. */
  mine = $state.raw<readonly SessionId[]>([]);
  readonly looking = new Attempt();
  readonly acting = new Attempt();

  readonly others = $derived((this.listed ?? []).filter((computer) => !computer.thisOne));
  /** Those to be asked about. */
  readonly new = $derived(
    this.others.filter((computer) => computer.newcomer && !this.mine.includes(computer.id)),
  );

  constructor(readonly connection: ConnectionId) {}

  look(): Promise<boolean> {
    return this.looking.run(async () => {
      this.listed = await backend().computers(this.connection);
    });
  }

  signOut(computer: ComputerView): Promise<boolean> {
    return this.acting.run(async () => {
      this.listed = await backend().signOutComputer(this.connection, computer.id);
    });
  }

  signOutOthers(): Promise<boolean> {
    return this.acting.run(async () => {
      this.listed = await backend().signOutOtherComputers(this.connection);
    });
  }

  /** When this was the last one to be asked about, the owner knows them all. */
  async isMine(computer: ComputerView): Promise<void> {
    this.mine = [...this.mine, computer.id];
    if (this.new.length === 0 && !(await this.knowAll()))
      this.mine = this.mine.filter((id) => id !== computer.id);
  }

  /** Those that are on the screen. */
  knowAll(): Promise<boolean> {
    const shown = (this.listed ?? []).map((computer) => computer.id);
    return this.acting.run(async () => {
      const listed = await backend().knowComputers(this.connection, shown);
      this.another = listed.some((computer) => !shown.includes(computer.id));
      // Those that the owner knows by now are no news any more.
      this.listed = this.another ? listed : listed.map((computer) => ({ ...computer, newcomer: false }));
    });
  }
}
