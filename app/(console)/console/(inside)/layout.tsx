import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { ToastProvider } from '@/app/_ui/toast';
import { may } from '@/lib/admin/actor';
import { signedIn } from '../../_act/ask';
import { places } from '../../_nav/places';
import { SideNav } from '../../_nav/side-nav';
import { DemoBanner } from '../../_parts/demo-banner';
import { WhoIsHere } from '../../_parts/who-is-here';

export const metadata: Metadata = { title: { default: 'Console', template: '%s · Console · GenAI Smart Router' } };

/** Every page of the console but those on which one is not signed in yet. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await signedIn();
  const sections = places.flatMap(({ title, places: all }) => {
    const open = all.filter(({ action }) => may(actor, action)).map(({ href, label }) => ({ href, label }));
    return open.length > 0 ? [{ title, places: open }] : [];
  });
  return (
    <ToastProvider>
      <div className="mx-auto grid w-full max-w-[88rem] grow grid-rows-[auto_1fr] gap-x-10 px-5 sm:px-8 lg:grid-cols-[12rem_minmax(0,1fr)] lg:grid-rows-1">
        <div className="min-w-0 border-line pt-5 max-lg:border-b max-lg:pt-3 lg:border-r lg:pt-8 lg:pr-4">
          <div className="max-lg:flex max-lg:flex-wrap max-lg:items-center max-lg:justify-between lg:sticky lg:top-22">
            <SideNav sections={sections} />
            <WhoIsHere name={actor.name} role={actor.role} />
          </div>
        </div>
        <main id="content" tabIndex={-1} className="min-w-0 pt-6 pb-24 outline-none lg:pt-8">
          <DemoBanner />
          {children}
        </main>
      </div>
    </ToastProvider>
  );
}
