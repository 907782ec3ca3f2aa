/**
 * The model file and the container it stands in: tensors with metadata, written whole or not at
 * all, read only when every byte is as it was written.
 */
@org.jspecify.annotations.NullMarked
package sluice.model;
