/**
 * Text on its way to batches: files in any encoding, tokenisers, vocabularies, token ids, and how a
 * language model walks through them.
 */
package sluice.text;
