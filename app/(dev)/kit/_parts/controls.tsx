import { Button, ButtonLink } from '@/app/_ui/button';
import { Checkbox, Switch } from '@/app/_ui/choices';
import { describedBy, Field, Input, Select, Textarea } from '@/app/_ui/field';
import { Line, Piece, Shelf } from './shelf';

const looks = ['primary', 'secondary', 'quiet', 'danger'] as const;

export function Controls() {
  return (
    <Shelf title="Controls">
      <Piece name="button">
        <div className="space-y-3">
          {([{}, { size: 'small' }, { pending: true }, { disabled: true }] as const).map((props) => (
            <Line key={JSON.stringify(props)}>
              {looks.map((look) => (
                <Button key={look} look={look} {...props}>
                  {look}
                </Button>
              ))}
            </Line>
          ))}
          <Line>
            <ButtonLink href="/docs" look="primary">
              A link
            </ButtonLink>
          </Line>
        </div>
      </Piece>
      <div className="grid gap-6 sm:grid-cols-2">
        <Field label="Input" id="kit-input" note="What to know about it.">
          <Input {...describedBy('kit-input')} placeholder="default" />
        </Field>
        <Field label="Input with a problem" id="kit-bad" problem="A group id has no spaces.">
          <Input {...describedBy('kit-bad', 'yes')} defaultValue="my group" />
        </Field>
        <Field label="Select" id="kit-select">
          <Select {...describedBy('kit-select')}>
            <option>weighted</option>
            <option>failover</option>
          </Select>
        </Field>
        <Field label="Disabled" id="kit-disabled">
          <Input {...describedBy('kit-disabled')} disabled defaultValue="declared in the file" />
        </Field>
        <Field label="Textarea" id="kit-text">
          <Textarea {...describedBy('kit-text')} defaultValue="Some words." />
        </Field>
        <div className="space-y-3 pt-6">
          <Checkbox label="Checkbox" note="With a note." defaultChecked />
          <Checkbox label="Checkbox, off" />
          <Checkbox label="Checkbox, disabled" disabled />
          <Switch label="Switch" defaultChecked />
          <Switch label="Switch, off" />
          <Switch label="Switch, disabled" disabled />
        </div>
      </div>
    </Shelf>
  );
}
