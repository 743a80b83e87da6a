/**
 * Draws the data map as a Mermaid flowchart, from sensors on the left to readers on the right.
 *
 * A sink and its readers are one node however many captures lead there: where things run together is what a map is for.
 */
import type { Report } from '../../model/result.js';
import { safeText } from '../safe.js';
import { type InventoryRow, inventoryRows, sinkPlace } from './rows.js';

export function renderInventoryMermaid(report: Report): string {
  const chart = new Chart();
  for (const row of inventoryRows(report)) draw(chart, row);
  return `flowchart LR\n${chart.text()}`;
}

function draw(chart: Chart, { captureId, sensor, place, gate, redactor, sink, readers }: InventoryRow): void {
  const way = [
    chart.node(`sensor ${captureId}`, [sensor, place]),
    chart.node(`gate ${captureId} ${gate}`, ['gate', gate]),
    chart.node(`redactor ${captureId} ${gate} ${redactor}`, ['redactor', redactor]),
  ];
  if (sink !== null) {
    const at = `${sink.kind} ${sink.api} ${sinkPlace(sink)}`;
    way.push(chart.node(`sink ${at}`, [`${sink.kind}: ${sink.api}`, sinkPlace(sink)]));
    way.push(chart.node(`readers ${at} ${readers}`, ['read by', readers]));
  }
  way.forEach((node, step) => step > 0 && chart.edge(way[step - 1]!, node));
}

class Chart {
  private readonly nodes = new Map<string, { readonly id: string; readonly label: string }>();
  private readonly edges = new Set<string>();

  node(key: string, label: readonly string[]): string {
    const known = this.nodes.get(key);
    if (known !== undefined) return known.id;
    const id = `n${this.nodes.size + 1}`;
    this.nodes.set(key, { id, label: label.map(escaped).join('<br>') });
    return id;
  }

  edge(from: string, to: string): void {
    this.edges.add(`${from} --> ${to}`);
  }

  text(): string {
    const nodes = [...this.nodes.values()].map(({ id, label }) => `  ${id}["${label}"]\n`);
    return [...nodes, ...[...this.edges].map((edge) => `  ${edge}\n`)].join('');
  }
}

/** Whatever Mermaid could read as its own or as HTML becomes an entity. */
function escaped(text: string): string {
  return safeText(text).replace(/[^\p{L}\p{N} .,:/()-]/gu, (char) => `#${char.codePointAt(0)};`);
}
