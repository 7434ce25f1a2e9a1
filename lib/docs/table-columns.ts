import type { Element, Root } from 'hast';

/** Every cell is told its column's name, so that a narrow screen can show a row as a card (app/(docs)/_parts/prose.css). */
export function rehypeTableColumns() {
  return (root: Root) => visit(root);
}

function visit(parent: Root | Element): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    if (child.tagName === 'table') nameCells(child);
    else visit(child);
  }
}

function nameCells(table: Element): void {
  const rows = elements(table).flatMap(elements);
  const [head, ...body] = rows;
  const names = head ? elements(head).map(textOf) : [];
  for (const row of body) {
    for (const [place, cell] of elements(row).entries()) cell.properties.dataColumn = names[place] ?? '';
  }
}

function elements(parent: Element): Element[] {
  return parent.children.filter((child) => child.type === 'element');
}

function textOf(element: Element): string {
  return element.children
    .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? textOf(child) : ''))
    .join('');
}
