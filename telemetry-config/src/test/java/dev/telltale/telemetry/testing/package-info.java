/** What tests of telemetry need, here and in other modules. */
package dev.telltale.telemetry.testing;
