/*
 * Where a picture lies in its pane. A view is the point of the picture (in its pixels) that is in the middle of the pane
 * and how many CSS pixels one of its pixels takes; no view means that the picture fits the pane. All panes share one view,
 * which is what keeps them in step.
 */

/**
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ width: number, height: number }} Size
 * @typedef {Point & { scale: number }} View
 */

const minScale = 1 / 32;
const maxScale = 64;

/**
 * The view in which all of the picture is seen.
 * @param {Size} size
 * @param {Size} pane
 * @returns {View}
 */
export function fitView(size, pane) {
  const scale = Math.min(pane.width / size.width, pane.height / size.height);
  return { x: size.width / 2, y: size.height / 2, scale: Number.isFinite(scale) && scale > 0 ? scale : 1 };
}

/**
 * The picture's left top corner in the pane, in CSS pixels.
 * @param {View} view
 * @param {Size} pane
 */
export function originOf(view, pane) {
  return { left: pane.width / 2 - view.x * view.scale, top: pane.height / 2 - view.y * view.scale };
}

/**
 * The point of the picture under a point of the pane.
 * @param {View} view
 * @param {Size} pane
 * @param {Point} point
 * @returns {Point}
 */
export function pictureAt(view, pane, point) {
  const { left, top } = originOf(view, pane);
  return { x: (point.x - left) / view.scale, y: (point.y - top) / view.scale };
}

/**
 * Zooms so that the picture stays in place under `point` of the pane.
 * @param {View} view
 * @param {Size} size
 * @param {Size} pane
 * @param {number} factor
 * @param {Point} point
 */
export function zoomAt(view, size, pane, factor, point) {
  const scale = Math.min(maxScale, Math.max(minScale, view.scale * factor));
  const fixed = pictureAt(view, pane, point);
  const x = fixed.x + (pane.width / 2 - point.x) / scale;
  const y = fixed.y + (pane.height / 2 - point.y) / scale;
  return keepInside({ x, y, scale }, size);
}

/**
 * Moves the picture.
 * @param {View} view
 * @param {Size} size
 * @param {number} dx in CSS pixels
 * @param {number} dy in CSS pixels
 */
export function moveBy(view, size, dx, dy) {
  return keepInside({ x: view.x - dx / view.scale, y: view.y - dy / view.scale, scale: view.scale }, size);
}

/**
 * The view that shows `box` of the picture with room around it.
 * @param {Point & Size} box
 * @param {Size} pane
 * @returns {View}
 */
export function viewOf(box, pane) {
  const scale = Math.min(pane.width / box.width, pane.height / box.height) / 2;
  const limited = Math.min(16, Math.max(minScale, scale));
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, scale: limited };
}

/**
 * The middle of the pane always lies on the picture: it cannot be lost.
 * @param {View} view
 * @param {Size} size
 * @returns {View}
 */
function keepInside({ x, y, scale }, size) {
  return { x: Math.min(size.width, Math.max(0, x)), y: Math.min(size.height, Math.max(0, y)), scale };
}
