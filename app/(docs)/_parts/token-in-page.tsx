/** What a page can do with a token, on a page that can do anything. */
export function TokenInPage() {
  return <span data-needs-script>Put it in on this page, and every example carries it when you copy it.</span>;
}
