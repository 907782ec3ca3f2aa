/** What holds for the whole of the code. */
package sluice.architecture;
