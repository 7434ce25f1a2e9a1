import { notFound } from 'next/navigation';

/** An address of the console that is none: told within the console, so that the way back is there. */
export default function NoSuchPage() {
  notFound();
}
