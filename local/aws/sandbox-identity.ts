import { CallerGoneError, type Caller } from '../caller';
import { invocationOf, type CallObserver, type Invocation } from '../function-call';

/** One sandbox, as the services see it that it calls. What is killed makes no call any more. */
export class SandboxIdentity {
  private current: Invocation | undefined;
  private isGone = false;

  /**
   * @param functionName the plain name
   * @param token its session token, which no other sandbox has
   * @param kill ends its process at once
   */
  constructor(
    private readonly functionName: string,
    readonly token: string,
    private readonly observe: CallObserver,
    private readonly kill: () => void,
  ) {}

  /** What it works on from now on; undefined: on nothing, and its calls are not observed. */
  worksOn(event: unknown): void {
    this.current = event === undefined ? undefined : invocationOf(this.functionName, event);
  }

  /** What it works on. */
  get invocation(): Invocation | undefined {
    return this.current;
  }

  /** It, to a service of this name. */
  at(service: string): Caller {
    return {
      during: async (operation, act) => {
        if (this.isGone) throw new CallerGoneError();
        const { invocation } = this;
        const death = invocation && this.observe({ invocation, service, operation });
        if (death === 'before') this.die();
        try {
          return await act();
        } finally {
          if (death === 'after') this.die();
        }
      },
    };
  }

  private die(): never {
    this.isGone = true;
    this.kill();
    throw new CallerGoneError();
  }
}
