/** What this machine can do: the figures of {@code sluice bench}. */
package sluice.speed;
