import { PageHead } from '../../_ui/page-head';

export default function OverviewPage() {
  return <PageHead title="Overview">What this deployment does, and what needs you.</PageHead>;
}
