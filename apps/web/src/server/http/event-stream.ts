import "server-only";

/** Lines of one server-sent event. */
function frame(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

export interface EventSink {
  /** Sends soon; of equal keys within a moment only the last is sent. */
  send(event: string, key: string, data: unknown): void;
  comment(): void;
  /** Sends a last event and closes. */
  end(why: string): void;
}

const GATHER_MS = 50;
/** A reader this many bytes behind is not reading: it is closed, comes back and reads anew. */
const MOST_BEHIND = 256 * 1024;

/**
 * A stream of server-sent events. `start` receives the sink and a signal that fires when either side has closed; the
 * first bytes go out at once, so that the browser knows the stream is open.
 */
export function eventStream(controller: AbortController, start: (sink: EventSink) => void): Response {
  const { signal } = controller;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      start(stream) {
        const waiting = new Map<string, string>();
        let timer: NodeJS.Timeout | undefined;
        const write = (text: string): void => {
          if (signal.aborted) return;
          stream.enqueue(encoder.encode(text));
          if ((stream.desiredSize ?? 0) < -MOST_BEHIND) controller.abort();
        };
        const flush = (): void => {
          timer = undefined;
          const text = [...waiting.values()].join("");
          waiting.clear();
          write(text);
        };
        signal.addEventListener("abort", () => {
          clearTimeout(timer);
          try {
            stream.close();
          } catch {
            // The reader closed it first.
          }
        });
        write("retry: 2000\n\n");
        start({
          send(event, key, data) {
            waiting.set(`${event} ${key}`, frame(event, data));
            timer ??= setTimeout(flush, GATHER_MS);
          },
          comment: () => write(": \n\n"),
          end(why) {
            flush();
            write(frame("end", { why }));
            controller.abort();
          },
        });
      },
      cancel: () => controller.abort(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 1024 }),
  );
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
