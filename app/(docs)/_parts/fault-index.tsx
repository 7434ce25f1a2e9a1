import Link from 'next/link';
import { catalogue, faultCodes, faultPagePath } from '@/lib/faults/catalogue';

/** Every fault of the catalogue in its order, with a link to its page. */
export function FaultIndex() {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Status</th>
          <th scope="col">Code</th>
          <th scope="col">Retry?</th>
        </tr>
      </thead>
      <tbody>
        {faultCodes.map((code) => (
          <tr key={code}>
            <td>{catalogue[code].status}</td>
            <td>
              <Link href={faultPagePath(code)} prefetch={false}>
                <code>{code}</code>
              </Link>
              <span className="block text-muted">{catalogue[code].message}</span>
            </td>
            <td>{catalogue[code].retry ? 'yes' : 'no'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
