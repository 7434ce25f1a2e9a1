import { Select } from '@/app/_ui/field';
import { type Endpoint, explainEndpoints } from '@/lib/gateway/contract';
import { apiNames } from './explanation-words';

type Props = { id: string } & (
  | { byShape: true; value: Endpoint | ''; onValue: (api: Endpoint | '') => void }
  | { byShape?: false; value: Endpoint; onValue: (api: Endpoint) => void }
);

/** Which of the three APIs, or that the shape of a body says it. */
export function ApiSelect(props: Props) {
  const { id, byShape, value } = props;
  function choose(chosen: string) {
    const api = explainEndpoints.find((endpoint) => endpoint === chosen);
    if (api) props.onValue(api);
    else if (props.byShape) props.onValue('');
  }
  return (
    <div className="grow sm:max-w-64">
      <label htmlFor={id} className="font-medium text-sm">
        API
      </label>
      <div className="mt-1.5">
        <Select id={id} value={value} onChange={(event) => choose(event.target.value)}>
          {byShape && <option value="">By its shape</option>}
          {explainEndpoints.map((endpoint) => (
            <option key={endpoint} value={endpoint}>
              {apiNames[endpoint]}
            </option>
          ))}
        </Select>
      </div>
    </div>
  );
}
