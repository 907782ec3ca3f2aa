/** Micro-benchmarks of the engine, and other engines timed on the same work. */
package sluice.bench;
