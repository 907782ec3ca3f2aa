/** Ensembles: what each member learns from, and how members answer as one. */
package sluice.ensemble;
