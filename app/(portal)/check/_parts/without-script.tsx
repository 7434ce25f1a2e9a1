/** For a browser that runs no script: the same question, asked by hand. */
export function WithoutScript({ origin }: { origin: string }) {
  return (
    <noscript>
      <div className="mt-6 max-w-2xl rounded-lg border border-line bg-surface px-4 py-3">
        <p className="text-pretty text-soft">
          Your browser runs no script, so this page cannot check a token. This asks the same in a terminal:
        </p>
        <pre className="wrap-anywhere mt-2 whitespace-pre-wrap font-mono text-sm">
          <code>{`curl -sS "${origin}/v1/token" -H "Authorization: Bearer $ROUTER_TOKEN"`}</code>
        </pre>
      </div>
    </noscript>
  );
}
