/** Shows how long something has been taking, in seconds. */
export class Clock {
  private timer = 0;
  private started = 0;

  constructor(private readonly face: HTMLElement, private readonly format: (seconds: number) => string) {}

  start(): void {
    this.stop();
    this.started = performance.now();
    this.face.hidden = false;
    this.tick();
    this.timer = window.setInterval(() => this.tick(), 100);
  }

  stop(): void {
    window.clearInterval(this.timer);
    this.face.hidden = true;
  }

  private tick(): void {
    this.face.textContent = this.format((performance.now() - this.started) / 1000);
  }
}
