/** The forecast job: windows of history and horizon, naive baselines, and figures by step ahead. */
package sluice.forecast;
