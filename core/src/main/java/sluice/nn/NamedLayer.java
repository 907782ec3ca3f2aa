package sluice.nn;

/**
 * One of the layers of a network that stand one above the other.
 *
 * @param name that of its weights, such as {@code layers.2}; a layer made of several, such as a
 *     bidirectional one, has the first and the last of theirs: {@code layers.2-3}
 * @param spec what it is
 * @param outputSize columns that it gives
 */
public record NamedLayer(String name, LayerSpec spec, int outputSize) {}
