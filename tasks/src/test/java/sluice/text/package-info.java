/** Tests of tokenisers, vocabularies, readers and partitions. */
package sluice.text;
