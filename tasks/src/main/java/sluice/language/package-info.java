/**
 * Language models: what a text costs them, what counts alone know of it, and text that they write.
 */
package sluice.language;
