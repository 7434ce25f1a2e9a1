import type { Capability } from '../exchange/capabilities';
import type { ModelGroup, Target } from '../snapshot/snapshot';
import { codexInstructions } from './codex-instructions';

/**
 * `GET /v1/models?client_version=…`: what Codex asks for at its start, in its own shape (seen with Codex 0.169, which asks
 * when its provider has an `auth` command). Every field it demands is here; one missing, and it throws the whole list away
 * and warns. What a group can do is what its weakest target can: whoever answers then, nothing that was promised is missing.
 */
export function codexCatalogue(groups: readonly ModelGroup[]): { models: readonly object[] } {
  return { models: groups.map(describeGroup) };
}

function describeGroup(group: ModelGroup, place: number): object {
  const targets = group.targets.filter(({ enabled }) => enabled);
  const reasons = all(targets, 'reasoning');
  const windows = targets.map(({ model }) => model.contextTokens).filter((tokens) => tokens !== null);
  return {
    slug: group.id,
    display_name: group.title ?? group.id,
    description: group.description,
    supported_reasoning_levels: reasons ? reasoningLevels : [],
    default_reasoning_level: reasons ? 'medium' : null,
    supports_reasoning_summaries: reasons,
    support_verbosity: false,
    default_verbosity: null,
    shell_type: 'shell_command',
    apply_patch_tool_type: 'freeform',
    supports_parallel_tool_calls: true,
    experimental_supported_tools: [],
    input_modalities: all(targets, 'vision') ? ['text', 'image'] : ['text'],
    context_window: windows.length > 0 ? Math.min(...windows) : undefined,
    truncation_policy: { mode: 'bytes', limit: 10_000 },
    base_instructions: codexInstructions,
    // A group that cannot call tools is of no use to an agent: it can be named, but is not offered.
    visibility: targets.some(({ model }) => model.capabilities.tools === false) ? 'hide' : 'list',
    supported_in_api: true,
    priority: place,
    upgrade: null,
  };
}

function all(targets: readonly Target[], capability: Capability): boolean {
  return targets.length > 0 && targets.every(({ model }) => model.capabilities[capability] === true);
}

const reasoningLevels = [
  { effort: 'low', description: 'Quick answers with little thinking' },
  { effort: 'medium', description: 'A balance of speed and thought' },
  { effort: 'high', description: 'More thought for hard problems' },
];
