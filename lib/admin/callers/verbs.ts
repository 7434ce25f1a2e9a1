import { z } from 'zod';
import { slug } from '../../config/field-kinds';
import { AdminRefusal } from '../admin-refusal';
import {
  CreateCallerRequest,
  CreateProjectRequest,
  CreateUserRequest,
  type HolderChange,
  ProjectQuery,
  UpdateCallerRequest,
  UpdateProjectRequest,
  UpdateUserRequest,
  UserQuery,
} from '../contract/callers';
import { defineVerb, type VerbContext } from '../verb';
import { createHolder, type NewHolder } from './create';
import { deleteHolder } from './delete';
import { type Holder, nameHolder } from './holders';
import { getProject, getUser, listProjects, listUsers, readCallers } from './list';
import { type HolderFields, updateHolder } from './update';

const OneUser = z.strictObject({ user: slug });
const OneProject = z.strictObject({ project: slug });
const OneCaller = z.strictObject({ user: slug, project: slug });

/** Verbs about who calls: users, projects, and users in projects. Each change is met by the next request here before its answer is out. */
export const callerVerbs = {
  'users.list': defineVerb({
    action: 'callers:read',
    method: 'GET',
    path: '/users',
    summary: 'People and service accounts, a page at a time: found, narrowed and in an order',
    input: UserQuery,
    run: ({ runtime }, query) => listUsers(runtime.store.db, query),
  }),
  'users.create': defineVerb({
    action: 'callers:write',
    method: 'POST',
    path: '/users',
    summary: 'A new person or service account',
    input: CreateUserRequest,
    status: 201,
    async run(context, { user, kind }) {
      await create(context, { kind: 'user', user, userKind: kind });
      return findUser(context, user);
    },
  }),
  'users.get': defineVerb({
    action: 'callers:read',
    method: 'GET',
    path: '/users/{user}',
    summary: 'One user, with the projects they call from',
    input: OneUser,
    run: (context, { user }) => findUser(context, user),
  }),
  'users.update': defineVerb({
    action: 'callers:write',
    method: 'PATCH',
    path: '/users/{user}',
    summary: 'A user’s status and kind; with dry_run only what it would do to tokens is told',
    input: UpdateUserRequest.extend({ user: slug }),
    run: (context, { user, dry_run, ...fields }) => update(context, { kind: 'user', user }, fields, dry_run),
  }),
  'users.delete': defineVerb({
    action: 'callers:write',
    method: 'DELETE',
    path: '/users/{user}',
    summary: 'Takes away a user who never had a token',
    input: OneUser,
    run: (context, { user }) => remove(context, { kind: 'user', user }),
  }),
  'projects.list': defineVerb({
    action: 'callers:read',
    method: 'GET',
    path: '/projects',
    summary: 'Projects, a page at a time: found, narrowed and in an order',
    input: ProjectQuery,
    run: ({ runtime }, query) => listProjects(runtime.store.db, query),
  }),
  'projects.create': defineVerb({
    action: 'callers:write',
    method: 'POST',
    path: '/projects',
    summary: 'A new project',
    input: CreateProjectRequest,
    status: 201,
    async run(context, { project, title, limits }) {
      await create(context, { kind: 'project', project, title, limits });
      return findProject(context, project);
    },
  }),
  'projects.get': defineVerb({
    action: 'callers:read',
    method: 'GET',
    path: '/projects/{project}',
    summary: 'One project, with the users who call from it',
    input: OneProject,
    run: (context, { project }) => findProject(context, project),
  }),
  'projects.update': defineVerb({
    action: 'callers:write',
    method: 'PATCH',
    path: '/projects/{project}',
    summary: 'A project’s status, title and limits; with dry_run only what it would do to tokens is told',
    input: UpdateProjectRequest.extend({ project: slug }),
    run: (context, { project, dry_run, ...fields }) => update(context, { kind: 'project', project }, fields, dry_run),
  }),
  'projects.delete': defineVerb({
    action: 'callers:write',
    method: 'DELETE',
    path: '/projects/{project}',
    summary: 'Takes away a project that never had a token',
    input: OneProject,
    run: (context, { project }) => remove(context, { kind: 'project', project }),
  }),
  'callers.create': defineVerb({
    action: 'callers:write',
    method: 'POST',
    path: '/callers',
    summary: 'Lets a user call from a project',
    input: CreateCallerRequest,
    status: 201,
    async run(context, { user, project }) {
      await create(context, { kind: 'caller', user, project });
      return findCaller(context, user, project);
    },
  }),
  'callers.get': defineVerb({
    action: 'callers:read',
    method: 'GET',
    path: '/callers/{user}/{project}',
    summary: 'A user in a project',
    input: OneCaller,
    run: (context, { user, project }) => findCaller(context, user, project),
  }),
  'callers.update': defineVerb({
    action: 'callers:write',
    method: 'PATCH',
    path: '/callers/{user}/{project}',
    summary: 'The status of a user in a project; with dry_run only what it would do to tokens is told',
    input: UpdateCallerRequest.extend({ user: slug, project: slug }),
    run: (context, { user, project, dry_run, ...fields }) =>
      update(context, { kind: 'caller', user, project }, fields, dry_run),
  }),
  'callers.delete': defineVerb({
    action: 'callers:write',
    method: 'DELETE',
    path: '/callers/{user}/{project}',
    summary: 'Takes a user out of a project where they never had a token',
    input: OneCaller,
    run: (context, { user, project }) => remove(context, { kind: 'caller', user, project }),
  }),
};

async function create({ runtime, author }: VerbContext, holder: NewHolder): Promise<void> {
  await createHolder({ store: runtime.store, author, holder });
  await runtime.snapshot.refresh();
}

async function update(
  { runtime, author }: VerbContext,
  holder: Holder,
  fields: HolderFields,
  dryRun: boolean,
): Promise<HolderChange> {
  const change = await updateHolder({ store: runtime.store, author, holder, fields, dryRun });
  if (!dryRun) await runtime.snapshot.refresh();
  return change;
}

async function remove({ runtime, author }: VerbContext, holder: Holder): Promise<{ deleted: string; version: number }> {
  const { version } = await deleteHolder({ store: runtime.store, author, holder });
  await runtime.snapshot.refresh();
  return { deleted: nameHolder(holder), version };
}

async function findUser({ runtime }: VerbContext, user: string) {
  const found = await getUser(runtime.store.db, user);
  if (!found) throw new AdminRefusal('not-found', `no user "${user}"`);
  return found;
}

async function findProject({ runtime }: VerbContext, project: string) {
  const found = await getProject(runtime.store.db, project);
  if (!found) throw new AdminRefusal('not-found', `no project "${project}"`);
  return found;
}

async function findCaller({ runtime }: VerbContext, user: string, project: string) {
  const [found] = await readCallers(runtime.store.db, { kind: 'caller', user, project }, new Date());
  if (!found) throw new AdminRefusal('not-found', `no user "${user}" in project "${project}"`);
  return found;
}
