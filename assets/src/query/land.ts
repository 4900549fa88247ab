// The coastlines of Natural Earth, kept on our own site as TopoJSON (world-atlas).

interface Topology {
  transform: { scale: [number, number]; translate: [number, number] };
  arcs: [number, number][][];
  objects: { land: { geometries: Geometry[] } };
}

type Geometry = { type: "Polygon"; arcs: number[][] } | { type: "MultiPolygon"; arcs: number[][][] };

/** Beyond it Mercator's projection has no end. */
const NORTH = 84;

/** Up and down in Mercator's projection, in degrees at the equator, downwards. */
export function down(latitude: number): number {
  const kept = Math.max(-NORTH, Math.min(NORTH, latitude));
  return (-Math.log(Math.tan(Math.PI / 4 + (kept * Math.PI) / 360)) * 180) / Math.PI;
}

/** All land as one path. */
export async function land(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) return "";
  const { transform, arcs, objects } = (await response.json()) as Topology;
  const lines = arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]): [number, number] => {
      [x, y] = [x + dx, y + dy];
      return [x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]];
    });
  });
  const ring = (parts: number[]) =>
    parts.flatMap((at, place) => {
      const line = at < 0 ? [...lines[~at]!].reverse() : lines[at]!;
      return place ? line.slice(1) : line;
    });
  const rings = objects.land.geometries.flatMap((shape) => (shape.type === "Polygon" ? shape.arcs : shape.arcs.flat()));
  return rings.map((parts) => path(ring(parts))).join("");
}

/** A ring as a path, and once more a turn of the globe away if it crosses the edge of the map. */
function path(points: [number, number][]): string {
  const [first, ...rest] = points;
  let turn = 0;
  let before = first![0];
  const line = [first!];
  for (const [x, y] of rest) {
    if (Math.abs(x - before) > 180) turn += x < before ? 360 : -360;
    line.push([x + turn, y]);
    before = x;
  }
  if (turn) line.push([line.at(-1)![0], -90], [first![0], -90]); // it goes round the South Pole: Antarctica
  const [west, east] = [Math.min(...line.map(([x]) => x)), Math.max(...line.map(([x]) => x))];
  const shifts = [0, ...(west < -180 ? [360] : []), ...(east > 180 ? [-360] : [])];
  return shifts.map((shift) => drawn(line, shift)).join("");
}

function drawn(points: [number, number][], shift: number): string {
  return `M${points.map(([x, y]) => `${(x + shift).toFixed(2)} ${down(y).toFixed(2)}`).join("L")}Z`;
}
