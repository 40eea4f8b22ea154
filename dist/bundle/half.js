/**
 * Puts together the 16-bit words that were stored as planes of bytes (see packHalves in the program).
 * @param {Uint8Array} bytes
 * @param {number} pixelCount
 */
export function joinPlanes(bytes, pixelCount) {
  const words = new Uint16Array(pixelCount * 4);
  for (let channel = 0; channel < 4; channel++) {
    const high = channel * 2 * pixelCount;
    const low = high + pixelCount;
    for (let i = 0; i < pixelCount; i++) {
      words[i * 4 + channel] = ((bytes[high + i] ?? 0) << 8) | (bytes[low + i] ?? 0);
    }
  }
  return words;
}

/**
 * The value of an IEEE 754 half float.
 * @param {number} bits its 16 bits
 */
export function halfToNumber(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
